// The way to search from every page: `/` and Ctrl+K. Nothing is fetched before the reader goes to the box; then all of it at once.

const form = document.querySelector("form.search-box");
if (form) {
  const field = form.elements.q;
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

  const go = (event) => {
    event.preventDefault();
    form.classList.add("open");
    opener?.setAttribute("aria-expanded", "true");
    field.focus();
    field.select();
  };

  form.addEventListener("focusin", start);
  opener?.addEventListener("click", go);
  addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const asked = (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey)
      || (event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey);
    if (asked) go(event);
    if (event.key === "Escape" && form.classList.contains("open") && !event.defaultPrevented) {
      form.classList.remove("open");
      opener?.setAttribute("aria-expanded", "false");
      opener?.focus();
    }
  });
  if (document.activeElement === field || field.value) start();
}
