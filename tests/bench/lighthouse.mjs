// What Lighthouse says of every kind of page, as a phone on a slow network sees it: performance, accessibility, best practices, findability.
// Fails below 98 in any of them. A page is loaded $RUNS times (3), and the median of its scores is what counts: a machine that is busy
// paints late. $QUYCHE is the program, $CHROMIUM the browser; arguments are parts of the addresses to ask about.
//
//     npm install --no-save --no-package-lock --no-audit --no-fund --prefix tests/browser lighthouse@12.8.2
//     node tests/bench/lighthouse.mjs
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { kinds } from "../browser/kinds.mjs";
import { built } from "../browser/site.mjs";

const require = createRequire(new URL("../browser/package.json", import.meta.url));
const { default: lighthouse } = await import(require.resolve("lighthouse"));
const { launch } = await import(require.resolve("chrome-launcher"));

/** Least score in each category. */
const LEAST = 98;
const RUNS = Number(process.env.RUNS ?? 3);
/** What is no page to find: it is there to say that nothing is. */
const apart = ["/404.html"];
/** A page that stands alone lets nothing be loaded, from its own site neither. Lighthouse asks for `robots.txt` from within the page and
 * calls it broken when the policy says no; a search engine asks by itself. Every other page is held to it. */
const alone = /\.html$/;
const skipAudits = (path) => (alone.test(path) ? ["robots-txt"] : []);

// A host as they are: compressed, what is named by its content kept.
const site = built(new URL("../../content", import.meta.url).pathname, "--base-url", "http://127.0.0.1:8493");
/** What a file is when sent, compressed once: that takes longer than to send it, and hosts keep it so. */
const sent = new Map();
const body = (path) => {
  if (!sent.has(path)) {
    const bytes = readFileSync(join(site, path));
    const packed = [".html", ".css", ".js", ".svg", ".webmanifest", ".txt"].includes(extname(path));
    sent.set(path, { packed, bytes: packed ? brotliCompressSync(bytes) : bytes });
  }
  return sent.get(path);
};
/** The file of an address. */
const fileOf = (way) => normalize(decodeURIComponent(way)).replace(/\/$/, "/index.html");
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".png": "image/png", ".txt": "text/plain" };
const server = createServer((request, response) => {
  const [way, version] = request.url.split("?");
  const path = fileOf(way);
  try {
    const { packed, bytes } = body(path);
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.setHeader("cache-control", version ? "max-age=31536000, immutable" : "no-cache");
    if (packed) response.setHeader("content-encoding", "br");
    response.end(bytes);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((ready) => server.listen(8493, "127.0.0.1", ready));

const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu"] });
const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const asked = process.argv.slice(2);
let missed = 0;
for (const path of kinds.filter((path) => !apart.includes(path) && (asked.length === 0 || asked.some((part) => path.includes(part))))) {
  const results = [];
  // Nobody waits for what a host compresses once.
  body(fileOf(path));
  for (let run = 0; run < RUNS; run += 1) {
    results.push(await lighthouse(`http://127.0.0.1:8493${path}`, { port: chrome.port, output: "json", logLevel: "error", skipAudits: skipAudits(path) }));
  }
  const result = results.at(-1);
  const scores = Object.keys(result.lhr.categories).map((id) => [id, median(results.map(({ lhr }) => Math.round(lhr.categories[id].score * 100)))]);
  const failed = scores.filter(([, score]) => score < LEAST);
  missed += failed.length;
  console.log(`${failed.length ? "FAIL" : "ok  "} ${scores.map(([, score]) => String(score).padStart(3)).join(" ")} ${path}`);
  for (const [id] of failed) {
    for (const { id: audit } of result.lhr.categories[id].auditRefs) {
      const { score, title, displayValue, details } = result.lhr.audits[audit] ?? { score: null };
      if (score === null || score >= 0.9) continue;
      console.log(`       ${id}: ${title} ${displayValue ?? ""}`);
      for (const { node } of [details?.items ?? []].flat().slice(0, 3)) if (node) console.log(`         ${node.snippet}`);
    }
  }
}
await chrome.kill();
process.exit(missed ? 1 : 0);
