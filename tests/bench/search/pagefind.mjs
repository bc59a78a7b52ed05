// Pagefind over the pages of a site, set up as its documentation advises: the element `main` is what is searched, and pages that only
// repeat other pages (a full text, a scan, a form) are left out, as they are from our own index.
import { copyFileSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

import * as pagefind from "../../browser/node_modules/pagefind/lib/index.js";

const repeated = /(^|\/)(toan-van|ban-quet|so-sanh-ban-quet|tu-danh-gia|404\.html)(\/|$)/;

/** Copies the pages of `site` to `folder` and lays Pagefind's files beside them; how many pages it read, and in what time. */
export async function index(site, folder) {
  const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".html") && !repeated.test(path));
  for (const path of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copy(join(site, path), join(folder, path));
  }
  const start = performance.now();
  const { index, errors } = await pagefind.createIndex({ rootSelector: "main" });
  const added = await index.addDirectory({ path: folder });
  const written = await index.writeFiles({ outputPath: join(folder, "pagefind") });
  const wrong = [...errors, ...added.errors, ...written.errors];
  if (wrong.length) throw new Error(`Pagefind: ${wrong.join("; ")}`);
  await pagefind.close();
  return { pages: added.page_count, seconds: (performance.now() - start) / 1000 };
}

function copy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Runs in the page: what Pagefind's own interface does for a query, with ten results. */
export async function search({ query }) {
  const start = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return { ms: performance.now() - start, total: results.length, found: shown.map(({ url }) => url) };
}

/** Runs in the page: milliseconds of each query without its ten fragments, when everything it needs has been loaded. */
export async function time({ queries }) {
  const pagefind = await import("/pagefind/pagefind.js");
  const all = [];
  for (const query of queries) {
    await pagefind.search(query);
    const start = performance.now();
    await pagefind.search(query);
    all.push(performance.now() - start);
  }
  return all;
}
