// The search of a document in one file, joined after `search-engine.js` and `search-hit.js`. Nothing is fetched: engine and records are in
// the file, and are opened when the reader goes to the field.

const MOST_HITS = 30;

const form = document.querySelector(".single-search");
const field = form.elements.q;
const found = form.querySelector(".single-hits");
const said = form.querySelector("[role=status]");

const carried = (id) => Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (sign) => sign.charCodeAt(0));
const nothing = async () => { throw new Error("damaged"); };
let engine;
const start = () => (engine ??= opened(carried("may-tim"), carried("ban-ghi"), nothing));

const close = () => {
  found.replaceChildren();
  said.textContent = "";
};

let turn = 0;
const search = async () => {
  turn += 1;
  const own = turn;
  const query = field.value.trim();
  if (!query) return close();
  try {
    const ask = await start();
    const answer = await ask({ query, typing: true, limit: MOST_HITS }, () => own === turn);
    if (!answer) return;
    const { hits, total } = answer;
    found.replaceChildren(...hits.map((hit) =>
      element("li", { "data-path": hit.path },
        element("a", { href: address(form, hit.url) }, kind(form, hit), element("span", { class: "hit-way" }, hit.way), " ", element("b", {}, hit.title || hit.way), " ", snippet(hit)))));
    found.scrollTop = 0;
    said.textContent = fill(hits.length ? form.dataset.count : form.dataset.none, { count: total, query });
  } catch {
    close();
    said.textContent = form.dataset.fault;
  }
};

if ("DecompressionStream" in window && "WebAssembly" in window) {
  form.dataset.ready = "";
  field.addEventListener("focus", () => start().catch(() => {}), { once: true });
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.focus();
  });
  found.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    field.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    event.preventDefault();
    field.focus();
  });
}
