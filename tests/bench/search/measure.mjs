// What a search costs on one site: ours, and Pagefind's on the same pages.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as pagefind from "./pagefind.mjs";
import * as quyche from "./quyche.mjs";
import { commandLine, judged, score } from "./relevance.mjs";
import { Server, blank, networks } from "./server.mjs";
import { queries } from "./words.mjs";

/** Asked each by a reader who has loaded nothing. */
const FIRST = [
  "công tác dân vận",
  "cong tac dan van",
  "đăng ký kinh doanh",
  "dang ky kinh doanh",
  "hợp đồng",
  "hop dong",
  "điều 5",
  "báo cáo định kỳ",
  "ban dan van bao cao",
];
/** Asked one after the other by a reader who has asked the first of `FIRST`. */
const LATER = [
  "kiểm tra giám sát",
  "to chuc dang",
  "ủy ban nhân dân",
  "khen thuong",
  "quyền và nghĩa vụ",
  "ngan sach nha nuoc",
  "hợp đồng",
  "thong tin, bao cao",
  "điều 12 khoản 2",
  "xử phạt vi phạm hành chính",
];
/** Queries of the site's own words whose time is taken. */
const TIMED = 240;
/** Longest that one visit takes, in milliseconds: a search that never answers is a failure. */
const PATIENCE = 300_000;

/** The figures of `site`; with `quick` every third of the first searches. */
export async function measure(browser, site, quick) {
  const scratch = mkdtempSync(join(tmpdir(), "quyche-pagefind-"));
  try {
    const documents = JSON.parse(readFileSync(join(site, "du-lieu/van-ban.json"), "utf8")).length;
    const asked = { first: FIRST.filter((_, at) => !quick || at % 3 === 0), words: queries(site, TIMED) };
    const peer = { ...(await pagefind.index(site, scratch)), ...(await engine(browser, scratch, pagefind, asked)) };
    const parts = quyche.parts(site);
    const own = parts && { size: quyche.size(site, parts), ...(await engine(browser, site, quyche, asked, parts)) };
    if (own) own.box = await box(browser, site, asked.first);
    return { site, documents, pagefind: peer, quyche: own, relevance: await relevance(browser, site, scratch, parts) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Opens an address of `folder`'s server in a browser that has nothing cached, and runs `work`. */
async function visit(browser, folder, address, network, work) {
  const server = await new Server(folder).listen();
  const context = await browser.newContext({ serviceWorkers: "block" });
  const late = setTimeout(() => context.close({ reason: `no answer in ${PATIENCE / 1000} s at ${folder}${address}` }), PATIENCE);
  try {
    const page = await context.newPage();
    await page.goto(server.address + address);
    // What a page asks for when it has nothing better to do, it has asked for before anyone searches; a first visit is often too busy for it.
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    const loaded = await server.sent();
    server.network = networks[network];
    return await work(page, server, loaded);
  } finally {
    clearTimeout(late);
    await context.close();
    server.close();
  }
}

/** What was sent, in numbers; nothing may be missing. */
function cost(sent) {
  const missing = sent.find(({ status }) => status >= 400);
  if (missing) throw new Error(`${missing.path}: ${missing.status}`);
  return { requests: sent.length, bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** One who searches: the first search of each query, later ones in one page, the time of a query when everything is loaded. */
async function engine(browser, folder, { search, time }, asked, parts) {
  const ask = async (page, server, query) => ({ query, ...(await page.evaluate(search, { query, parts })), ...cost(await server.sent()) });
  const first = [];
  for (const query of asked.first) {
    const near = await visit(browser, folder, blank, "local", (page, server) => ask(page, server, query));
    const far = await visit(browser, folder, blank, "phone", (page, server) => ask(page, server, query));
    first.push({ ...near, phone: far.ms });
  }
  const later = await visit(browser, folder, blank, "phone", async (page, server) => {
    const all = [];
    for (const query of [FIRST[0], ...LATER]) all.push(await ask(page, server, query));
    return all.slice(1);
  });
  const times = await visit(browser, folder, blank, "local", (page) => page.evaluate(time, { queries: asked.words, parts }));
  times.sort((a, b) => a - b);
  return { first, later, median: times[Math.floor(times.length / 2)], p95: times[Math.floor(times.length * 0.95)] };
}

/** The first search through the box of the search page, with everything that the page asks for because it can search. */
async function box(browser, site, first) {
  const all = [];
  for (const query of first) {
    const figures = await visit(browser, site, "/tim-kiem/", "phone", async (page, server, loaded) => {
      const { ms, shown } = await quyche.read(page, query);
      // A browser asks for the icon of a page when it has nothing better to do.
      const sent = (await server.sent()).filter(({ path }) => !path.includes("/favicon."));
      return { query, phone: ms, shown, ...cost([...loaded.filter(quyche.ours), ...sent]) };
    });
    all.push(figures);
  }
  return all;
}

/** How right everyone answers; `null` for a site without the judged texts. */
async function relevance(browser, site, scratch, parts) {
  const judgements = judged(site);
  if (!judgements) return null;
  const { all, pages } = judgements;
  const asked = all.map(({ query }) => query);
  const answers = (folder, search, parts) =>
    visit(browser, folder, blank, "local", async (page) => {
      const found = [];
      for (const query of asked) found.push((await page.evaluate(search, { query, parts })).found);
      return found;
    });
  const lists = await answers(scratch, pagefind.search);
  const page = (path) => pages.get(path) ?? path;
  return {
    quyche: parts && score(all, await answers(site, quyche.search, parts)),
    commandLine: score(all, commandLine(site, asked)),
    pagefind: score(all, lists.map((list) => list.map((url) => url.split("#")[0])), page),
  };
}
