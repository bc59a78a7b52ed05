// Makes the icons of the site, `themes/default/static/icon-*.png`, from its drawing: node tests/browser/icons.mjs. Run it when the drawing changes.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const folder = fileURLToPath(new URL("../../themes/default/static/", import.meta.url));
const drawing = readFileSync(`${folder}favicon.svg`, "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
// A system cuts the maskable one to its own shape: everything that matters lies in the circle of four fifths (W3C manifest, "safe zone").
for (const [name, size, part] of [["icon-192", 192, 1], ["icon-512", 512, 1], ["icon-maskable-512", 512, 0.68]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: "light" });
  const ground = part < 1 ? "#fbfaf7" : "transparent";
  const inner = size * part;
  await page.setContent(`<style>body { margin: 0; width: ${size}px; height: ${size}px; display: grid; place-items: center; background: ${ground} } svg { width: ${inner}px; height: ${inner}px }</style>${drawing}`);
  await page.screenshot({ path: `${folder}${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
