// The site behind a server that says what `_headers` tells it to, as Netlify and Cloudflare Pages do: no kind of page is refused
// anything it needs, no other site can frame one, and other hosts are told the same.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";

import { browser, desktop, quyche, run, site, test } from "./site.mjs";

/** The rules of a `_headers` file: a pattern, then the headers that it adds. */
function rules(text) {
  const found = [];
  for (const line of text.split("\n").filter((line) => line.trim())) {
    if (!line.startsWith(" ")) found.push({ pattern: new RegExp(`^${line.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`), headers: [] });
    else found.at(-1).headers.push(line.trim().match(/^([^:]+): (.*)$/).slice(1));
  }
  return found;
}

const told = rules(readFileSync(join(site, "_headers"), "utf8"));
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".xml": "application/xml" };

/** Several rules that say one header for a file add up, as they do on these hosts. */
function headersOf(path, file) {
  const headers = new Map([["content-type", [types[extname(file)] ?? "application/octet-stream"]]]);
  for (const rule of told.filter((rule) => rule.pattern.test(path))) {
    for (const [name, value] of rule.headers) {
      const key = name.toLowerCase();
      headers.set(key, key === "content-type" ? [value] : [...(headers.get(key) ?? []), value]);
    }
  }
  return [...headers].map(([name, values]) => [name, values.join(", ")]);
}

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url.split("?")[0]);
  const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
  try {
    const bytes = readFileSync(file);
    for (const [name, value] of headersOf(path, file)) response.setHeader(name, value);
    response.end(bytes);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const host = `http://127.0.0.1:${server.address().port}`;

const pages = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith(".html"))
  .map((entry) => `/${relative(site, join(entry.parentPath, entry.name))}`.replace(/index\.html$/, ""))
  .sort();

/** A page of each kind: what differs in numbers and names only is one kind. */
function kinds() {
  const seen = new Map();
  for (const path of pages) {
    const parts = path.split("/").slice(1);
    const kind = [parts[0], parts.length, path.endsWith(".html") || /^(toan-van|ban-quet|so-sanh|cho-de-ngo|tu-danh-gia|tai-lieu|giao-an)/.test(parts.at(-2)) ? parts.slice(-2).join("/") : ""].join(" ");
    if (!seen.has(kind)) seen.set(kind, path);
  }
  return [...seen.values()];
}

async function visit(path, act = async () => {}) {
  const context = await browser.newContext({ viewport: desktop });
  const page = await context.newPage();
  const wrong = [];
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`)));
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(`${error}`));
  const answer = await page.goto(host + path);
  assert.ok(answer.status() === 200, `${path}: ${answer.status()}`);
  const headers = answer.headers();
  const result = await act(page);
  await page.waitForTimeout(100);
  await context.close();
  assert.deepEqual(wrong, [], path);
  return { headers, result };
}

test("no kind of page is refused what it needs", async () => {
  const all = kinds();
  assert.ok(all.length >= 20, `${all.length} kinds of pages`);
  for (const path of all) {
    const { headers } = await visit(path);
    assert.match(headers["content-security-policy"], /frame-ancestors 'none'$/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
  }
});

test("search and slides work under the policy of the server", async () => {
  await visit("/tim-kiem/?q=dan%20van", async (page) => page.waitForSelector("[data-path][href], a[data-path], [data-path] a", { timeout: 15000 }));
  const slides = pages.find((path) => path.endsWith("/trinh-chieu.html"));
  const { result } = await visit(slides, async (page) => {
    await page.keyboard.press("ArrowRight");
    return page.locator(".place").textContent();
  });
  assert.match(result, /2/, "the script of the slides runs");
});

test("no page can be framed", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refused = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.setContent(`<iframe src="${host}/"></iframe>`);
  await page.waitForTimeout(500);
  assert.ok(refused.some((text) => text.includes("frame-ancestors")), refused.join("\n"));
  await context.close();
});

test("files have the types of their formats", async () => {
  for (const [path, type] of [
    ["/du-lieu/van-ban/446-qd-tu.akn.xml", "application/akn+xml"],
    ["/du-lieu/thay-doi.atom", "application/atom+xml"],
    ["/du-lieu/van-ban/446-qd-tu.md", "text/markdown"],
    ["/llms.txt", "text/plain"],
    ["/lich/tat-ca.ics", "text/calendar"],
  ]) {
    const answer = await fetch(host + path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("content-type"), `${type}; charset=utf-8`, path);
  }
});

test("other hosts are told the same", () => {
  const said = told[0].headers;
  const ask = (host) => execFileSync(quyche, ["export", "headers", "--host", host, "--content", new URL("../../content", import.meta.url).pathname], { encoding: "utf8" });
  for (const host of ["apache", "nginx", "caddy"]) {
    const text = ask(host);
    for (const [name, value] of said) assert.ok(text.includes(name) && text.includes(`"${value}"`), `${host}: ${name}`);
    assert.match(text, /immutable/, host);
  }
  const vercel = JSON.parse(ask("vercel")).headers;
  assert.deepEqual(vercel[0].headers.map(({ key, value }) => [key, value]), said);
  for (const rule of vercel) new RegExp(rule.source);
  const azure = JSON.parse(ask("azure"));
  for (const [name, value] of said) assert.equal(azure.globalHeaders[name], value);
  for (const [file, name] of [["_headers", "netlify"], [".htaccess", "apache"], ["vercel.json", "vercel"], ["staticwebapp.config.json", "azure"]]) {
    assert.equal(readFileSync(join(site, file), "utf8"), ask(name), file);
  }
});

await run();
