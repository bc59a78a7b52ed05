// What is true of every kind of page: nothing stands out of the window, axe finds nothing, in light and dark, at four widths; the browser's
// policy is never broken; at twice the size of letters nothing is lost; nothing moves while a page arrives; a Điều's first visit is light.
import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";

import { COLOURS, faults } from "./axe.mjs";
import { kinds, rare, rareKinds } from "./kinds.mjs";
import { browser, built, desktop, fits, host, open, phone, run, served, site, temporary, test } from "./site.mjs";

const small = { width: 320, height: 640 };
const tablet = { width: 820, height: 1180 };
const odd = await served(built(rare(temporary())));

/** Bytes of a Điều's first visit, compressed, fonts left out (issue of the reading experience). */
const BUDGET = 45_000;

/** Most that a page may shift: a line that grows by a word. "Good" ends at 0.1 (Core Web Vitals). */
const STILL = 0.002;

/** Lists and sections with a child that stands out of them at the foot: it lies over what follows. */
const spilt = (page) => page.evaluate(() => {
  const inFlow = (child) => {
    const { position, float, display } = getComputedStyle(child);
    return child.checkVisibility() && float === "none" && display !== "contents" && (position === "static" || position === "relative");
  };
  return [...document.querySelectorAll("main :is(section, ul, ol, dl)")]
    .filter((box) => box.checkVisibility() && getComputedStyle(box).overflow === "visible" && getComputedStyle(box).display !== "inline")
    .filter((box) => [...box.children].some((child) => inFlow(child) && child.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom + 2))
    .map((box) => `${box.localName}.${box.className}`);
});

for (const [where, pages] of [[host, kinds], [odd, rareKinds]]) {
  for (const path of pages) {
    test(`${where === odd ? "rare " : ""}${path}`, async () => {
      const { context, page, wrong } = await open(where + path, { bypassCSP: true });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        for (const viewport of [phone, small, tablet, desktop]) {
          await page.setViewportSize(viewport);
          await fits(page, `${path} ${colorScheme}`);
          assert.deepEqual([...new Set(await spilt(page))], [], `${path}: no text lies over another, ${viewport.width} wide`);
        }
        for (const viewport of [phone, desktop]) {
          await page.setViewportSize(viewport);
          // What is no matter of colour is the same in the dark.
          const rules = colorScheme === "dark" ? COLOURS : undefined;
          assert.deepEqual(await faults(page, rules), [], `${path} ${colorScheme}, ${viewport.width} wide`);
        }
      }
      assert.deepEqual(wrong, []);
      await context.close();
    });
  }
}

test("with letters of twice the size nothing stands out of the window", async () => {
  const context = await browser.newContext({ viewport: { width: 640, height: 900 } });
  const page = await context.newPage();
  for (const path of kinds) {
    await page.goto(host + path);
    await page.addStyleTag({ content: "html { font-size: 200% !important }" }).catch(() => {});
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 640, `${path}: ${wide}`);
  }
  await context.close();
});

test("the first visit of a Điều is light", async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  const sizes = new Map();
  page.on("response", async (response) => {
    const path = new URL(response.url()).pathname;
    if (!path.endsWith(".woff2")) sizes.set(path, brotliCompressSync(await response.body()).length);
  });
  await page.goto(`${host}/446-qd-tu/quy-che/dieu-24/`, { waitUntil: "networkidle" });
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.log(`     ${total} bytes: ${[...sizes].map(([path, size]) => `${path} ${size}`).join(", ")}`);
  assert.ok(total <= BUDGET, `${total} bytes`);
  const blocking = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => name));
  assert.equal(blocking.length, 1, `${blocking}`);
  await context.close();
});

test("nothing moves while a page arrives, and no page breaks its policy or says anything to the console", async () => {
  const found = [];
  const slow = await served(site, { slow: true });
  await Promise.all([phone, desktop].map(async (viewport) => {
    const context = await browser.newContext({ viewport });
    await context.addInitScript(() => {
      globalThis.moved = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          const nodes = sources.map(({ node }) => node);
          // The columns of a table in a guide find their widths as its rows come.
          if (nodes.length && nodes.every((node) => node?.closest?.(".prose table"))) continue;
          globalThis.moved.push(`${value.toFixed(4)} ${nodes.map((node) => `${node?.nodeName}.${node?.className}`).join(" ")}`);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    const page = await context.newPage();
    let said;
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    for (const path of kinds) {
      said = [];
      await page.goto(slow + path, { waitUntil: "networkidle" });
      if (said.length) found.push(`${path} ${viewport.width}: ${said}`);
      const moved = await page.evaluate(() => globalThis.moved);
      const total = moved.reduce((sum, line) => sum + Number(line.split(" ")[0]), 0);
      if (total >= STILL) found.push(`${path} ${viewport.width}: ${moved}`);
    }
    await context.close();
  }));
  assert.deepEqual(found, []);
});

await run();
