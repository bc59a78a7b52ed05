// The list under the box: results while typing. Pattern: editable combobox with list, WAI-ARIA Authoring Practices.

import { PATIENCE, address, element, fill, kind, snippet } from "./search-hit.js";

/** Hits shown; the search page shows all. */
const SHOWN = 6;

export function attach(form, client) {
  const field = form.elements.q;
  const list = form.querySelector(".search-list");
  const status = form.querySelector("[role=status]");
  const words = form.dataset;
  let active = -1;
  let asked = "";

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");

  const options = () => [...list.querySelectorAll("[role=option]")];
  const show = (open) => {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = (at) => {
    const all = options();
    active = at;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (all[at]) {
      field.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };
  // The number of hits is for ears; what stands in place of hits is for eyes too.
  const say = (line, seen) => {
    status.textContent = line;
    status.classList.toggle("seen", seen);
  };
  const option = (at, attributes, ...children) =>
    element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", ...attributes }, ...children);

  const render = (query, { hits, total, complete, understood, documents }) => {
    const lines = hits.map((hit, at) => {
      const document = documents[hit.document]?.number;
      const head = element("span", { class: "hit-way" }, [document, hit.way].filter(Boolean).join(" › "), kind(form, hit));
      return option(at, { "data-url": address(form, hit.url), "data-path": hit.path }, head, element("span", { class: "hit-title" }, hit.title || hit.way), snippet(hit));
    });
    const pattern = hits.length === 0 ? words.none : complete ? words.count : words.more;
    say(fill(pattern, { count: total, query: understood ?? query }), hits.length === 0);
    if (hits.length > 0) {
      const all = new URL(form.action);
      all.searchParams.set("q", query);
      lines.push(option(hits.length, { class: "search-all", "data-url": all.href }, fill(words.all, { count: total })));
    }
    list.replaceChildren(...lines);
    list.setAttribute("aria-busy", "false");
    show(hits.length > 0);
  };

  const search = async () => {
    const query = field.value;
    if (query === asked) return;
    asked = query;
    if (!query.trim()) {
      say("", false);
      list.replaceChildren();
      show(false);
      return;
    }
    list.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { if (query === asked && list.hidden) say(words.loading, true); }, PATIENCE);
    try {
      const answer = await client.search({ query, typing: true, limit: SHOWN });
      if (answer && query === asked && document.activeElement === field) render(query, answer);
    } catch {
      if (query !== asked) return;
      // The search page says more of what went wrong.
      asked = "";
      show(false);
      say(words.fault, true);
    } finally {
      clearTimeout(slow);
    }
  };

  field.addEventListener("input", search);
  field.addEventListener("focus", () => show(list.children.length > 0 && field.value.trim() !== ""));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.hidden ? 0 : options().length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.children.length > 0) {
      event.preventDefault();
      if (list.hidden) show(true);
      const all = options().length;
      // One place more than there are options: the field itself.
      choose(event.key === "ArrowDown" ? (active + 2) % (all + 1) - 1 : (active + all + 1) % (all + 1) - 1);
    } else if (event.key === "Enter" && count > 0 && active >= 0) {
      event.preventDefault();
      location.href = options()[active].dataset.url;
    } else if (event.key === "Home" || event.key === "End") {
      // The cursor moves in the field, so the choice is there again and Enter means the words.
      choose(-1);
    } else if (event.key === "Escape" && count > 0) {
      event.preventDefault();
      show(false);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.href = chosen.dataset.url;
  });
  form.addEventListener("focusout", (event) => {
    if (form.contains(event.relatedTarget)) return;
    show(false);
    status.classList.remove("seen");
  });
  search();
}
