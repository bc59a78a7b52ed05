// What a search costs a reader, in a real browser, with Pagefind on the same pages beside it, and whether the budgets are kept:
//
//     node tests/bench/search.mjs [--quick] [--site DIR]… [--json FILE]
//
// Without a site it builds that of `content/` with $QUYCHE. $CHROMIUM is the browser. `--quick` asks a third of the first searches.
// It ends with 1 when a budget is missed.
//
// Every first search is that of a browser that has nothing cached. Bytes and requests are counted by the server, heads of answers
// included; it is a plain one that compresses nothing. The phone network has 150 ms until an answer begins and 200 KB a second.
// "box" is a reader on the search page: all that the page asks for because it can search, and the time from going to the box, with
// the whole query put in at once, to the first result. "client" is our engine, "Pagefind" its `pagefind.js`, both without a user
// interface from an empty page: the time from the query to ten results with their excerpts, for Pagefind ten fragments.
// Pages that only repeat others (full texts, scans, forms) are kept from Pagefind, as they are from our own index.
// A result of Pagefind is a page: in the judged queries it counts for a place that stands on that page, whichever khoản it is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chromium } from "../browser/node_modules/playwright-core/index.mjs";
import { measure } from "./search/measure.mjs";
import { report } from "./search/report.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const options = { quick: { type: "boolean" }, site: { type: "string", multiple: true }, json: { type: "string" } };
const { values } = parseArgs({ options });
const scratch = mkdtempSync(join(tmpdir(), "quyche-search-"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const missed = [];
try {
  const sites = (values.site ?? [build()]).map((site) => site.replace(/(.)\/+$/, "$1"));
  const figures = [];
  for (const site of sites) {
    const name = site.startsWith(scratch) ? "content/" : site;
    figures.push({ ...(await measure(browser, site, values.quick)), site: name });
    missed.push(...report(figures.at(-1)));
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}
for (const line of missed) console.error(`MISSED: ${line}`);
process.exitCode = missed.length ? 1 : 0;

function build() {
  const out = join(scratch, "site");
  const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
  execFileSync(quyche, ["build", "--out", out], { cwd: repository, stdio: ["ignore", "ignore", "inherit"] });
  return out;
}
