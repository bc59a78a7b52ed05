// Our own search in a page of the site: through the client alone, as a program uses it, and through the box, as a reader does.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Addresses of what the search needs, from the form of the search page; `null` when the site has none. */
export function parts(site) {
  const page = join(site, "tim-kiem/index.html");
  if (!existsSync(page)) return null;
  const form = /<form\b[^>]*\bdata-worker=[^>]*>/.exec(readFileSync(page, "utf8"))?.[0];
  if (!form) return null;
  const value = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(form)?.[1];
  const worker = value("data-worker");
  const found = { worker, wasm: value("data-wasm"), root: value("data-root") };
  const module = value("data-client") ?? worker.replace("search-worker", "search-client").replace(/\?.*/, "");
  const files = Object.values({ ...found, module }).map((address) => address && join(site, address.replace(/\?.*/, "")));
  return files.every((file) => file && existsSync(file)) ? { ...found, module } : null;
}

/** Bytes of the client as it is served: the engine, its worker, what speaks to the worker. */
export const size = (site, { wasm, worker, module }) =>
  [wasm, worker, module].reduce((sum, address) => sum + statSync(join(site, address.replace(/\?.*/, ""))).size, 0);

/** Runs in the page: ten results through the client alone. */
export async function search({ query, parts }) {
  const start = performance.now();
  globalThis.client ??= (await import(parts.module)).open(parts);
  const { hits, total } = await globalThis.client.search({ query, typing: false, limit: 10 });
  return { ms: performance.now() - start, total, found: hits.map(({ path }) => path) };
}

/** Runs in the page: milliseconds of each query from message to answer, when everything it needs has been loaded. */
export async function time({ queries, parts }) {
  globalThis.client ??= (await import(parts.module)).open(parts);
  const ask = (query) => globalThis.client.search({ query, typing: false, limit: 10 });
  const all = [];
  for (const query of queries) {
    await ask(query);
    const start = performance.now();
    await ask(query);
    all.push(performance.now() - start);
  }
  return all;
}

/** Whether the page asks for this for the sake of search, whenever it does. */
export const ours = ({ path }) => /\/js\/search-|\/du-lieu\/tim\//.test(path);

/** A reader who waits so many milliseconds for a first result is told that there is none. */
const PATIENCE = 5000;

/**
 * A reader goes to the box of the search page and puts the whole query in at once; milliseconds until the first results stand there,
 * `null` when there are none.
 */
export async function read(page, query) {
  await page.evaluate((patience) => {
    const box = document.querySelector("form[data-worker] input[name=q]");
    const shown = () => document.querySelectorAll('[aria-busy="false"] [data-path]').length;
    const before = shown();
    if (before) throw new Error("results stand in the page before anyone asked");
    globalThis.first = new Promise((resolve) => {
      const start = performance.now();
      const look = () => shown() && resolve({ ms: performance.now() - start, shown: shown() });
      new MutationObserver(look).observe(document.body, { attributes: true, childList: true, subtree: true });
      setTimeout(() => resolve({ ms: null, shown: 0 }), patience);
    });
    box.focus();
  }, PATIENCE);
  await page.keyboard.insertText(query);
  return page.evaluate(() => globalThis.first);
}
