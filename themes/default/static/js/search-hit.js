// What a hit looks like, in the list of the box and on the search page. Words are set as text, never as markup.

/** How long a reader sees nothing, in milliseconds, before the page says that it is searching. */
export const PATIENCE = 400;

/** An element with attributes and children; strings become text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The words of `pattern` with each `{name}` replaced, and each `{name|one|other}` by the first where the value is 1. */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, other) => {
    if (!(name in values)) return whole;
    if (one === undefined) return values[name];
    return String(values[name]) === "1" ? one : other;
  });
}

/** The address of a page below the folder in which the site lies. */
export const address = (form, url) => form.dataset.base + url.replace(/^\//, "");

/** What is left out is said beside the words that stand next to it, never alone on a line. */
const bound = (text) => text.replace(/ …/g, "\u00a0…").replace(/… /g, "…\u00a0");

/** The part of the text that answers, with its hits marked. */
export function snippet(hit) {
  const parts = hit.snippet.map(([text, marked]) => (marked ? element("mark", {}, text) : bound(text)));
  return element("span", { class: "hit-snippet", lang: "vi" }, ...parts);
}

/** What kind of thing a hit is, where it is no provision: a study note must not look like law. */
export function kind(form, hit) {
  const label = JSON.parse(form.dataset.kinds)[hit.kind];
  return label ? element("span", { class: `hit-kind hit-kind-${hit.kind}` }, label) : "";
}
