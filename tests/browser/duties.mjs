// The pages of duties in a real browser: filters with addresses that can be shared, levels, paper, everything without JavaScript,
// and nothing for axe to find. The site of `content/` is built here; $QUYCHE is the program, $CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
const site = mkdtempSync(join(tmpdir(), "quyche-duties-"));
execFileSync(quyche, ["build", "--content", join(repository, "content"), "--out", join(site, "public")], { stdio: "pipe" });

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const server = createServer((request, response) => {
  let path = normalize(decodeURIComponent(request.url.split("?")[0]));
  if (path.endsWith("/")) path += "index.html";
  try {
    const bytes = readFileSync(join(site, "public", path));
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.end(bytes);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const host = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };

/** A page of the site in a new window, and what went wrong in it. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  const answer = await page.goto(host + path);
  assert.equal(answer.status(), 200, path);
  return { context, page, wrong };
}

const cases = [];
const test = (name, run) => cases.push([name, run]);
const own = "section[aria-labelledby=phai-lam] .duty";
const bdv = "/co-quan/ban-dan-van-thanh-uy/";

test("a filter shows what it says, counts it, and stands in the address", async () => {
  const { context, page, wrong } = await open(bdv);
  const all = await page.locator(`${own}:visible`).count();
  await page.selectOption("select[name=vai-tro]", "to-chuc");
  const shown = await page.locator(`${own}:visible`).evaluateAll((duties) => duties.map((duty) => duty.dataset.role));
  assert.ok(shown.length > 0 && shown.length < all && shown.every((role) => role.split(" ").includes("to-chuc")), `${shown}`);
  assert.equal(new URL(page.url()).search, "?vai-tro=to-chuc");
  assert.match(await page.locator(".duty-filter-result").textContent(), new RegExp(`${shown.length} trong ${all}`));
  await page.selectOption("select[name=ky]", "P6M");
  const both = await page.locator(`${own}:visible`).count();
  assert.ok(both > 0 && both < shown.length, `${both}`);
  await page.goBack();
  assert.equal(await page.locator(`${own}:visible`).count(), shown.length);
  const shared = await open(`${bdv}?vai-tro=to-chuc&ky=P6M`);
  assert.equal(await shared.page.locator(`${own}:visible`).count(), both);
  const strange = await open(`${bdv}?vai-tro=%22%3E%3Cscript%3E`);
  assert.equal(await strange.page.locator(`${own}:visible`).count(), all);
  assert.deepEqual([wrong, shared.wrong, strange.wrong], [[], [], []]);
  for (const one of [context, shared.context, strange.context]) await one.close();
});

test("levels are shown one at a time, and all of them without JavaScript", async () => {
  const { context, page } = await open("/co-quan/cap-uy/#cap-commune");
  assert.deepEqual(await page.locator(".level:visible").evaluateAll((levels) => levels.map((level) => level.id)), ["cap-commune"]);
  await page.locator(".level-switch a[href='#cap-city']").click();
  assert.deepEqual(await page.locator(".level:visible").evaluateAll((levels) => levels.map((level) => level.id)), ["cap-city"]);
  const plain = await open("/co-quan/cap-uy/", { javaScriptEnabled: false });
  assert.ok((await plain.page.locator(".level:visible").count()) >= 3);
  assert.equal(await plain.page.locator(".duty-filter:visible").count(), 0);
  for (const one of [context, plain.context]) await one.close();
});

test("on paper an organisation takes one or two pages", async () => {
  for (const id of ["ban-dan-van-thanh-uy", "uy-ban-nhan-dan-thanh-pho", "mat-tran-to-quoc-viet-nam-thanh-pho", "dang-uy-cac-xa-phuong-thi-tran"]) {
    const { context, page } = await open(`/co-quan/${id}/`, { viewport: desktop });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
    assert.ok(pages <= 2, `${id}: ${pages} pages`);
    await context.close();
  }
});

test("everyone can read it, in light and dark, and nothing stands out of the window", async () => {
  for (const path of [bdv, "/co-quan/cap-uy/", "/co-quan/ban-tuyen-giao-va-dan-van-thanh-uy/", "/446-qd-tu/cho-de-ngo/"]) {
    for (const [viewport, colorScheme] of [[phone, "light"], [phone, "dark"], [desktop, "light"], [desktop, "dark"]]) {
      const { context, page, wrong } = await open(path, { viewport, colorScheme, bypassCSP: true });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${path}: ${width} in a window of ${viewport.width}`);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes[0].html}`), [], `${path} ${colorScheme}`);
      assert.deepEqual(wrong, [], path);
      await context.close();
    }
  }
});

let failed = 0;
for (const [name, run] of cases) {
  try {
    await run();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL ${name}\n${error.stack}`);
  }
}
await browser.close();
server.close();
rmSync(site, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
