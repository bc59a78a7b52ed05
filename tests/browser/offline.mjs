// Reading without a network in a real browser: what is kept after one visit, what a reader is told, what a broken deployment does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { Server } from "../bench/search/server.mjs";
import { browser, content, desktop, everyoneCanUse, phone, quyche, run, site, test } from "./site.mjs";

const dieu24 = "446-qd-tu/quy-che/dieu-24/";
const dieu5 = "446-qd-tu/quy-che/dieu-5/";

/** A copy of the site that a test may break, served below `base`, and a window on it. */
async function served({ base = "", folder, ...options } = {}) {
  const place = mkdtempSync(join(tmpdir(), "quyche-offline-"));
  const root = join(place, base);
  cpSync(folder ?? site, root, { recursive: true });
  const server = await new Server(place).listen();
  const home = `${server.address}/${base ? `${base}/` : ""}`;
  const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce", bypassCSP: options.bypassCSP, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text())) wrong.push(message.text()); });
  const port = Number(new URL(home).port);
  const stop = async () => {
    server.close();
    await context.setOffline(true);
  };
  const end = async () => {
    await context.close();
    server.close();
    rmSync(place, { recursive: true, force: true });
  };
  return { root, server, home, context, page, wrong, port, stop, end };
}

/** What the worker keeps by now: cache names without what differs between sites, and the addresses in each. */
const caches = (page) => page.evaluate(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => [name.split(" ").at(-1), (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)]))));

/** Until something that has to be waited for in the page is so: `waitForFunction` takes a promise for a yes. */
const until = async (page, what, value) => {
  for (const began = Date.now(); !(await page.evaluate(what, value)); await sleep(50)) assert.ok(Date.now() - began < 30_000, `in vain: ${what}`);
};

/** Until everything of the document is kept. */
const kept = (page, id = "446-qd-tu") => until(page, async (id) => {
  const name = (await caches.keys()).find((name) => name.endsWith(" kept"));
  return Boolean(name) && (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith(`/van-ban/${id}.json`));
}, id);

const heading = (page) => page.textContent("h1");
const bar = (page) => page.waitForSelector(".offline-bar").then((bar) => bar.textContent());

for (const base of ["", "quyche"]) {
  test(`after one visit of one Điều the document, its organisations and the search work without a network, ${base ? "below a path" : "at the root"}`, async () => {
    const folder = base ? content(["--base-url", "https://example.org/quyche/"]) : site;
    const { home, page, wrong, stop, end } = await served({ base, folder });
    await page.goto(home + dieu24);
    await kept(page);
    await stop();
    await page.goto(home + dieu5);
    assert.match(await heading(page), /Điều 5/);
    assert.match(await bar(page), /bản lưu trên máy này, nội dung được đối chiếu đến ngày \d+ tháng \d+ năm \d+/);
    assert.match(await page.evaluate(() => getComputedStyle(document.querySelector(".text")).fontFamily), /Source Serif/, "the style is kept too");
    assert.ok(await page.evaluate(async (url) => (await fetch(url)).ok, `${home}co-quan/ban-dan-van-thanh-uy/`), "a script that wants a page gets it too");
    await page.goto(`${home}446-qd-tu/toan-van/#quy-che-dieu-28`);
    assert.ok(await page.locator(":target").isVisible());
    await page.goto(`${home}co-quan/ban-dan-van-thanh-uy/`);
    assert.match(await heading(page), /Ban Dân vận Thành ủy/);
    await page.goto(`${home}tim-kiem/?q=bao+cao+dinh+ky`);
    await page.waitForSelector(".search-results [data-path]");
    await page.click(".search-results [data-path^='446-qd-tu/quy-che/dieu-'] a.hit-title");
    await page.waitForSelector(".provision");
    await page.keyboard.press("/");
    await page.keyboard.type("tiep cong dan");
    await page.waitForSelector(".search-list [data-path]");
    // A page that is not kept: the one that says what is.
    await page.goto(`${home}lich/`);
    await page.waitForSelector(".not-kept:not([hidden])");
    await page.waitForSelector(".kept-documents li a");
    await page.click(".kept-documents li a");
    assert.match(page.url(), /446-qd-tu\/$/);
    assert.deepEqual(wrong, []);
    await end();
  });
}

test("what is fetched ahead comes after the page, and is a fraction of the pages", async () => {
  const { home, server, page, end } = await served();
  await page.goto(home + dieu24);
  await page.waitForLoadState("load");
  await kept(page);
  const sent = await server.sent();
  const first = sent.findIndex(({ path }) => path.includes("offline.js"));
  const ahead = sent.slice(first);
  const before = sent.slice(0, first).map(({ path }) => path);
  assert.ok(before.some((path) => path.includes("theme.css")) && !before.some((path) => path.startsWith("/du-lieu/") || path === "/sw.js"), before.join(" "));
  const sum = (of) => of.reduce((sum, { bytes }) => sum + bytes, 0);
  const bundles = ahead.filter(({ path }) => path.includes("/ngoai-tuyen/"));
  console.log(`     before idle ${sum(sent.slice(0, first))} bytes in ${first} answers; kept: bundles and lists ${sum(bundles)} in ${bundles.length}, all ${sum(ahead)} in ${ahead.length}`);
  assert.ok(sum(bundles) < 750_000, "bundles are small");
  assert.ok(!ahead.some(({ path }) => path === `/${dieu5}`), "pages travel in bundles");
  await end();
});

test("a reader who saves data keeps what was read, and the document when asked", async () => {
  const { home, page, stop, server, end } = await served();
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.goto(home + dieu24);
  await until(page, async (url) => (await caches.match(url)) !== undefined, home + dieu24);
  await server.sent();
  assert.ok(!(await caches(page)).kept, "nothing is kept unasked");
  await page.goto(`${home}446-qd-tu/`);
  await page.click(".keep button");
  await page.waitForFunction(() => /^Đã lưu trên máy này/.test(document.querySelector(".keep [role=status]").textContent), null, { timeout: 30_000 });
  await page.waitForSelector(".keep button:has-text('Bỏ khỏi máy này'):enabled");
  await stop();
  await page.goto(home + dieu5);
  assert.match(await heading(page), /Điều 5/);
  await page.goto(`${home}ngoai-tuyen/`);
  await page.click(".kept-documents li button:has-text('Bỏ khỏi máy này')");
  await page.waitForSelector(".kept-documents .none:not([hidden])");
  assert.ok(!(await caches(page)).pages.includes(`/${dieu5}`), "its pages are gone");
  await end();
});

/** A new text of a page, as a build would publish it. */
const replace = (root, path, from, to) => {
  const file = join(root, path, "index.html");
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(from));
  writeFileSync(file, text.replace(from, to));
};

test("a reader on the network sees the text of now; a page left open is told of a new one and shows it when asked", async () => {
  const { root, home, page, wrong, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  replace(root, dieu24, "<h1", "<p class=\"moi\">mới</p><h1");
  await page.goto(home + dieu24);
  assert.equal(await page.textContent(".moi"), "mới", "no reload is needed");
  assert.equal(await page.locator(".offline-bar").count(), 0);
  replace(root, dieu24, ">mới<", ">mới nữa<");
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.waitForTimeout(1500);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  assert.match(await bar(page), /Trang này có bản mới/);
  assert.equal(await page.textContent(".moi"), "mới", "nothing changes under the reader");
  assert.equal(await page.getAttribute(".offline-bar", "role"), "status");
  await page.click(".offline-bar button:has-text('Tải lại')");
  await page.waitForFunction(() => document.querySelector(".moi")?.textContent === "mới nữa");
  assert.deepEqual(wrong, []);
  await end();
});

test("on a network that does not answer in time the kept text shows, and the new one is announced when it arrives", async () => {
  const { root, server, home, page, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  replace(root, dieu24, "<h1", "<p class=\"moi\">mới</p><h1");
  server.network = { latency: 6000, rate: 1e9 };
  const began = Date.now();
  await page.goto(home + dieu24);
  assert.ok(Date.now() - began < 5500, `${Date.now() - began} ms`);
  assert.equal(await page.locator(".moi").count(), 0);
  server.network = null;
  await page.waitForFunction(() => /có bản mới/.test(document.querySelector(".offline-bar")?.textContent ?? ""), null, { timeout: 20_000 });
  await page.click(".offline-bar button:has-text('Tải lại')");
  await page.waitForSelector(".moi");
  await end();
});

test("a new build of the site: what is kept is renewed as a whole, and what is no longer needed goes", async () => {
  const { root, home, page, stop, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  const before = await caches(page);
  const next = content([], (folder) => {
    const file = join(folder, "regulations/446-qd-tu.md");
    writeFileSync(file, readFileSync(file, "utf8").replace("Điều 5. ", "Điều 5. Điều đã đổi: "));
    const day = join(folder, "site.yaml");
    writeFileSync(day, readFileSync(day, "utf8").replace(/as_of: .*/, "as_of: 2027-01-31"));
  }, (theme) => appendFileSync(join(theme, "static/css/9-rieng.css"), ".x { color: red }\n"));
  rmSync(root, { recursive: true });
  cpSync(next, root, { recursive: true });
  // A worker that has not been asked for a while looks at the lists again.
  const workers = await page.context().newCDPSession(page);
  await workers.send("ServiceWorker.enable");
  await workers.send("ServiceWorker.stopAllWorkers");
  await page.goto(`${home}446-qd-tu/`);
  await page.waitForFunction(() => /31\/0?1\/2027/.test(document.querySelector(".keep [role=status]")?.textContent ?? ""), null, { timeout: 30_000 });
  const after = await caches(page);
  assert.deepEqual([...new Set(after.files)].sort(), [...new Set(before.files)].sort());
  assert.equal(after.files.filter((path) => path.endsWith("theme.css")).length, 1, "the old style is gone");
  await stop();
  await page.goto(home + dieu5);
  assert.match(await heading(page), /Điều đã đổi/);
  assert.match(await bar(page), /31 tháng 01 năm 2027/);
  await end();
});

test("half a deployment is not taken, and what was kept still reads", async () => {
  const { root, home, page, stop, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  const list = join(root, "du-lieu/ngoai-tuyen/van-ban/446-qd-tu.json");
  // The list has arrived, the bundle that it names has not; another is gone, and so is a page.
  writeFileSync(list, readFileSync(list, "utf8").replace(/("hash":\s*")[0-9a-f]{8}/g, "$100000000").replace(/2026-11-\d\d/, "2027-01-31"));
  rmSync(join(root, "du-lieu/ngoai-tuyen/co-quan"), { recursive: true });
  rmSync(join(root, dieu5), { recursive: true });
  await page.goto(`${home}ngoai-tuyen/`);
  await page.click(".kept-documents button:has-text('Cập nhật')");
  await page.waitForFunction(() => /^Chưa lưu được/.test(document.querySelector(".kept-documents [role=status]").textContent));
  assert.match(await page.textContent(".kept-documents li"), /2026/, "the old record stands");
  await page.goto(home + dieu5);
  assert.match(await heading(page), /Điều 5/, "a page that the server lost reads from what is kept");
  assert.match(await bar(page), /bản lưu trên máy này/);
  await stop();
  await page.goto(home + dieu24);
  assert.match(await heading(page), /Điều 24/);
  await end();
});

for (const [what, broken] of [
  ["with an error in it", (root) => writeFileSync(join(root, "sw.js"), "this is no script (")],
  ["that is gone", (root) => rmSync(join(root, "sw.js"))],
  ["that throws when it starts", (root) => writeFileSync(join(root, "sw.js"), "throw new Error('x');")],
  ["whose server fails", (root, server) => { server.failing = (path) => path === "/sw.js"; }],
]) {
  test(`a worker ${what} locks nobody out`, async () => {
    const { root, server, home, page, stop, end } = await served();
    await page.goto(home + dieu24);
    await kept(page);
    broken(root, server);
    await page.goto(home + dieu5);
    await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update().catch(() => {}); });
    assert.match(await heading(page), /Điều 5/);
    replace(root, dieu24, "<h1", "<p class=\"moi\">mới</p><h1");
    await page.goto(home + dieu24);
    assert.equal(await page.textContent(".moi"), "mới", "the text of now still shows");
    await stop();
    await page.goto(`${home}446-qd-tu/quy-che/dieu-7/`);
    assert.match(await heading(page), /Điều 7/);
    await end();
    // Who comes for the first time reads as well.
    const fresh = await served();
    broken(fresh.root, fresh.server);
    await fresh.page.goto(fresh.home + dieu24);
    assert.match(await heading(fresh.page), /Điều 24/);
    await fresh.page.waitForTimeout(500);
    assert.deepEqual(fresh.wrong.filter((line) => !/script|ServiceWorker|sw\.js/i.test(line)), []);
    await fresh.end();
  });
}

test("a server in trouble is bridged by what is kept", async () => {
  const { server, home, page, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  server.failing = () => true;
  await page.goto(home + dieu5);
  assert.match(await heading(page), /Điều 5/);
  assert.match(await bar(page), /bản lưu trên máy này/);
  await end();
});

test("a site that does without takes back what was kept", async () => {
  const { root, home, page, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  const without = content([], (folder) => appendFileSync(join(folder, "site.yaml"), "offline: false\n"));
  rmSync(root, { recursive: true });
  cpSync(without, root, { recursive: true });
  await page.goto(home + dieu24);
  await until(page, async () => (await caches.keys()).length === 0 && (await navigator.serviceWorker.getRegistrations()).length === 0);
  await page.goto(home + dieu5);
  assert.match(await heading(page), /Điều 5/);
  assert.equal(await page.locator("script[data-worker], link[rel=manifest]").count(), 0);
  await end();
});

test("caches of an older worker go, those of a neighbour stay", async () => {
  const { home, page, end } = await served();
  await page.goto(`${home}446-qd-tu/`);
  await page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    for (const name of ["quyche / 0 pages", "quyche /khac/ 0 pages", "khac"]) await caches.open(name);
  });
  await page.goto(home + dieu24);
  await kept(page);
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names.sort(), ["khac", "quyche / 1 files", "quyche / 1 kept", "quyche / 1 pages", "quyche /khac/ 0 pages"]);
  await end();
});

test("no room and no permission do not break the page", async () => {
  const { home, context, page, wrong, end } = await served();
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const control = await context.newCDPSession(page);
  await control.send("Storage.overrideQuotaForOrigin", { origin: new URL(home).origin, quotaSize: 20_000 });
  await page.goto(home + dieu24);
  await page.goto(`${home}446-qd-tu/`);
  await page.click(".keep button");
  await page.waitForFunction(() => /không cho phép/.test(document.querySelector(".keep [role=status]").textContent), null, { timeout: 30_000 });
  assert.match(await heading(page), /công tác dân vận/);
  await page.goto(home + dieu5);
  assert.match(await heading(page), /Điều 5/);
  assert.deepEqual(wrong, []);
  await end();
  const denied = await served();
  await denied.page.addInitScript(() => { ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("denied", "SecurityError")); });
  await denied.page.goto(`${denied.home}446-qd-tu/`);
  await denied.page.waitForTimeout(1500);
  assert.equal(await denied.page.isVisible(".keep"), false, "no button that could not do anything");
  assert.deepEqual(denied.wrong, []);
  await denied.end();
});

test("without JavaScript the page about it says what to do", async () => {
  const { home, page, end } = await served({ javaScriptEnabled: false });
  await page.goto(`${home}ngoai-tuyen/`);
  assert.ok(await page.isVisible("noscript"));
  await page.goto(home + dieu24);
  assert.equal(await page.locator(".offline-bar, .keep:visible").count(), 0);
  await end();
});

test("the manifest makes the site an app of this place", async () => {
  const { home, context, page, end } = await served();
  await page.goto(home + dieu24);
  await kept(page);
  const control = await context.newCDPSession(page);
  const { errors, data } = await control.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (src) => { const image = await createImageBitmap(await (await fetch(src)).blob()); return `${image.width}x${image.height}`; }, home + src);
    assert.equal(size, sizes, src);
  }
  const { installabilityErrors } = await control.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  await end();
});

test("a document in one file opens from a disk: it searches, its links lead within it, it asks for nothing", async () => {
  const file = join(site, "446-qd-tu/446-qd-tu.html");
  const size = readFileSync(file).length;
  console.log(`     446-qd-tu.html: ${size} bytes`);
  assert.ok(size <= 400_000, `${size} bytes`);
  for (const viewport of [phone, desktop]) {
    for (const colorScheme of ["light", "dark"]) {
      const { context, page, wrong, requests } = await opened(file, { viewport, colorScheme });
      await page.fill(".single-search input", "bao cao dinh ky");
      await page.waitForSelector(".single-hits [data-path]");
      const paths = await page.locator(".single-hits li").evaluateAll((hits) => hits.slice(0, 5).map((hit) => hit.dataset.path));
      assert.ok(paths.includes("446-qd-tu/quy-che/dieu-24/khoan-2"), paths.join(" "));
      assert.match(await page.textContent(".single-search [role=status]"), /^\d+ kết quả/);
      await shot(page, "mot-tep-tim", viewport, colorScheme);
      await page.click(".single-hits [data-path='446-qd-tu/quy-che/dieu-24/khoan-2'] a");
      const target = page.locator(":target");
      assert.equal(await target.getAttribute("data-path"), "446-qd-tu/quy-che/dieu-24/khoan-2");
      const [top, bottom] = await page.evaluate(() => [document.querySelector(":target").getBoundingClientRect().top, document.querySelector(".single-search").getBoundingClientRect().bottom]);
      assert.ok(top >= bottom - 1, `the clause begins at ${top}, under the field that ends at ${bottom}`);
      await shot(page, "mot-tep-khoan", viewport, colorScheme);
      await page.fill(".single-search input", "coong tacs daan vaanj");
      await page.waitForSelector(".single-hits [data-path]");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".single-hits li").count(), 0);
      const dead = await page.evaluate(() => [...document.querySelectorAll("a")].filter((link) => !link.hash || link.origin !== location.origin || !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map((link) => link.getAttribute("href")));
      assert.deepEqual(dead.filter((href) => !/^https?:/.test(href)), [], "links lead within the file, or out by their whole address");
      await page.evaluate(() => scrollTo(0, 0));
      await shot(page, "mot-tep", viewport, colorScheme);
      assert.deepEqual([requests.length, wrong], [1, []]);
      await context.close();
      const usable = await opened(file, { viewport, colorScheme, bypassCSP: true });
      await usable.page.evaluate(() => { for (const folded of document.querySelectorAll("details")) folded.open = true; });
      await everyoneCanUse(usable.page, "one file");
      await usable.context.close();
    }
  }
});

test("a document in one file reads without JavaScript, and says where it is from when that is known", async () => {
  const { context, page, requests } = await opened(join(site, "446-qd-tu/446-qd-tu.html"), { javaScriptEnabled: false });
  assert.equal(await page.isVisible(".single-search"), false);
  assert.ok(await page.isVisible("#quy-che-dieu-28"));
  assert.match(await page.textContent(".copy"), /bản sao.*đối chiếu đến ngày/s);
  assert.ok(await page.isVisible(".origin") && await page.isVisible(".status"));
  assert.equal(requests.length, 1);
  await context.close();
  const whole = await opened(join(content(["--base-url", "https://example.org/quyche/"]), "446-qd-tu/446-qd-tu.html"));
  assert.equal(await whole.page.getAttribute(".copy .address a", "href"), "https://example.org/quyche/446-qd-tu/");
  const links = await whole.page.evaluate(() => [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")));
  assert.ok(links.every((href) => /^#|^https?:/.test(href)) && links.some((href) => href.startsWith("https://example.org/quyche/huong-dan/")));
  await whole.context.close();
});

/** A file opened from the disk, in a browser that is off the network. */
async function opened(file, options = {}) {
  const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce", offline: true, ...options });
  const page = await context.newPage();
  const [wrong, requests] = [[], []];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => wrong.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { context, page, wrong, requests };
}

test("everyone can use the pages", async () => {
  for (const viewport of [phone, desktop]) {
    for (const colorScheme of ["light", "dark"]) {
      const { home, page, stop, end } = await served({ viewport, colorScheme, bypassCSP: true });
      await page.goto(`${home}446-qd-tu/`);
      await kept(page);
      await page.waitForSelector(".keep:not([hidden])");
      await everyoneCanUse(page, "document");
      await page.goto(`${home}ngoai-tuyen/`);
      await page.waitForSelector(".kept-documents li");
      await everyoneCanUse(page, "kept");
      await shot(page, "ngoai-tuyen", viewport, colorScheme);
      await stop();
      await page.goto(home + dieu5);
      await bar(page);
      await everyoneCanUse(page, "stored copy");
      await shot(page, "ban-luu", viewport, colorScheme);
      await page.goto(`${home}lich/`);
      await page.waitForSelector(".kept-documents li");
      await everyoneCanUse(page, "not kept");
      await shot(page, "chua-luu", viewport, colorScheme);
      await end();
    }
  }
});

/** Pictures for people to look at, where $SHOTS says. */
const shot = async (page, name, viewport, colorScheme) => {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}-${viewport.width}-${colorScheme}.png`) });
};

await run();
