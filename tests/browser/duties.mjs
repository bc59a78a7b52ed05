// The pages of duties in a real browser: filters with addresses that can be shared, levels, paper, everything without JavaScript,
// and nothing for axe to find.
import assert from "node:assert/strict";

import { desktop, everyoneCanUse, open, phone, run, test } from "./site.mjs";

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

test("the form of self-assessment keeps its words whole on a phone: a row is read downwards, nothing is cut off", async () => {
  const { context, page } = await open(`${bdv}tu-danh-gia/`, { viewport: phone });
  const broken = await page.locator(".assessment-table :is(th, td)").evaluateAll((cells) => {
    const pen = document.createElement("canvas").getContext("2d");
    return cells.flatMap((cell) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(cell);
      pen.font = font;
      const room = cell.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 1;
      return cell.textContent.split(/\s+/).filter((word) => pen.measureText(word).width > room);
    });
  });
  assert.deepEqual(broken, []);
  const [whole, window] = await page.locator(".table").first().evaluate((table) => [table.scrollWidth, table.clientWidth]);
  assert.ok(whole <= window, `${whole} ${window}`);
  const row = page.locator(".assessment-table tbody tr").first();
  const [what, timing, verdict] = await Promise.all([".what", "td[data-column]", ".verdict"].map((part) => row.locator(part).boundingBox()));
  assert.ok(what.y + what.height <= timing.y + 1 && timing.y + timing.height <= verdict.y + 1, "its parts stand one below the other");
  await context.close();
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
      await everyoneCanUse(page, `${path} ${colorScheme}`);
      assert.deepEqual(wrong, [], path);
      await context.close();
    }
  }
});

await run();
