// A site of which every field was written by an enemy (`tests/hostile/content`, where each `§` is a payload), page by page in a real browser:
// nothing of it is executed, nothing is asked of another host, the policy of the page has nothing to refuse and the console nothing to say.
// $QUYCHE is the program, $CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { browser, built, desktop, quyche, run, served, test } from "./site.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "quyche-hostile-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What is written into every field. Each calls `planted`, or asks for something of another host, where it is taken for more than words. */
const payloads = [
  `"><script>planted()</script><img src=x onerror=planted()><svg/onload=planted()><iframe srcdoc="<script>parent.planted()</script>"></iframe>`,
  `'"--></style></title></textarea></noscript></template></code><script>planted()</script>{{ planted() }}{% raw %}{%- include "/etc/passwd" %}\${planted()}<!--`,
  `" onmouseover=planted() onfocus=planted() autofocus style="background:url(https://evil.invalid/c);x:expression(planted())" [x](javascript:planted()) x="`,
  `\u2028</script><script>planted()</script>\\u003cscript>"+planted()+"';planted();//]]><base href=https://evil.invalid/><link rel=stylesheet href=https://evil.invalid/a.css><meta http-equiv=refresh content="0;url=https://evil.invalid/">`,
];

/** The hostile content with one payload in every field. */
function written(number) {
  const content = join(folder, `content-${number}`);
  cpSync(join(repository, "tests/hostile/content"), content, { recursive: true });
  for (const entry of readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name);
    // In YAML every field stands between single quotes; in the text of a file a payload is a payload.
    const [front, ...body] = entry.name.endsWith(".yaml") ? [readFileSync(path, "utf8")] : apart(readFileSync(path, "utf8"));
    const quoted = payloads[number].replaceAll("'", "''").replaceAll("\u2028", " ");
    writeFileSync(path, front.replaceAll("§", () => quoted) + body.join("").replaceAll(/^- \{kind.*|§/gm, (found) => (found === "§" ? payloads[number] : found.replaceAll("§", () => quoted))));
  }
  return content;
}

const apart = (text) => {
  const end = text.startsWith("---\n") ? text.indexOf("\n---\n", 4) + 5 : 0;
  return [text.slice(0, end), text.slice(end)];
};

/** Runs in every frame before anything else. */
function watch() {
  window.planted = () => console.error("planted() was called");
  document.addEventListener("securitypolicyviolation", (event) => console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`));
}

/** A window in which everything that should not happen is written down. */
async function watched(host) {
  const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", serviceWorkers: "block" });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => { if (!message.text().startsWith("Service Worker registration blocked")) wrong.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("popup", (popup) => wrong.push(`popup: ${popup.url()}`));
  page.on("request", (request) => { if (!request.url().startsWith(host) && !/^(data|blob):/.test(request.url())) wrong.push(`request: ${request.url()}`); });
  return { context, page, wrong };
}

/** What stands in a page and could act: handlers, addresses that are scripts, frames, styles, scripts that the site did not write. */
function active(alone) {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "autofocus") found.push(`${element.tagName} ${name}`);
      // Scripts of the site place what they show; a style in the page itself is refused by its policy, and said.
      if (name === "style" && /url|expression|planted|evil/.test(value)) found.push(`${element.tagName} ${name}=${value}`);
      const lead = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"].includes(name);
      const none = element.rel === "icon" && value === "data:,";
      // To follow a link to another host is the reader's own act.
      const elsewhere = element.tagName === "A" && value.startsWith("https://");
      if (lead && !none && !elsewhere && !/^(https?:\/\/quyche\.example\/|https?:\/\/127\.0\.0\.1|\/(?!\/)|[#?.]|$|data:(image|font|text\/plain|application\/json)|[a-z0-9-]+(\/|\.|#|$))/i.test(value)) found.push(`${element.tagName} ${name}=${value}`);
    }
    if (/^(IFRAME|OBJECT|EMBED|BASE|FRAME)$/.test(element.tagName)) found.push(element.tagName);
    if (element.tagName === "META" && element.httpEquiv === "refresh") found.push("META refresh");
    if (element.tagName === "SCRIPT" && !alone && element.type !== "application/ld+json" && !element.src) found.push(`SCRIPT ${element.textContent.slice(0, 60)}`);
    if (element.tagName === "STYLE" && !alone) found.push("STYLE");
  }
  for (const script of document.querySelectorAll('script[type="application/ld+json"], script[type="application/json"]')) JSON.parse(script.textContent);
  return found;
}

/** Points at, focuses and opens everything, as a reader could. */
async function handle(page) {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("details")) element.open = true;
    for (const element of document.querySelectorAll("body *")) {
      element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      if (element.tabIndex >= 0) element.focus({ preventScroll: true });
    }
  });
}

for (const number of payloads.keys()) {
  const site = built(written(number), "--proposed");
  const host = await served(site);
  const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(site, join(entry.parentPath, entry.name))).sort();
  const pages = files.filter((path) => path.endsWith(".html"));
  const isAlone = (path) => !path.endsWith("index.html") && path !== "404.html";

  test(`payload ${number}: ${pages.length} pages do nothing but show it`, async () => {
    assert.ok(pages.length > 30 && pages.some(isAlone), "pages of every kind are there");
    const { context, page, wrong } = await watched(host);
    let shown = 0;
    for (const path of pages) {
      await page.goto(`${host}/${path}`, { waitUntil: "load" });
      await handle(page);
      const found = await page.evaluate(active, isAlone(path));
      assert.deepEqual([...found, ...wrong], [], path);
      shown += (await page.evaluate(() => document.body.textContent.includes("planted("))) ? 1 : 0;
    }
    // The words are there, as words: a payload that was thrown away would prove nothing.
    assert.ok(shown > pages.length / 2, `${shown} of ${pages.length} pages show the payload`);
    await context.close();
  });

  test(`payload ${number}: files of data can be read`, async () => {
    const { context, page } = await watched(host);
    await page.goto(`${host}/du-lieu/`);
    for (const path of files) {
      const text = () => readFileSync(join(site, path), "utf8");
      if (/\.(json|webmanifest)$/.test(path)) JSON.parse(text());
      if (/\.(xml|atom|svg)$/.test(path)) {
        const broken = await page.evaluate((xml) => {
          const tree = new DOMParser().parseFromString(xml, "application/xml");
          const active = [...tree.querySelectorAll("script, iframe, [onload], [onerror]")].length;
          return tree.querySelector("parsererror")?.textContent ?? (active ? "something active" : "");
        }, text());
        assert.equal(broken, "", path);
      }
    }
    await context.close();
  });

  test(`payload ${number}: the search box and the search page show it as words`, async () => {
    const { context, page, wrong } = await watched(host);
    await page.goto(`${host}/`);
    for (const typed of [payloads[number], "tiếp dân", "planted"]) {
      const box = page.locator('input[type="search"]').first();
      await box.fill(typed.replaceAll("\u2028", " "));
      await page.waitForTimeout(700);
      assert.deepEqual([...(await page.evaluate(active, false)), ...wrong], [], `the box, ${typed}`);
    }
    const parameters = ["q", "co-quan", "vai-tro", "ky-han", "cap", "van-ban", "loai", "trang", "x"];
    const all = new URLSearchParams(parameters.map((name) => [name, payloads[number]]));
    for (const query of [all, ...parameters.map((name) => new URLSearchParams({ q: "tiếp dân", [name]: payloads[number] })), new URLSearchParams({ q: "tiếp dân" }), new URLSearchParams({ q: "planted" })]) {
      await page.goto(`${host}/tim-kiem/?${query}#${encodeURIComponent(payloads[number])}`);
      await page.waitForSelector('[aria-busy="false"]', { state: "attached", timeout: 5000 });
      await handle(page);
      assert.deepEqual([...(await page.evaluate(active, false)), ...wrong], [], `${query}`);
    }
    assert.ok((await page.locator("[data-path]").count()) > 0, "there are hits, with hostile words in them");
    await context.close();
  });

  test(`payload ${number}: the review of a hostile scan`, async () => {
    const scan = join(folder, `scan-${number}.txt`);
    const report = join(folder, `review-${number}.html`);
    writeFileSync(scan, readFileSync(join(repository, "tests/hostile/content/sources/1-qd-tu.ocr.txt"), "utf8").replaceAll("§", () => payloads[number]));
    execFileSync(quyche, ["restore", scan, "--report", report], { cwd: folder, stdio: "pipe" });
    const address = pathToFileURL(report).href;
    const { context, page, wrong } = await watched(address);
    await page.goto(address);
    await handle(page);
    for (const key of ["n", "Enter", "n", "n", "Enter", "?"]) await page.keyboard.press(key);
    const handlers = (await page.evaluate(active, true)).filter((found) => !found.startsWith("A href=file:"));
    assert.deepEqual([...handlers, ...wrong], []);
    await context.close();
  });
}

await run();
