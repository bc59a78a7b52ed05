// The search page: results as you type, filters that combine, all of it in the address. Recent searches stay on this device.

import { address, element, fill, kind, snippet, way } from "./search-hit.js";
import { recent } from "./search-recent.js";

const PAGE = 20;
const form = document.querySelector("form.search-form");
const words = form.dataset;
const field = form.elements.q;
const results = document.querySelector(".search-results");
const status = document.querySelector(".search-status");
const more = document.querySelector(".search-more");
const selects = [...form.querySelectorAll("select")];
const remembered = recent(document.querySelector(".search-recent"), words);
let limit = history.state?.limit ?? PAGE;
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

const group = (form, document, hits) => {
  const items = hits.map((hit) =>
    element("li", { class: "hit", "data-path": hit.path, "data-standing": hit.kind === "guidance" ? "guidance" : undefined },
      element("p", { class: "hit-way" }, way(hit), kind(form, hit)),
      element("a", { class: "hit-title", href: address(form, hit.url) }, hit.title || hit.place || hit.path),
      snippet(hit)));
  const head = document
    ? element("h2", {}, element("a", { href: address(form, document.url) }, [document.number, document.title].filter(Boolean).join(" – ")))
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
  results.replaceChildren(...groups.map((hits) => group(form, documents[hits[0].document], hits)));
  const line = hits.length === 0 ? fill(words.none, { query }) : fill(complete ? words.count : words.more, { count: total });
  status.textContent = understood && hits.length > 0 ? `${line} ${fill(words.understood, { query: understood })}` : line;
  document.querySelector(".search-help").hidden = hits.length > 0;
  form.querySelector(".search-clear").hidden = selects.every((select) => !select.value);
  more.hidden = hits.length < limit || (complete && hits.length >= total);
  count(facets, documents);
  results.setAttribute("aria-busy", "false");
};

const search = async (typing) => {
  const query = field.value;
  remembered.show(isEmpty());
  if (isEmpty()) {
    results.replaceChildren();
    results.setAttribute("aria-busy", "false");
    status.textContent = "";
    document.querySelector(".search-help").hidden = true;
    more.hidden = true;
    return;
  }
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await (await client()).search({ query, typing, limit, ...filters() });
    if (answer) render(query.trim(), answer);
  } catch ({ message }) {
    engine = undefined;
    results.setAttribute("aria-busy", "false");
    status.textContent = words[message] ?? words.damaged;
  }
};

const changed = (push, typing) => {
  limit = PAGE;
  if (push && place().href !== location.href) history.pushState({ limit }, "", place());
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
  limit += PAGE;
  history.replaceState({ ...history.state, limit }, "");
  search(false);
});
results.addEventListener("click", () => {
  remembered.add(field.value.trim());
  history.replaceState({ limit, scroll: scrollY }, "");
});
remembered.chosen((query) => {
  field.value = query;
  changed(true, false);
});
addEventListener("popstate", () => {
  limit = history.state?.limit ?? PAGE;
  read();
  search(false);
});
addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input, textarea, select");
  if ((event.key === "/" && !writing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});
field.addEventListener("focus", client, { once: true });

document.querySelector(".search-tool").hidden = false;
read();
form.querySelector(".search-filters").open = matchMedia("(min-width: 64rem)").matches || selects.some((select) => select.value);
await search(false);
if (history.state?.scroll) scrollTo(0, history.state.scroll);
