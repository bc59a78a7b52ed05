// The site of `content/`, built and served for a test in a real browser, and the cases that a test collects.
// $QUYCHE is the program, $CHROMIUM the browser.
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
export const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
const folder = mkdtempSync(join(tmpdir(), "quyche-site-"));
/** Where the built site lies. */
export const site = join(folder, "public");
execFileSync(quyche, ["build", "--content", join(repository, "content"), "--out", site, ...(process.env.THEME ? ["--theme", process.env.THEME] : [])], { stdio: "pipe" });

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const server = createServer((request, response) => {
  let path = normalize(decodeURIComponent(request.url.split("?")[0]));
  if (path.endsWith("/")) path += "index.html";
  try {
    const bytes = readFileSync(join(site, path));
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.end(bytes);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
export const host = `http://127.0.0.1:${server.address().port}`;
export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** A page of the site in a new window, what went wrong in it, and the paths that it asked for. */
export async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const wrong = [];
  const requests = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const answer = await page.goto(host + path);
  assert.equal(answer.status(), 200, path);
  return { context, page, wrong, requests };
}

/** Nothing stands out of the window, and axe finds nothing. The page must have been opened with `bypassCSP`. */
export async function everyoneCanUse(page, what) {
  const { width } = page.viewportSize();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${what}: ${wide} in a window of ${width}`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes[0].html}`), [], `${what}, ${width} wide`);
}

const cases = [];
export const test = (name, run) => cases.push([name, run]);

/** Runs every case and ends the process: 0 when all passed. */
export async function run() {
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
  rmSync(folder, { recursive: true, force: true });
  process.exit(failed ? 1 : 0);
}
