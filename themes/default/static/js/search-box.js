// The way to search from every page: `/` and Ctrl+K. Nothing is fetched before the reader goes to the box; then all of it at once.

const form = document.querySelector("form.search-box");
// The search page has its own form instead of the box.
const field = (form ?? document.querySelector("form.search-form")).elements.q;

/** Whether a key asks for the search: `/` outside a field, Ctrl+K anywhere. Filling in a form by the browser is a key without a name. */
const asks = ({ key, target, ctrlKey, metaKey, altKey, shiftKey }) => {
  const writing = target.closest?.("input, textarea, select, [contenteditable]");
  return (key === "/" && !writing && !ctrlKey && !metaKey && !altKey) || (key?.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey);
};

const go = (event) => {
  event.preventDefault();
  form?.classList.add("open");
  document.querySelector(".search-open")?.setAttribute("aria-expanded", "true");
  field.focus();
  field.select();
};

addEventListener("keydown", (event) => { if (asks(event)) go(event); });

if (form) {
  const opener = document.querySelector(".search-open");
  let started;

  const start = () => {
    if (started) return started;
    const { worker, wasm, root, client, list } = form.dataset;
    const engine = import(client).then(({ open }) => open({ worker, wasm, root }));
    started = Promise.all([engine, import(list)]).then(([engine, { attach }]) => attach(form, engine));
    started.catch(() => { started = undefined; });
    return started;
  };

  form.addEventListener("focusin", start);
  opener?.addEventListener("click", go);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form.classList.contains("open") && !event.defaultPrevented) {
      form.classList.remove("open");
      opener?.setAttribute("aria-expanded", "false");
      opener?.focus();
    }
  });
  if (document.activeElement === field || field.value) start();
}
