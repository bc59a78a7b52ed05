// The site of `content/`, built and served for a test in a real browser.
// $QUYCHE is the program, $CHROMIUM the browser, $THEME a theme to lay over.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { faults } from "./axe.mjs";
import { passed } from "./cases.mjs";

export { test } from "./cases.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
export const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
const folders = [];
const servers = [];

const theme = process.env.THEME ? ["--theme", process.env.THEME] : [];

/** A folder that goes when the cases have run. */
export const temporary = () => {
  const folder = mkdtempSync(join(tmpdir(), "quyche-site-"));
  folders.push(folder);
  return folder;
};

/** The site of a content folder, built into a folder of its own. */
export const built = (content, ...more) => {
  const folder = temporary();
  execFileSync(quyche, ["build", "--content", content, "--out", join(folder, "public"), ...theme, ...more], { stdio: "pipe" });
  return join(folder, "public");
};

/** Another site of `content/`, built with more arguments and after changes to a copy of the content and to a theme over the built-in one. */
export function content(args = [], change = () => {}, dress = () => {}) {
  const folder = temporary();
  const [copy, theme, out] = ["content", "theme", "public"].map((name) => join(folder, name));
  cpSync(join(repository, "content"), copy, { recursive: true });
  mkdirSync(join(theme, "static/css"), { recursive: true });
  change(copy);
  dress(theme);
  execFileSync(quyche, ["build", "--content", copy, "--theme", theme, "--out", out, ...args], { stdio: "pipe" });
  return out;
}

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const wait = (milliseconds) => new Promise((over) => setTimeout(over, milliseconds));

/**
 * A plain static server of a built site; its address. A slow one sends the scripts when the page was drawn, and a page in two parts, cut
 * within the menu.
 */
export const served = async (site, { slow = false } = {}) => {
  const server = createServer(async (request, response) => {
    let path = normalize(decodeURIComponent(request.url.split("?")[0]));
    if (path.endsWith("/")) path += "index.html";
    try {
      const bytes = readFileSync(join(site, path));
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
      if (slow && path.endsWith(".js")) await wait(150);
      const menu = slow && path.endsWith(".html") ? bytes.indexOf("</li>", bytes.indexOf('<nav class="menu"')) : 0;
      if (menu > 0) {
        response.write(bytes.subarray(0, menu));
        await wait(60);
      }
      response.end(bytes.subarray(Math.max(menu, 0)));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  servers.push(server);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${server.address().port}`;
};

/** The shipped site: where it lies, where it is served. */
export const site = built(join(repository, "content"));
export const host = await served(site);
export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** A page of the site in a new window, what went wrong in it, and the paths that it asked for. */
export async function open(path, options = {}) {
  // The service worker answers before a test could: what it does is seen in `offline.mjs`.
  const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce", serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const wrong = [];
  const requests = [];
  page.on("console", (message) => { if (!message.text().startsWith("Service Worker registration blocked")) wrong.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const answer = await page.goto(path.startsWith("http") ? path : host + path);
  assert.equal(answer.status(), 200, path);
  return { context, page, wrong, requests };
}

/** Nothing stands out of the window. */
export async function fits(page, what) {
  const { width } = page.viewportSize();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${what}: ${wide} in a window of ${width}`);
}

/** Nothing stands out of the window, and axe finds nothing. The page must have been opened with `bypassCSP`. */
export async function everyoneCanUse(page, what) {
  await fits(page, what);
  assert.deepEqual(await faults(page), [], `${what}, ${page.viewportSize().width} wide`);
}

/** Runs the cases and ends the process: 0 when all passed. */
export async function run() {
  const allPassed = await passed();
  await browser.close();
  for (const server of servers) server.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  process.exit(allPassed ? 0 : 1);
}
