// Recent searches, kept on this device only. Where storage is forbidden there are none.

import { element } from "./search-hit.js";

const KEY = "quyche-tim-kiem";
const KEPT = 8;

const load = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
};

const save = (queries) => {
  try {
    if (queries.length > 0) localStorage.setItem(KEY, JSON.stringify(queries));
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing is remembered then.
  }
};

export function recent(section, words) {
  const list = section.querySelector("ul");
  let use = () => {};

  const render = () => {
    list.replaceChildren(...load().map((query) => {
      const again = element("button", { type: "button", class: "recent-query" }, query);
      again.addEventListener("click", () => use(query));
      const forget = element("button", { type: "button", class: "recent-forget", "aria-label": `${words.forget} ${query}` }, "×");
      forget.addEventListener("click", () => {
        save(load().filter((other) => other !== query));
        show(true);
      });
      return element("li", {}, again, forget);
    }));
  };
  const show = (wanted) => {
    section.hidden = !wanted || load().length === 0;
    if (!section.hidden) render();
  };

  section.querySelector(".recent-clear").addEventListener("click", () => {
    save([]);
    show(true);
  });
  return {
    show,
    chosen(callback) {
      use = callback;
    },
    add(query) {
      if (query) save([query, ...load().filter((other) => other !== query)].slice(0, KEPT));
    },
  };
}
