// `quyche serve` as an editor uses it, in a real browser: a save is on the page within the second, what is wrong is shown where it is, on
// the page and in the terminal, and is gone when it is mended; nothing but the site is served, and to this machine only.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { faults } from "./axe.mjs";
import { passed, test } from "./cases.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
/** Milliseconds within which a saved file of the shipped content must be on the page. What it takes is printed, and is under 1,000 on a quiet
 * machine of two cores; the limit leaves room for a busy one, and for the program of the tests. */
const BUDGET = 8000;

const folder = mkdtempSync(join(tmpdir(), "quyche-serve-test-"));
const content = join(folder, "content");
const theme = join(folder, "theme");
cpSync(join(repository, "content"), content, { recursive: true });
cpSync(join(repository, "tests/theme"), theme, { recursive: true });

const server = spawn(quyche, ["serve", "--port", "0", "--content", content, "--theme", theme], { stdio: ["ignore", "ignore", "pipe"] });
let said = "";
server.stderr.on("data", (bytes) => (said += bytes));
async function until(what, holds, patience = 20_000) {
  for (const end = performance.now() + patience; performance.now() < end; ) {
    const value = await holds();
    if (value) return value;
    await new Promise((again) => setTimeout(again, 10));
  }
  throw new Error(`${what} did not happen; the terminal says:\n${said}`);
}
const host = await until("listening", () => said.match(/http:\/\/localhost:\d+/)?.[0]);
await until("the first build", () => /pages \(/.test(said));
const port = Number(new URL(host).port);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
const wrong = [];
page.on("console", (message) => wrong.push(message.text()));
page.on("pageerror", (error) => wrong.push(String(error)));

/** An answer to a request written by hand. */
function ask(path, { method = "GET", headers = {}, address = "127.0.0.1" } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: address, port, path, method, headers, setHost: !("host" in headers) }, (answer) => {
      let body = "";
      answer.on("data", (bytes) => (body += bytes));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    });
    asked.on("error", reject).end();
  });
}

/** Waits until no further build ends: a save that a busy machine does in two steps is built twice, and the page may be loaded again each time. */
async function settled() {
  const ended = () => said.match(/\(\d+\.\d\d s\)|nothing built/g)?.length;
  for (let before; ; ) {
    const now = ended();
    if (now === before) return;
    before = now;
    await new Promise((again) => setTimeout(again, BUDGET / 3));
  }
}

/** Opens a page of the preview when no build is under way: the page that is open would be loaded again while it is left, and the browser
 * gives up the one for the other. */
async function visit(path) {
  await settled();
  await page.goto(host + path);
}

const regulation = join(content, "regulations/446-qd-tu.md");
const overlay = page.locator(".quyche-serve details");
const cases = {
  "a save is on the page at once": async () => {
    await visit("/446-qd-tu/quy-che/dieu-20/");
    await page.evaluate(() => scrollTo(0, 300));
    const times = [];
    for (const word of ["một", "hai", "ba"]) {
      const text = readFileSync(regulation, "utf8");
      const start = performance.now();
      writeFileSync(regulation, text.replace(/Điều 20\. (Thử \S+\. )?/, `Điều 20. Thử ${word}. `));
      await page.locator("main .text").getByText(`Thử ${word}.`).first().waitFor();
      times.push(Math.round(performance.now() - start));
    }
    console.log(`     from save to page: ${times.join(", ")} ms`);
    assert.ok(Math.max(...times) < BUDGET, `${times} ms`);
    assert.deepEqual(wrong, [], "the policy of the page allows what is put into it");
  },
  "a search knows the save soon after": async () => {
    const word = "Xuanthuquy";
    writeFileSync(regulation, readFileSync(regulation, "utf8").replace(/Điều 20\. (Thử \S+\. )?/, `Điều 20. Thử ${word}. `));
    await settled();
    await until("the index of the pages", async () => {
      await page.goto(`${host}/tim-kiem/?q=${word}`);
      const hit = page.locator(".hit").getByText(word).first();
      return hit.waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
  },
  "a save that changes nothing on a page leaves it as it is": async () => {
    await visit("/tim-kiem/");
    await page.evaluate(() => { globalThis.untouched = true; });
    const text = readFileSync(regulation, "utf8");
    for (const [saved, told] of [[text, "nothing changed"], [text.replace("Điều 20. Thử ", "Điều 20. Lại thử "), "pages ("]]) {
      const from = said.length;
      const heard = page.waitForResponse((response) => response.url().includes("/.quyche/sum?"), { timeout: BUDGET });
      writeFileSync(regulation, saved);
      await heard;
      await until(told, () => said.slice(from).includes(told), BUDGET);
      await page.waitForTimeout(500);
      assert.equal(await page.evaluate(() => globalThis.untouched), true, `it was not loaded again after "${told}"`);
    }
  },
  "slides, which stand alone, are loaded again too, and nothing else is let into them": async () => {
    await visit("/hoc-tap/can-bo-moi/trinh-chieu.html");
    const policy = await page.locator("meta[http-equiv]").getAttribute("content");
    assert.match(policy, /^default-src 'none'; connect-src http:\/\/localhost:\d+\/\.quyche\/; /);
    const session = join(content, "sessions/can-bo-moi.md");
    const text = readFileSync(session, "utf8");
    writeFileSync(session, text.replace(/^title: .*$/m, "title: Buổi học thử"));
    await page.locator("h1").getByText("Buổi học thử").waitFor({ timeout: BUDGET });
    const isClosed = await page.evaluate(() => fetch("/robots.txt").then(() => false, () => true));
    assert.ok(isClosed, "the rest of the site stays closed to them");
    assert.match(wrong.splice(0).join(), /Content Security Policy/);
    writeFileSync(session, text);
    await page.locator("h1").getByText("Buổi học thử").waitFor({ state: "detached", timeout: BUDGET });
  },
  "broken YAML is shown with file and line, the page still works, and mended it is gone": async () => {
    const site = join(content, "site.yaml");
    const sound = readFileSync(site, "utf8");
    writeFileSync(site, sound.replace("as_of: 2026-11-23", "as_of: [2026"));
    await overlay.waitFor();
    assert.match(await overlay.locator(".place").first().textContent(), /content\/site\.yaml:\d+:\d+$/);
    await until("the terminal says it too", () => /site\.yaml:\d+:\d+/.test(said));
    assert.equal(await page.locator(".quyche-serve").getAttribute("aria-live"), "polite");
    await page.keyboard.press("Escape");
    assert.equal(await overlay.evaluate((details) => details.open), false, "Escape closes it");
    await visit("/446-qd-tu/");
    assert.ok(await page.getByRole("link", { name: /Điều 1\b/ }).first().isVisible(), "the page still works");
    await page.locator(".quyche-serve summary").waitFor();
    writeFileSync(site, sound);
    await overlay.waitFor({ state: "detached" });
  },
  "a theme that cannot be used leaves the last good site and says why": async () => {
    const template = join(theme, "templates/home.html");
    const sound = readFileSync(template, "utf8");
    writeFileSync(template, sound.replace("{% block main %}", "{% block mian %}"));
    await page.locator(".quyche-serve details[data-failed]").waitFor();
    assert.match(await overlay.textContent(), /templates\/home\.html:\d+:\d+/);
    assert.match(await overlay.textContent(), /`main`/);
    await visit("/");
    assert.equal(await page.locator("h1").first().textContent(), "Quy chế công tác dân vận");
    writeFileSync(template, sound);
    await overlay.waitFor({ state: "detached" });
  },
  "the small theme is whole on a phone and on a desktop, and so is what the preview shows": async () => {
    appendFileSync(join(content, "glossary.yaml"), "\n- [\n");
    await overlay.waitFor();
    await settled();
    for (const width of [390, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: "reduce" });
      const page = await context.newPage();
      for (const path of ["/", "/446-qd-tu/quy-che/dieu-24/"]) {
        await page.goto(host + path);
        await page.locator(".quyche-serve summary").waitFor();
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${path} at ${width}`);
        assert.deepEqual(await faults(page), [], `${path} at ${width}`);
      }
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim()), "#0b4f8a");
      assert.match(await page.locator(".foot").textContent(), /Trang do Văn phòng giữ\./);
      await page.goto(host);
      assert.ok(await page.locator(".welcome img").evaluate((image) => image.complete && image.naturalWidth > 0), "its picture is shown");
      await context.close();
    }
    writeFileSync(join(content, "glossary.yaml"), readFileSync(join(repository, "content/glossary.yaml")));
    await overlay.waitFor({ state: "detached" });
  },
  "a new page is there, a missing one says so with the page of the site": async () => {
    const file = join(content, "guidance/moi.md");
    assert.equal((await ask("/huong-dan/moi/")).status, 404);
    writeFileSync(file, "---\ntitle: Bài mới\nauthor: A\ndate: 2026-01-01\nstanding: manual\n---\nLời.\n");
    await until("the new page", async () => (await ask("/huong-dan/moi/")).status === 200);
    rmSync(file);
    const missing = await until("its end", async () => {
      const answer = await ask("/huong-dan/moi/");
      return answer.status === 404 && answer;
    });
    assert.match(missing.body, /Không tìm thấy trang/);
  },
  "types, HEAD, addresses without their last stroke": async () => {
    const types = { "/": "text/html; charset=utf-8", "/static/theme.css": "text/css; charset=utf-8", "/static/js/contents.js": "text/javascript; charset=utf-8", "/du-lieu/nhiem-vu.json": "application/json; charset=utf-8", "/static/favicon.svg": "image/svg+xml", "/sitemap.xml": "text/xml; charset=utf-8" };
    for (const [path, type] of Object.entries(types)) {
      const answer = await ask(path);
      assert.deepEqual([answer.status, answer.headers["content-type"], answer.headers["cache-control"]], [200, type, "no-store"], path);
    }
    const head = await ask("/", { method: "HEAD" });
    assert.deepEqual([head.status, head.body], [200, ""]);
    const folder = await ask("/446-qd-tu?x=1");
    assert.deepEqual([folder.status, folder.headers.location], [302, "/446-qd-tu/?x=1"]);
    assert.equal((await ask("/", { method: "POST" })).status, 405);
  },
  "nothing outside the site, and nobody under another name": async () => {
    for (const path of ["/../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "//etc/passwd", "/.quyche", "/%00"]) {
      const answer = await ask(path);
      assert.ok(answer.status === 400 || answer.status === 404, `${path}: ${answer.status}`);
      assert.doesNotMatch(answer.body, /root:/, path);
    }
    for (const name of ["evil.example", `evil.example:${port}`, `localhost.evil.example:${port}`, "localhost:1"]) {
      assert.equal((await ask("/", { headers: { host: name } })).status, 403, name);
    }
    assert.equal((await ask("/", { headers: { host: `localhost:${port}` } })).status, 200);
    const own = Object.values(networkInterfaces()).flat().find((one) => !one.internal && one.family === "IPv4");
    if (own) await assert.rejects(ask("/", { address: own.address }), "no other address of this machine is listened on");
  },
  "Ctrl-C ends it cleanly": async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => /^quyche-[A-Za-z0-9]{6}$/.test(name) && existsSync(join(tmpdir(), name, "site")));
    const before = left();
    assert.ok(before.length > 0, "the preview is in a folder of its own");
    await settled();
    await Promise.all([page.waitForResponse(`${host}/.quyche/reports`), page.goto(host)]);
    await page.waitForTimeout(500);
    const ended = new Promise((resolve) => server.on("exit", (code, signal) => resolve([code, signal])));
    server.kill("SIGINT");
    assert.deepEqual(await ended, [0, null]);
    await page.locator(".quyche-serve .lost").waitFor();
    await assert.rejects(ask("/"));
    assert.equal(left().length, before.length - 1, "its folder is gone");
  },
};

for (const [name, run] of Object.entries(cases)) test(name, run);
const allPassed = await passed();
await browser.close();
server.kill();
rmSync(folder, { recursive: true, force: true });
process.exit(allPassed ? 0 : 1);
