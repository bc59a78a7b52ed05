// Search in a real browser, from the key to the clause: typed without marks, with marks and as Telex, by keyboard only, filtered, shared,
// offline, without JavaScript.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { browser, desktop, everyoneCanUse, host, open, phone, quyche, run, site, test } from "./site.mjs";

const page24 = "/446-qd-tu/quy-che/dieu-24/";

/** The search page with the results of a query. */
async function results(page, query) {
  await page.goto(`${host}/tim-kiem/?${new URLSearchParams(query)}`);
  await settled(page);
  return paths(page);
}

const settled = (page) => page.waitForFunction(() => document.querySelector(".search-results").ariaBusy === "false" && !document.querySelector(".search-tool").hidden);
const paths = (page) => page.locator(".search-results [data-path]").evaluateAll((hits) => hits.map((hit) => hit.dataset.path));

test("nothing of the search is fetched before the reader goes to the box, and then only what it needs", async () => {
  const { context, page, requests } = await open(page24);
  await page.waitForLoadState("networkidle");
  const before = requests.length;
  assert.ok(!requests.some((path) => path.includes("/du-lieu/tim/") || path.includes("search-worker")), requests.join(" "));
  await page.keyboard.press("/");
  await page.keyboard.type("bao cao");
  await page.waitForSelector(".search-list [data-path]");
  const own = requests.slice(before);
  assert.deepEqual(own.filter((path) => path.startsWith("/du-lieu/")).sort(), ["/du-lieu/tim/client.bin", "/du-lieu/tim/goc.bin"]);
  assert.ok(own.every((path) => path.startsWith("/du-lieu/tim/") || path.startsWith("/static/js/search-")), own.join(" "));
  await context.close();
});

test("the box works by keyboard alone and lands on the clause", async () => {
  for (const [key, viewport] of [["/", phone], ["Control+k", desktop]]) {
    const { context, page, wrong } = await open(page24, { viewport });
    await page.keyboard.press(key);
    const field = page.locator(".search-box input");
    assert.ok(await field.evaluate((field) => field === document.activeElement));
    await page.keyboard.type("ban dan van bao cao", { delay: 5 });
    await page.waitForFunction(() => document.querySelector(".search-list").ariaBusy === "false" && document.querySelectorAll(".search-list [data-path]").length > 0);
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    assert.match(await page.textContent(".search-said"), /^\d+ kết quả$/);
    await page.keyboard.press("ArrowDown");
    const active = await field.getAttribute("aria-activedescendant");
    assert.equal(await page.getAttribute(`#${active}`, "aria-selected"), "true");
    await page.keyboard.press("ArrowUp");
    assert.equal(await field.getAttribute("aria-activedescendant"), null);
    await page.keyboard.press("ArrowUp");
    assert.match(await page.textContent("[aria-selected=true]"), /^Xem tất cả \d+ kết quả$/);
    await page.keyboard.press("Escape");
    assert.equal(await field.getAttribute("aria-expanded"), "false");
    await page.keyboard.press("ArrowDown");
    const url = await page.getAttribute(".search-list [data-path]", "data-url");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${url}`);
    const target = page.locator(":target");
    await target.waitFor();
    const top = await target.evaluate((clause) => clause.getBoundingClientRect().top);
    const bar = await page.locator(".bar").evaluate((bar) => bar.getBoundingClientRect().bottom);
    assert.ok(top >= bar - 1, `the clause begins at ${top}, under the bar that ends at ${bar}`);
    assert.deepEqual(wrong, []);
    await context.close();
  }
});

test("marks, no marks, Telex, VNI, joined, unfinished and mistyped all find the clause", async () => {
  const { context, page, wrong } = await open("/tim-kiem/");
  const clause = "446-qd-tu/quy-che/dieu-24/khoan-2";
  for (const query of ["chế độ báo cáo định kỳ", "che do bao cao dinh ky", "bao caso ddinhj kyf", "ba1o ca1o d9i5nh ky2", "baocaodinhky"]) {
    assert.ok((await results(page, { q: query })).slice(0, 5).includes(clause), query);
  }
  assert.match(await page.textContent(".search-status"), /Đang hiển thị kết quả cho “bao cao dinh ky”/);
  assert.deepEqual((await results(page, { q: "khoản 2 điều 24" })).slice(0, 1), [clause]);
  assert.ok((await results(page, { q: "thuongg truc" })).length > 0);
  await page.fill(".search-form input", "");
  await page.locator(".search-form input").pressSequentially("tiep cong d", { delay: 5 });
  await settled(page);
  assert.ok((await paths(page)).some((path) => path.startsWith("446-qd-tu/quy-che/")));
  assert.deepEqual(wrong, []);
  await context.close();
});

test("hits are marked as text, told apart, and their order is that of the command line", async () => {
  const { context, page } = await open("/tim-kiem/");
  for (const query of ["công tác dân vận", "ban dan van bao cao", "giam sat", "điểm nóng"]) {
    const found = await results(page, { q: query });
    const expected = JSON.parse(execFileSync(quyche, ["search", "--out", site, "--format", "json", "--limit", "20", query]));
    const scores = new Map(expected.map((hit) => [hit.path, hit.score.toFixed(2)]));
    assert.deepEqual(found.map((path) => scores.get(path)), expected.map((hit) => hit.score.toFixed(2)), query);
    assert.ok(await page.locator(".hit mark").count() > 0);
  }
  await results(page, { q: "khoản 2 điều 24" });
  assert.match(await page.locator(".hit-way").first().textContent(), /^Quy chế › Điều 24 › khoản 2/);
  await results(page, { q: "<img src=x onerror=alert(1)>" });
  assert.equal(await page.locator(".search-tool img").count(), 0);
  await context.close();
});

test("more than two hundred queries are answered as on the command line", async () => {
  const judged = readFileSync(new URL("../relevance/queries.tsv", import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const words = readFileSync(new URL("../../content/regulations/446-qd-tu.md", import.meta.url), "utf8").split("---")[2].split(/\s+/);
  const taken = Array.from({ length: 140 }, (_, at) => words.slice(at * 43 + 7, at * 43 + 7 + 1 + (at % 4)).join(" "));
  const queries = [...judged.map((line) => line.split("\t")[0]), ...taken].filter((query) => query.trim());
  assert.ok(queries.length > 200, `${queries.length} queries`);
  const { context, page, wrong } = await open("/tim-kiem/");
  const answers = await page.evaluate(async (queries) => {
    const { dataset } = document.querySelector(".search-form");
    const client = (await import(dataset.client)).open(dataset);
    const answers = [];
    for (const query of queries) answers.push((await client.search({ query, typing: false, limit: 10 })).hits.map((hit) => hit.path));
    return answers;
  }, queries);
  for (const [at, query] of queries.entries()) {
    const run = spawnSync(quyche, ["search", "--out", site, "--format", "json", "--limit", "60", "--", query], { encoding: "utf8" });
    const hits = JSON.parse(run.stdout);
    const scores = new Map(hits.map((hit) => [hit.path, hit.score.toFixed(2)]));
    const expected = hits.slice(0, 10).map((hit) => hit.score.toFixed(2));
    assert.deepEqual(answers[at].map((path) => scores.get(path)), expected, `${query}: ${answers[at]}`);
  }
  assert.deepEqual(wrong, []);
  await context.close();
});

test("filters combine, count, stand in the address and can be shared; back brings them again", async () => {
  const { context, page, wrong } = await open("/tim-kiem/", { viewport: desktop });
  const all = await results(page, { q: "báo cáo" });
  await page.selectOption("select[name=co-quan]", "ban-dan-van-thanh-uy");
  await settled(page);
  const some = await paths(page);
  assert.ok(some.length > 0 && some.length < all.length, `${some.length} of ${all.length}`);
  await page.selectOption("select[name=vai-tro]", { index: await page.locator("select[name=vai-tro] option:not([disabled])").count() > 1 ? await page.locator("select[name=vai-tro] option").evaluateAll((options) => options.findIndex((option, at) => at > 0 && !option.disabled)) : 0 });
  await settled(page);
  const fewer = await paths(page);
  assert.ok(fewer.length > 0 && fewer.length <= some.length);
  const shown = await page.locator("select[name=vai-tro] option:checked").textContent();
  assert.match(shown, new RegExp(`\\(${fewer.length}\\)$`), shown);
  const address = page.url();
  assert.match(address, /q=b.*co-quan=ban-dan-van-thanh-uy.*vai-tro=/);
  await page.locator(".hit a").first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/tim-kiem/"));
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll(".search-results [data-path]").length === count, fewer.length);
  assert.equal(await page.inputValue(".search-form input"), "báo cáo");
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll(".search-results [data-path]").length === count, some.length);
  const shared = await open(new URL(address).pathname + new URL(address).search);
  await shared.page.waitForSelector(".hit");
  assert.deepEqual(await paths(shared.page), fewer);
  await shared.context.close();
  await page.click(".search-clear");
  await page.waitForFunction((count) => document.querySelectorAll(".search-results [data-path]").length === count, all.length);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("more can be had, nothing found helps, and strange addresses do no harm", async () => {
  const { context, page, wrong } = await open("/tim-kiem/");
  assert.equal((await results(page, { q: "cấp ủy" })).length, 20);
  await page.click(".search-more");
  await page.waitForFunction(() => document.querySelectorAll(".search-results [data-path]").length > 20);
  assert.deepEqual(await results(page, { q: "xyzzy" }), []);
  assert.equal(await page.textContent(".search-status"), "Không có kết quả cho “xyzzy”.");
  assert.ok(await page.isVisible(".search-help"));
  assert.ok((await results(page, { q: "báo cáo", "co-quan": "khong-co", "vai-tro": "\"><b>" })).length > 0);
  assert.equal(await page.inputValue("select[name=co-quan]"), "");
  assert.deepEqual(await results(page, { q: "  " }), []);
  assert.ok((await results(page, { "co-quan": "ban-dan-van-thanh-uy" })).length > 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("recent searches stay on the device and can be forgotten", async () => {
  const { context, page } = await open("/tim-kiem/");
  assert.ok(!await page.isVisible(".search-recent"));
  for (const query of ["báo cáo", "tiếp dân"]) {
    await page.fill(".search-form input", query);
    await page.keyboard.press("Enter");
    await settled(page);
  }
  await page.goto(`${host}/tim-kiem/`);
  assert.deepEqual(await page.locator(".recent-query").allTextContents(), ["tiếp dân", "báo cáo"]);
  await page.click(".recent-forget >> nth=0");
  await page.click(".recent-query");
  await page.waitForSelector(".hit");
  assert.equal(await page.inputValue(".search-form input"), "báo cáo");
  await page.goto(`${host}/tim-kiem/`);
  await page.click(".recent-clear");
  assert.ok(!await page.isVisible(".search-recent"));
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await context.close();
});

test("once loaded it works offline; without a connection it says so and recovers", async () => {
  const { context, page } = await open("/tim-kiem/?q=giam+sat");
  await page.waitForSelector(".hit");
  await context.setOffline(true);
  await page.fill(".search-form input", "tiếp dân");
  await page.waitForFunction(() => document.querySelector(".hit-snippet mark")?.textContent.toLowerCase().includes("tiếp"));
  await context.setOffline(false);
  await page.route("**/goc.bin", (route) => route.abort());
  await page.goto(`${host}/tim-kiem/?q=giam+sat`);
  await page.waitForFunction(() => document.querySelector(".search-status").textContent.includes("kết nối mạng"));
  await page.unroute("**/goc.bin");
  await page.fill(".search-form input", "giám sát");
  await page.waitForSelector(".hit");
  await page.route("**/goc.bin", (route) => route.fulfill({ body: Buffer.from("no index") }));
  await page.goto(`${host}/tim-kiem/?q=giam+sat`);
  await page.waitForFunction(() => document.querySelector(".search-status").textContent.includes("không đọc được"));
  await context.close();
});

/** A page whose engine is a stand-in that answers as the fixture says. */
async function standIn(path, options) {
  const opened = await open("/tim-kiem/", options);
  const body = readFileSync(new URL("fixture/search-worker.js", import.meta.url));
  await opened.page.route("**/search-worker.js*", (route) => route.fulfill({ contentType: "text/javascript", body }));
  await opened.page.goto(host + path);
  return opened;
}

test("hits of a document that follow each other stand together, guidance is told apart, and what was not counted is not claimed", async () => {
  const { context, page, wrong } = await standIn("/tim-kiem/?q=many");
  await page.waitForSelector(".hit");
  assert.deepEqual(await page.locator(".search-results h2").allTextContents(), ["1-QĐ/TU – về một việc", "Hướng dẫn, thuật ngữ, buổi học, cơ quan"]);
  assert.deepEqual(await paths(page), ["a/mot", "a/hai", "b/ba"]);
  assert.deepEqual(await page.locator(".hit[data-standing=guidance] .hit-kind").allTextContents(), ["Hướng dẫn, không phải văn bản"]);
  assert.equal(await page.textContent(".search-status"), "Hơn 3 kết quả");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a fault leaves no hits of another question and offers a way on", async () => {
  const { context, page } = await standIn("/tim-kiem/?q=x");
  for (const [fault, way] of [["network", "Thử lại"], ["damaged", "Tải lại trang"], ["outdated", "Tải lại trang"]]) {
    await page.fill(".search-form input", "x");
    await page.waitForSelector(".hit");
    await page.fill(".search-form input", fault);
    await page.waitForSelector(".search-again:visible");
    assert.equal(await page.textContent(".search-again"), way);
    assert.equal(await page.locator(".hit").count(), 0, fault);
  }
  await page.click(".search-again");
  await page.waitForSelector(".search-again:visible");
  assert.equal(await page.inputValue(".search-form input"), "outdated");
  await context.close();
});

test("a long wait is said, and an answer that comes after the field was emptied is not shown", async () => {
  const { context, page } = await standIn("/tim-kiem/?q=never");
  await page.waitForFunction(() => document.querySelector(".search-status").textContent === "Đang tìm…");
  await page.fill(".search-form input", "");
  await settled(page);
  assert.equal(await page.textContent(".search-status"), "");
  await page.evaluate(() => {
    const field = document.querySelector(".search-form input");
    for (const value of ["x", ""]) {
      field.value = value;
      field.dispatchEvent(new Event("input"));
    }
  });
  await page.waitForTimeout(300);
  assert.deepEqual(await paths(page), []);
  await context.close();
});

test("back leads to the search that was entered before, and from a result to its place in the list", async () => {
  const { context, page, wrong } = await open("/tim-kiem/");
  for (const query of ["báo cáo", "cấp ủy"]) {
    await page.fill(".search-form input", "");
    await page.locator(".search-form input").pressSequentially(query);
    await page.keyboard.press("Enter");
    await settled(page);
  }
  await page.goBack();
  assert.equal(await page.inputValue(".search-form input"), "báo cáo");
  await page.goForward();
  assert.equal(await page.inputValue(".search-form input"), "cấp ủy");
  await page.waitForSelector(".search-more:visible");
  await page.click(".search-more");
  await page.waitForFunction(() => document.activeElement.matches("a.hit-title"));
  const count = await page.locator(".hit").count();
  const at = await page.evaluate(() => [...document.querySelectorAll("a.hit-title")].indexOf(document.activeElement));
  assert.equal(at, 20);
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/tim-kiem/"));
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll(".hit").length === count, count);
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 50, before);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("an emptied search can be filtered again", async () => {
  const { context, page } = await open("/tim-kiem/?q=b%C3%A1o+c%C3%A1o&co-quan=ban-dan-van-thanh-uy");
  await page.waitForSelector(".hit");
  await page.fill(".search-form input", "");
  await page.selectOption("select[name=co-quan]", "");
  await settled(page);
  assert.equal(await page.locator("select option[disabled]").count(), 0);
  assert.ok(!await page.isVisible(".search-clear"));
  await context.close();
});

test("the box says for eyes too that nothing was found, and Home and End lead back to the words", async () => {
  const { context, page, wrong } = await open(page24, { bypassCSP: true });
  await page.keyboard.press("/");
  await page.keyboard.type("zzzzqqqq");
  await page.waitForSelector(".search-said.seen");
  assert.equal(await page.textContent(".search-said"), "Không có kết quả cho “zzzzqqqq”.");
  await everyoneCanUse(page, "nothing found under the box");
  const field = page.locator(".search-box input");
  await field.fill("bao cao");
  await page.waitForSelector(".search-list [data-path]");
  for (const key of ["Home", "End"]) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press(key);
    assert.equal(await field.getAttribute("aria-activedescendant"), null);
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tim-kiem/?q=bao+cao");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("where storage is forbidden, and when a browser fills in a field, search goes on", async () => {
  const { context, page, wrong } = await open("/tim-kiem/");
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError"); } }));
  await page.goto(`${host}/tim-kiem/?q=bao+cao`);
  await page.waitForSelector(".hit");
  await page.focus(".search-form input");
  await page.keyboard.press("Enter");
  await page.evaluate(() => document.activeElement.dispatchEvent(new Event("keydown", { bubbles: true })));
  assert.ok(await page.locator(".hit").count() > 0);
  await page.goto(host + page24);
  await page.evaluate(() => document.querySelector(".search-box input").dispatchEvent(new Event("keydown", { bubbles: true })));
  assert.deepEqual(wrong, []);
  await context.close();
});

test("without JavaScript the box leads to a page that says why and leads on", async () => {
  const { context, page } = await open(page24, { javaScriptEnabled: false });
  await page.click(".search-open");
  assert.equal(new URL(page.url()).pathname, "/tim-kiem/");
  assert.match(await page.textContent("noscript"), /không chạy JavaScript/);
  assert.ok(!await page.isVisible(".search-form"));
  assert.ok(await page.locator("main a[href^='/co-quan/']").count() > 20 && await page.locator("main a[href='/446-qd-tu/']").count() > 0);
  await context.close();
});

test("opened from a file, where browsers load no index, the page still leads on", async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.goto(`file://${join(site, "tim-kiem/index.html")}`);
  assert.ok(!await page.isVisible(".search-form"));
  assert.ok(await page.isVisible("main a[href='/446-qd-tu/']"));
  await context.close();
});

test("everyone can use it, in light and dark, and nothing stands out of the window", async () => {
  for (const [viewport, colorScheme] of [[phone, "light"], [phone, "dark"], [desktop, "light"], [desktop, "dark"], [{ width: 320, height: 640 }, "light"]]) {
    const { context, page, wrong } = await open("/tim-kiem/?q=bao+cao", { viewport, colorScheme, bypassCSP: true });
    await page.waitForSelector(".hit");
    await everyoneCanUse(page, `results, ${colorScheme}`);
    await page.goto(host + page24);
    await page.keyboard.press("/");
    await page.keyboard.type("bao cao");
    await page.waitForSelector(".search-list [data-path]");
    await page.keyboard.press("ArrowDown");
    await everyoneCanUse(page, `the list under the box, ${colorScheme}`);
    assert.deepEqual(wrong, []);
    await context.close();
  }
});

await run();
