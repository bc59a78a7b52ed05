// Reading a regulation in a real browser: citing, marking, previews, contents that follow and filter, how the page is set, the scan beside.
import assert from "node:assert/strict";

import { rare } from "./kinds.mjs";
import { browser, built, desktop, everyoneCanUse, host, open, phone, run, served, temporary, test } from "./site.mjs";

const article = "/446-qd-tu/quy-che/dieu-24/";
const whole = "/446-qd-tu/toan-van/";
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const cited =
  "khoản 2 Điều 24 Quy chế công tác dân vận của hệ thống chính trị tại thành phố Hải Phòng ban hành kèm theo Quyết định số 446-QĐ/TU, ngày 26/11/2021 của Ban Thường vụ Thành ủy";

test("a khoản is cited in full from its number, by keyboard", async () => {
  const { context, page, wrong } = await open(article, clipboard);
  const number = page.locator("#khoan-2 > a.label");
  await number.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.waitFor();
  assert.equal(await sheet.locator(".sheet-title").textContent(), "khoản 2 Điều 24");
  await page.keyboard.press("Enter");
  await sheet.getByText("Đã chép.").waitFor();
  assert.equal(await copied(page), cited);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.ok(await number.evaluate((label) => label === document.activeElement), "focus goes back to the number");
  assert.equal(new URL(page.url()).hash, "#khoan-2");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("its words are copied letter for letter, and its address", async () => {
  const { context, page, wrong } = await open(article, clipboard);
  const words = await page.locator("#khoan-2 [data-text]").first().textContent();
  await page.locator("#khoan-2 > a.label").click();
  await page.getByRole("button", { name: "Chép lời văn" }).click();
  await page.getByText("Đã chép.").waitFor();
  assert.ok((await copied(page)).startsWith(`“2. ${words}`), await copied(page));
  assert.ok((await copied(page)).endsWith(`(${cited})`));
  await page.getByRole("button", { name: "Chép liên kết" }).click();
  await page.waitForFunction(async (address) => (await navigator.clipboard.readText()) === address, `${host}${article}#khoan-2`);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the whole Điều and a khoản of the whole text are cited too", async () => {
  const { context, page } = await open(article, { ...clipboard, viewport: desktop });
  await page.getByRole("button", { name: "Viện dẫn, đánh dấu" }).click();
  assert.match(await page.locator(".sheet-citation").textContent(), /^Điều 24 Quy chế công tác dân vận/);
  await page.goto(host + whole);
  await page.locator("#quyet-dinh-dieu-1 button").click();
  assert.equal(
    await page.locator(".sheet-citation").textContent(),
    "Điều 1 Quyết định số 446-QĐ/TU, ngày 26/11/2021 của Ban Thường vụ Thành ủy về việc ban hành Quy chế công tác dân vận của hệ thống chính trị tại thành phố Hải Phòng",
  );
  await context.close();
});

test("a marked place and the last place wait on the home page, and a mark can be taken away", async () => {
  const { context, page, wrong } = await open("/");
  assert.equal(await page.locator(".kept").isVisible(), false, "nothing is kept at first");
  await page.goto(`${host}${article}`);
  await page.locator("#khoan-2 > a.label").click();
  const mark = page.locator("[data-do=mark]");
  await mark.click();
  assert.equal(await mark.getAttribute("aria-pressed"), "true");
  await page.goto(host);
  assert.match(await page.locator(".last-place a").getAttribute("href"), /dieu-24\//);
  const marked = page.locator(".marked-list a");
  assert.equal(await marked.textContent(), cited);
  await marked.click();
  assert.equal(page.url(), `${host}${article}#khoan-2`);
  await page.goto(host);
  await page.locator(".marked-list button").click();
  assert.equal(await page.locator(".marked").isVisible(), false);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("what a citation leads to is shown beside it: mouse, keyboard, finger", async () => {
  const { context, page, wrong } = await open("/446-qd-tu/quyet-dinh/dieu-2/", { viewport: desktop });
  const mention = page.locator(".text a.mention").first();
  const name = await mention.getAttribute("data-title");
  await mention.hover();
  const preview = page.locator(".preview");
  await preview.waitFor();
  assert.ok((await preview.textContent()).includes(name), `${await preview.textContent()} names ${name}`);
  await preview.hover();
  await page.waitForTimeout(400);
  assert.ok(await preview.isVisible(), "the mouse may go to it");
  await page.keyboard.press("Escape");
  assert.equal(await preview.count(), 0);
  await page.mouse.move(5, 5);
  await page.locator("main").focus();
  for (let step = 0; step < 40 && !(await mention.evaluate((link) => link === document.activeElement)); step += 1) await page.keyboard.press("Tab");
  await preview.waitFor();
  assert.equal(await mention.getAttribute("aria-describedby"), await preview.getAttribute("id"));
  assert.deepEqual(wrong, []);
  await context.close();

  const touch = await open("/446-qd-tu/quyet-dinh/dieu-2/", { hasTouch: true, isMobile: true });
  await touch.page.locator(".text a.mention").first().tap();
  const box = touch.page.locator(".preview");
  await box.waitFor();
  assert.ok(touch.page.url().endsWith("/dieu-2/"), "the first tap shows");
  await box.locator(".preview-open").tap();
  await touch.page.waitForURL(/\/co-quan\//);
  assert.deepEqual(touch.wrong, []);
  await touch.context.close();
});

test("a preview of a provision has its words and nothing twice", async () => {
  const { context, page, wrong } = await open("/huong-dan/dan-van/diem-nong/", { viewport: desktop });
  const link = page.locator("main .rests-on a[href*='dieu-']:visible").first();
  const [path, anchor] = new URL(await link.evaluate((link) => link.href)).href.replace(host, "").split("#");
  await link.hover();
  await page.locator(".preview").waitFor();
  const shown = await page.locator(".preview [data-text]").first().textContent();
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length, "ids stay unique");
  await page.goto(host + path);
  const unit = anchor ? page.locator(`[id="${anchor}"] [data-text]`) : page.locator(".text [data-text]");
  assert.equal(shown, await unit.first().textContent());
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the contents follow the reading of the whole text", async () => {
  const { context, page, wrong } = await open(whole, { viewport: desktop });
  await page.locator("#quy-che-dieu-20").scrollIntoViewIfNeeded();
  await page.evaluate(() => document.getElementById("quy-che-dieu-20").scrollIntoView());
  const current = page.locator(".contents a[aria-current=location]");
  await page.waitForFunction(() => document.querySelector(".contents a[aria-current=location]")?.hash === "#quy-che-dieu-20");
  assert.ok(await current.evaluate((link) => {
    const { top, bottom } = link.closest(".contents").getBoundingClientRect();
    const own = link.getBoundingClientRect();
    return own.top >= top && own.bottom <= bottom;
  }), "the current line is in view");
  await page.goto(host);
  assert.match(await page.locator(".last-place a").getAttribute("href"), /toan-van\/#quy-che-dieu-20$/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the law and its notes stand side by side from 58rem up, one below the other before", async () => {
  const { context, page } = await open(article);
  for (const path of [article, "/446-qd-tu/quy-che/dieu-5/", whole]) {
    await page.goto(host + path);
    for (const [width, size] of [[900, ""], [930, ""], [930, "larger"], [1100, ""], [1280, ""], [1280, "larger"], [1600, ""]]) {
      await page.setViewportSize({ width, height: 900 });
      const seen = await page.evaluate((size) => {
        document.documentElement.dataset.size = size;
        const box = (element) => element.getBoundingClientRect();
        const notes = [...document.querySelectorAll(".words > :is(.margin, .margin-stack):not(:first-child)")];
        return {
          wide: document.documentElement.scrollWidth,
          beside: notes.map((note) => box(note).left >= box(note.parentElement.querySelector("[data-text]")).right),
          level: notes.every((note) => Math.abs(box(note).top - box(note.parentElement.firstElementChild).top) < 12),
          outside: notes.some((note) => box(note).right > innerWidth || box(note).left < 0),
          over: notes.some((note, at) => at > 0 && box(notes[at - 1]).bottom > box(note).top + 1),
        };
      }, size);
      const what = `${path} ${width} ${size}`;
      assert.ok(seen.wide <= width, `${what}: ${seen.wide}`);
      assert.ok(seen.beside.length > 0, what);
      assert.ok(seen.beside.every((beside) => beside === (width >= 928)), `${what}: beside`);
      if (width >= 928) assert.ok(seen.level, `${what}: level with its words`);
      assert.ok(!seen.outside, `${what}: in the window`);
      assert.ok(!seen.over, `${what}: no note over another`);
    }
  }
  await context.close();
});

test("on a tablet the contents fold into the bar, and lie over the law when opened", async () => {
  const { context, page, wrong } = await open(article, { viewport: { width: 1024, height: 768 }, hasTouch: true });
  const contents = page.locator(".contents");
  assert.equal(await contents.isVisible(), false);
  await page.locator(".contents-toggle summary").tap();
  assert.ok(await contents.isVisible());
  assert.ok((await contents.boundingBox()).width <= 1024 / 2, "the law is still seen beside them");
  await contents.getByRole("link", { name: "Điều 25" }).tap();
  await page.waitForURL(/dieu-25\/$/);
  assert.equal(await contents.isVisible(), false);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the contents are filtered by words of the text, typed without marks", async () => {
  const { context, page, wrong } = await open(article, { viewport: desktop });
  const lines = page.locator(".contents li.article:visible");
  const all = await lines.count();
  await page.locator(".contents-filter input").fill("tiep cong dan");
  await page.waitForFunction(() => /\d/.test(document.querySelector(".filter-said").textContent));
  const some = await lines.count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.ok(await page.locator(".contents a[href$='/quy-che/dieu-6/']").isVisible());
  await page.locator(".contents-filter input").fill("zzzz");
  await page.waitForFunction(() => document.querySelector(".filter-said").textContent.startsWith("Không"));
  await page.locator(".contents-filter input").fill("");
  await page.waitForFunction((all) => [...document.querySelectorAll(".contents li.article")].filter((line) => !line.hidden).length === all, all);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the list of all documents is filtered by number and title, and is a plain list without JavaScript", async () => {
  const list = `${await served(built(rare(temporary())))}/van-ban/`;
  const { context, page, wrong } = await open(list, { bypassCSP: true });
  const lines = page.locator(".document-list > li:visible");
  const all = await lines.count();
  assert.ok(all > 12, `${all}`);
  const field = page.locator(".list-filter input");
  await field.fill("don thu kien nghi");
  await page.waitForFunction(() => /^1 /.test(document.querySelector(".filter-said").textContent));
  assert.equal(await lines.count(), 1);
  assert.equal(await page.locator("main > section:visible").count(), 1, "a year without a hit goes");
  await everyoneCanUse(page, "a filtered list");
  await field.fill("zzzz");
  await page.waitForFunction(() => document.querySelector(".filter-said").textContent.startsWith("Không"));
  await field.fill("");
  await page.waitForFunction((all) => [...document.querySelectorAll(".document-list > li")].filter((line) => !line.hidden).length === all, all);
  assert.deepEqual(wrong, []);
  await context.close();
  const plain = await open(list, { javaScriptEnabled: false });
  assert.equal(await plain.page.locator(".list-filter input").count(), 0);
  assert.equal(await plain.page.locator(".document-list > li").count(), all);
  await plain.context.close();
});

test("size, spacing and ground are chosen and stay chosen", async () => {
  const { context, page, wrong } = await open(article);
  const size = () => page.locator("#khoan-2 p").first().evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const [before, light] = [await size(), await ground()];
  await page.locator(".menu-toggle summary").click();
  await page.locator(".settings summary").click();
  await page.getByRole("radio", { name: "Rất lớn" }).check();
  await page.getByRole("radio", { name: "Tối" }).check();
  await page.goto(`${host}${whole}`);
  assert.ok((await page.locator(".text p").first().evaluate((words) => parseFloat(getComputedStyle(words).fontSize))) > before);
  assert.notEqual(await ground(), light);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  assert.ok(scrollWidth <= clientWidth || scrollWidth === undefined);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("from a Điều to its lines in the scan and back", async () => {
  const { context, page, wrong } = await open(article);
  await page.getByRole("link", { name: "Xem bản quét của phần này" }).click();
  await page.waitForURL(/ban-quet\/#quy-che-dieu-24$/);
  const row = page.locator("tr", { has: page.locator("#quy-che-dieu-24") });
  assert.match(await row.locator(".restored").textContent(), /Điều 24/);
  await row.locator(".scan-unit").click();
  assert.ok(page.url().endsWith(article));
  assert.deepEqual(wrong, []);
  await context.close();
});

test("everyone can use the tools, in light and dark, on a phone and a desktop", async () => {
  for (const viewport of [phone, desktop, { width: 320, height: 640 }]) {
    for (const colorScheme of ["light", "dark"]) {
      const { context, page } = await open(article, { viewport, colorScheme, bypassCSP: true, ...clipboard });
      await page.locator("#khoan-2 > a.label").click();
      await everyoneCanUse(page, "the sheet");
      await page.keyboard.press("Escape");
      if (viewport !== desktop) await page.locator(".menu-toggle summary").click();
      await page.locator(".settings summary").click();
      await everyoneCanUse(page, "the settings");
      await context.close();
    }
  }
});

test("without JavaScript the text is whole and no tool is offered that would do nothing", async () => {
  const { context, page } = await open(article, { javaScriptEnabled: false });
  for (const tool of [".settings", ".unit-tools", ".cite-sheet", ".contents-filter"]) assert.equal(await page.locator(tool).count(), 0, tool);
  assert.ok(await page.locator("#khoan-2").isVisible());
  await context.close();
});

test("where nothing can be kept, the page reads all the same", async () => {
  const context = await browser.newContext({ viewport: phone });
  await context.addInitScript(() => Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }));
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  await page.goto(host + article);
  await page.locator("#khoan-2 > a.label").click();
  await page.locator("[data-do=mark]").click();
  assert.equal(await page.locator("[data-do=mark]").getAttribute("aria-pressed"), "false");
  assert.deepEqual(wrong, []);
  await context.close();
});

await run();
