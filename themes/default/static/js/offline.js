// Reading without a network: says when a page is a stored copy and when there is a newer one, and keeps a document that a reader wants kept.

import { ask, spared, words } from "./offline-worker.js";

/** Milliseconds between two looks at the server for a page that stays open. */
const SELDOM = 60_000;

/** The bar at the lower edge: a line, and what can be done about it. It takes no focus and moves nothing. */
const say = (line, actions) => {
  const bar = document.querySelector(".offline-bar") ?? document.createElement("div");
  bar.className = "offline-bar";
  bar.setAttribute("role", "status");
  if (!bar.isConnected) document.body.append(bar);
  const buttons = actions.map(([label, act]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  });
  const text = document.createElement("p");
  text.textContent = line;
  bar.replaceChildren(text, ...buttons);
  document.documentElement.style.setProperty("--offline-bar", `${bar.offsetHeight}px`);
};

const close = () => {
  document.querySelector(".offline-bar")?.remove();
  document.documentElement.style.removeProperty("--offline-bar");
};

/** Whether the reader has been told of a newer text: the page stays an old one until it is loaded again. */
let known = false;
const showNewer = () => {
  known = true;
  say(words.newer, [[words.reload, () => location.reload()], [words.close, close]]);
};
const showStored = () => { if (!known) say(words.stored, [[words.close, close]]); };

const listen = ({ stored, newer, current }) => {
  if (newer) showNewer();
  else if (stored) showStored();
  else if (current && !known) close();
};
navigator.serviceWorker.addEventListener("message", ({ data }) => listen(data));
navigator.serviceWorker.startMessages();

// What the page came with lies in the browser's own store: the worker gets it from there.
const files = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(new URL(words.files, location.href).href));
const visit = () => ask("visited", { url: location.href, document: words.document, files: [...new Set(files)], unasked: !spared() }, listen);
visit().catch(() => {}).finally(() => document.dispatchEvent(new Event("kept")));
// The worker may not have lived long enough to remember what it gave.
if (!navigator.onLine) showStored();

let looked = Date.now();
const look = () => {
  looked = Date.now();
  ask("look", { url: location.href }).catch(() => {});
};
addEventListener("online", look);
document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - looked > SELDOM) look(); });

const keeping = document.querySelectorAll("[data-keep], .kept-documents");
if (keeping.length > 0) import("./offline-keep.js");
