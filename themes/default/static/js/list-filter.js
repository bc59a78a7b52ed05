// A list of all documents, or of all organisations, filtered by words of their names; the search engine says which have them.

/** Hits asked for; of more that have the words the best are shown. */
const MOST = 300;

const box = document.querySelector(".list-filter");
const frame = box.querySelector("template").content;
const lines = [...document.querySelectorAll(".document-list > li, .year-list > li, .organisation-list > li")];
const groups = [...document.querySelectorAll("main > section")];
const [field, said, others] = ["input", ".filter-said", "ol"].map((part) => frame.querySelector(part));
const { worker, wasm, root, base, fault, client } = document.querySelector("form.search-box").dataset;
let engine;
let turn = 0;

const show = (kept) => {
  for (const line of lines) line.hidden = !kept(line);
  for (const group of groups) group.hidden = lines.some((line) => group.contains(line)) && !lines.some((line) => group.contains(line) && !line.hidden);
};
const link = (line) => line.querySelector(".document-title a") ?? line.querySelector("a");
const address = ({ url }) => base.replace(/\/$/, "") + url;

const other = (hit) => {
  const line = document.createElement("li");
  line.append(Object.assign(document.createElement("a"), { href: address(hit), textContent: hit.title, lang: "vi" }));
  return line;
};

const ask = async () => {
  const own = ++turn;
  const query = field.value.trim();
  if (!query) {
    show(() => true);
    others.replaceChildren();
    said.textContent = "";
    return;
  }
  const answer = await engine.search({ query, typing: true, limit: MOST, kind: box.dataset.kind }).catch(() => undefined);
  if (own !== turn) return;
  if (!answer) {
    said.textContent = fault;
    return;
  }
  const here = new Set(lines.map((line) => link(line).pathname));
  const hits = answer.hits.filter(({ kind }) => kind === box.dataset.kind);
  const found = new Set(hits.map(address));
  show((line) => found.has(link(line).pathname));
  others.replaceChildren(...hits.filter((hit) => !here.has(address(hit))).map(other));
  said.textContent = (hits.length ? box.dataset.found : box.dataset.none).replace("{count}", hits.length);
};

// Of use only where the engine can run; it is fetched when the reader goes to the field.
if ("WebAssembly" in globalThis) {
  box.replaceChildren(frame);
  const start = async () => {
    const { open } = await import(client);
    engine = open({ worker, wasm, root });
    field.addEventListener("input", ask);
    if (field.value) ask();
  };
  field.addEventListener("focus", start, { once: true });
}
