// The search page: results as you type, filters that combine, all of it in the address. Recent searches stay on this device.

import { PATIENCE, address, element, fill, kind, snippet } from "./search-hit.js";
import { recent } from "./search-recent.js";

const PAGE = 20;
/** Kinds that explain the law and are not it. */
const NOTES = ["guidance", "term", "session"];
const form = document.querySelector("form.search-form");
const words = form.dataset;
const field = form.elements.q;
const results = document.querySelector(".search-results");
const status = document.querySelector(".search-status");
const more = document.querySelector(".search-more");
const selects = [...form.querySelectorAll("select")];
const remembered = recent(document.querySelector(".search-recent"), words);
const help = document.querySelector(".search-help");
const otherwise = document.querySelector(".search-otherwise");
const again = document.querySelector(".search-again");
let limit = history.state?.limit ?? PAGE;
let turn = 0;
let engine;

const client = () => (engine ??= import(words.client).then(({ open }) => open(words)));
const filters = () => Object.fromEntries(selects.map((select) => [select.dataset.name, select.value || undefined]));
const isEmpty = () => !field.value.trim() && selects.every((select) => !select.value);

const place = () => {
  const url = new URL(location.pathname, location.href);
  if (field.value.trim()) url.searchParams.set("q", field.value.trim());
  for (const select of selects) if (select.value) url.searchParams.set(select.name, select.value);
  return url;
};

const read = () => {
  const wanted = new URLSearchParams(location.search);
  field.value = wanted.get("q") ?? "";
  for (const select of selects) {
    const value = wanted.get(select.name) ?? "";
    // A document stands in the list once a search has met it; one from a shared address stands at once.
    if (value && select.name === "van-ban" && ![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
};

/** Hits under their document, whose title is said once. */
const group = (form, document, hits, isNamed) => {
  const items = hits.map((hit) =>
    element("li", { class: "hit", "data-path": hit.path, "data-standing": NOTES.includes(hit.kind) ? "guidance" : undefined },
      element("p", { class: "hit-way" }, hit.way, kind(form, hit)),
      element("a", { class: "hit-title", href: address(form, hit.url) }, hit.title || hit.way || hit.path),
      snippet(hit)));
  const head = document
    ? element("h2", {}, element("a", { href: address(form, document.url) }, isNamed ? document.number || document.title : [document.number, document.title].filter(Boolean).join(" – ")))
    : element("h2", {}, words.site);
  return element("section", {}, head, element("ol", {}, ...items));
};

const count = (facets, documents) => {
  const list = form.elements["van-ban"];
  for (const { id, label } of facets?.document ?? Object.entries(documents).map(([id, { number, title }]) => ({ id, label: `${number} – ${title}` }))) {
    const known = [...list.options].find((option) => option.value === id) ?? list.appendChild(new Option("", id));
    known.dataset.label = label;
  }
  for (const select of selects) {
    const counts = new Map((facets?.[select.dataset.name] ?? []).map(({ id, count }) => [id, count]));
    for (const option of select.options) {
      if (!option.value) continue;
      option.dataset.label ??= option.textContent;
      const hits = counts.get(option.value) ?? 0;
      option.textContent = facets ? `${option.dataset.label} (${hits})` : option.dataset.label;
      option.disabled = Boolean(facets) && hits === 0 && !option.selected;
    }
  }
};

const render = (query, { hits, total, complete, understood, documents, facets }) => {
  // Hits of one document that follow each other stand together; the order of the hits is never changed for it.
  const groups = [];
  for (const hit of hits) {
    if (groups.at(-1)?.[0].document === hit.document) groups.at(-1).push(hit);
    else groups.push([hit]);
  }
  results.dataset.query = query;
  const named = new Set();
  results.replaceChildren(...groups.map((hits) => {
    const { document } = hits[0];
    const isNamed = named.has(document);
    named.add(document);
    return group(form, documents[document], hits, isNamed);
  }));
  otherwise.hidden = hits.length > 0;
  const line = hits.length === 0 ? fill(words.none, { query }) : fill(complete ? words.count : words.more, { count: total });
  status.textContent = understood && hits.length > 0 ? `${line} ${fill(words.understood, { query: understood })}` : line;
  help.hidden = hits.length > 0;
  more.hidden = hits.length < limit || (complete && hits.length >= total);
  count(facets, documents);
  results.setAttribute("aria-busy", "false");
};

/** No results, and no counts of any that were. */
const bare = (line) => {
  results.replaceChildren();
  results.setAttribute("aria-busy", "false");
  status.textContent = line;
  help.hidden = more.hidden = true;
  otherwise.hidden = false;
  count(null, {});
};

const search = async (typing) => {
  const query = field.value;
  turn += 1;
  const own = turn;
  remembered.show(isEmpty());
  form.querySelector(".search-clear").hidden = selects.every((select) => !select.value);
  again.hidden = true;
  if (isEmpty()) return bare("");
  results.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => { if (own === turn) status.textContent = words.loading; }, PATIENCE);
  try {
    const answer = await (await client()).search({ query, typing, limit, ...filters() });
    // The field may have been emptied meanwhile, which asks for nothing that could overtake this answer.
    if (answer && own === turn) render(query.trim(), answer);
  } catch ({ message }) {
    engine = undefined;
    if (own !== turn) return;
    // What stands there answers another question.
    bare(words[message] ?? words.damaged);
    again.dataset.reload = message === "network" ? "" : "true";
    again.textContent = message === "network" ? words.again : words.reload;
    again.hidden = false;
  } finally {
    clearTimeout(slow);
  }
};

// A search that was entered, chosen or shared keeps its place in the history: the first key after it begins a new one.
let entered = location.search !== "";
const changed = (push, typing) => {
  limit = PAGE;
  const begins = push || entered;
  entered = !typing;
  if (begins && place().href !== location.href) history.pushState({ limit }, "", place());
  else history.replaceState({ limit }, "", place());
  return search(typing);
};

field.addEventListener("input", () => changed(false, true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  remembered.add(field.value.trim());
  changed(true, false);
});
for (const select of selects) select.addEventListener("change", () => changed(true, false));
form.querySelector(".search-clear").addEventListener("click", () => {
  for (const select of selects) select.value = "";
  changed(true, false);
  field.focus();
});
more.addEventListener("click", () => {
  const shown = results.querySelectorAll(".hit").length;
  limit += PAGE;
  history.replaceState({ ...history.state, limit }, "");
  // The button may go and the list is made anew: the reader goes on at the first hit that was not there.
  search(false).then(() => results.querySelectorAll("a.hit-title")[shown]?.focus());
});
results.addEventListener("click", () => {
  remembered.add(field.value.trim());
  history.replaceState({ limit, scroll: scrollY }, "");
});
again.addEventListener("click", () => {
  if (again.dataset.reload) location.reload();
  else search(false);
});
const ask = (query) => {
  field.value = query;
  changed(true, false);
};
remembered.chosen(ask);
for (const example of help.querySelectorAll("button")) example.addEventListener("click", () => ask(example.textContent));
addEventListener("popstate", () => {
  limit = history.state?.limit ?? PAGE;
  entered = location.search !== "";
  read();
  search(false);
});
field.addEventListener("focus", client, { once: true });

document.querySelector(".search-tool").hidden = false;
read();
form.querySelector(".search-filters").open = matchMedia("(min-width: 64rem)").matches || selects.some((select) => select.value);
await search(false);
if (history.state?.scroll) scrollTo(0, history.state.scroll);
