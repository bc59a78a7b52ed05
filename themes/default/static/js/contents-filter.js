// The contents filtered by words of the text: the search engine says which Điều have them, however they are typed.

import { open } from "./search-client.js";

/** Hits asked for; a document with more Điều than this that have the words shows the best of them. */
const MOST = 300;

export const attach = (contents, field, words) => {
  const { worker, wasm, root, base } = words;
  const engine = open({ worker, wasm, root });
  const status = contents.querySelector(".filter-said");
  const lines = [...contents.querySelectorAll("li")];
  const links = [...contents.querySelectorAll("li > a")];
  const document = contents.dataset.document;
  const others = globalThis.document.createElement("ol");
  others.className = "filter-others";
  contents.append(others);
  let turn = 0;

  const clear = () => {
    for (const line of lines) line.hidden = false;
    others.replaceChildren();
    status.textContent = "";
  };
  /** Whether a hit lies in what a line of the contents leads to: a page, or an anchor of the whole text. */
  const leads = (link, { url, path }) => {
    if (link.pathname !== location.pathname || !link.hash) return link.pathname === `${base.replace(/\/$/, "")}${url.split("#")[0]}`;
    const anchor = path.slice(document.length + 1).replaceAll("/", "-");
    const own = decodeURIComponent(link.hash.slice(1));
    return anchor === own || anchor.startsWith(`${own}-`);
  };
  const leaf = (link) => !link.parentElement.querySelector("ol");

  const ask = async () => {
    const own = ++turn;
    const query = field.value.trim();
    if (!query) return clear();
    const answer = await engine.search({ query, typing: true, limit: MOST, document }).catch(() => undefined);
    if (own !== turn) return;
    if (!answer) {
      status.textContent = words.fault;
      return;
    }
    const hits = answer.hits.filter(({ path }) => path.startsWith(`${document}/`));
    const found = links.filter(leaf).filter((link) => hits.some((hit) => leads(link, hit)));
    const kept = new Set(found.flatMap((link) => lines.filter((line) => line.contains(link))));
    for (const line of lines) line.hidden = !kept.has(line);
    // Branches that are folded on this page have no line of their own.
    const missing = new Map(hits.filter((hit) => !links.some((link) => leads(link, hit))).map((hit) => [hit.url.split("#")[0], hit]));
    others.replaceChildren(...[...missing].map(([url, hit]) => {
      const line = globalThis.document.createElement("li");
      const link = globalThis.document.createElement("a");
      Object.assign(link, { href: base.replace(/\/$/, "") + url, textContent: [hit.way, hit.title].filter(Boolean).join(". ") });
      line.append(link);
      return line;
    }));
    const count = found.length + missing.size;
    status.textContent = (count ? contents.dataset.found : contents.dataset.none).replace("{count}", count);
  };
  field.addEventListener("input", ask);
  if (field.value) ask();
};
