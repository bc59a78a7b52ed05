// Every page is valid HTML (the Nu checker of the W3C, which needs Java), the style sheet has no fault (stylelint).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import stylelint from "stylelint";
import vnu from "vnu-jar";

import { browser, built, run, site, temporary, test } from "./site.mjs";
import { rare } from "./kinds.mjs";

/** What the checker says of every HTML file below a folder. */
const faults = (folder) => {
  const { stderr, error } = spawnSync("java", ["-jar", vnu, "--errors-only", "--skip-non-html", "--format", "json", folder], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(!error, "java is missing: install default-jre-headless");
  return JSON.parse(stderr).messages.map(({ url, lastLine, message }) => `${url.split(folder).at(-1)}:${lastLine}: ${message}`);
};

test("rare cases are valid HTML, and the checker finds a fault where there is one", () => {
  const folder = built(rare(temporary()));
  assert.deepEqual(faults(folder), [], "the rare cases are valid");
  writeFileSync(join(folder, "fault.html"), "<!doctype html><html lang=vi><title>x</title><p><div></p>");
  assert.match(faults(folder).join(), /fault\.html/);
});

test("every page is valid HTML", () => assert.deepEqual(faults(site), []));

test("the style sheet has no fault", async () => {
  const rules = { "no-descending-specificity": null };
  const { results } = await stylelint.lint({ files: join(site, "static/theme.css"), configBasedir: import.meta.dirname, config: { extends: "stylelint-config-recommended", rules } });
  assert.deepEqual(results.flatMap(({ warnings }) => warnings.map(({ line, text }) => `${line}: ${text}`)), []);
});

test("published, style sheets say what the files of the theme say", async () => {
  const theme = join(import.meta.dirname, "../../themes/default");
  const text = (...path) => readFileSync(join(...path), "utf8");
  const folder = join(theme, "static/css");
  const pairs = [
    [text(site, "static/theme.css"), readdirSync(folder).sort().map((name) => text(folder, name)).join("\n")],
    [text(site, "hoc-tap/can-bo-moi/trinh-chieu.html").match(/<style>([^]*?)<\/style>/)[1], text(theme, "slides/slides.css")],
  ];
  const page = await browser.newPage();
  for (const [published, written] of pairs) {
    const [found, expected] = await page.evaluate((sheets) => sheets.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      // A value of a custom property is given back as it was written; what stands between its parts is not part of it.
      return [...sheet.cssRules].map(({ cssText }) => cssText.replace(/\s+/g, " ").replaceAll(", ", ","));
    }), [published, written]);
    assert.ok(expected.length > 20, `${expected.length} rules`);
    assert.deepEqual(found, expected);
    assert.ok(published.length < written.length);
  }
  await page.close();
});

await run();
