// Keeping a document on the device: the button on its page, and the list of what is kept.

import { ask } from "./offline-worker.js";

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const kilobytes = (bytes) => Math.max(1, Math.round(bytes / 1000)).toLocaleString(document.documentElement.lang);
const day = (date) => new Date(`${date}T00:00`).toLocaleDateString(document.documentElement.lang, { day: "2-digit", month: "2-digit", year: "numeric" });

/** Keeps a document and says how it goes; whoever asked by a button wants it kept for good. */
const keep = async (id, words, status) => {
  try {
    status.textContent = words.keeping;
    // Only a wish: where the browser refuses, it may take back what is kept when room is short.
    navigator.storage?.persist?.().catch(() => {});
    await ask("keep", { id }, ({ progress }) => { if (progress) status.textContent = fill(words.progress, progress); });
    status.textContent = words.done;
  } catch ({ message }) {
    status.textContent = message === "full" ? words.full : words.failed;
  }
};

const button = (label, act, about) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  if (about) made.setAttribute("aria-label", `${label}: ${about}`);
  made.addEventListener("click", act);
  return made;
};

/** The button on a document's page. */
const attach = async (place) => {
  const words = place.dataset;
  const status = place.querySelector("[role=status]");
  const own = place.querySelector("button");
  const show = async () => {
    const kept = (await ask("list")).find(({ id }) => id === words.keep);
    own.textContent = kept ? words.remove : words.label;
    own.dataset.kept = kept ? "true" : "";
    if (kept) status.textContent = fill(words.kept, { date: day(kept.as_of), size: kilobytes(kept.bytes) });
    place.hidden = false;
  };
  own.addEventListener("click", async () => {
    own.disabled = true;
    if (own.dataset.kept) {
      await ask("remove", { id: words.keep });
      status.textContent = words.removed;
    } else {
      await keep(words.keep, words, status);
    }
    own.disabled = false;
    await show();
  });
  await show();
  document.addEventListener("kept", show);
};

/** The page that says what is kept. */
const list = async (place) => {
  const words = place.dataset;
  const status = place.querySelector("[role=status]");
  const show = async () => {
    const kept = await ask("list");
    const items = kept.map(({ id, title, url, as_of, bytes }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = url;
      link.textContent = title;
      const facts = document.createElement("p");
      facts.textContent = fill(words.kept, { date: day(as_of), size: kilobytes(bytes) });
      const renew = button(words.update, async () => { await keep(id, words, status); await show(); }, title);
      const remove = button(words.remove, async () => {
        await ask("remove", { id });
        status.textContent = words.removed;
        await show();
        place.querySelector("h2").focus();
      }, title);
      item.append(link, facts, renew, remove);
      return item;
    });
    place.querySelector("ul").replaceChildren(...items);
    place.querySelector(".none").hidden = kept.length > 0;
    place.hidden = false;
  };
  await show();
  document.addEventListener("kept", show);
};

for (const place of document.querySelectorAll("[data-keep]")) attach(place).catch(() => {});
for (const place of document.querySelectorAll(".kept-documents")) {
  list(place).catch(() => {}).finally(() => { place.dataset.ready = ""; });
  // This page stands in for another that is not kept.
  const missed = document.querySelector(".not-kept");
  if (missed && location.pathname !== new URL(place.dataset.here, location.href).pathname) {
    missed.hidden = false;
    missed.querySelector("button").addEventListener("click", () => location.reload());
  }
}
