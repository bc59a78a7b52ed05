// Keeps the last place that was read. On the whole text it follows the reading, and so do the contents.

import { keep } from "./kept.js";

const label = document.querySelector("main").dataset.place;
const remember = (hash, title) => keep("last", { url: `${location.pathname}${hash}`, label: title });
remember(location.hash, label);

const entries = new Map([...document.querySelectorAll(".contents a[href^='#']")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const units = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);

if (units.length > 0) {
  const seen = new Set();
  const mark = () => {
    // The last unit that began above the upper third of the window is being read.
    const reading = units.filter((unit) => seen.has(unit)).at(-1) ?? units.filter((unit) => unit.getBoundingClientRect().top < innerHeight / 3).at(-1);
    const link = reading && entries.get(reading.id);
    const before = document.querySelector(".contents a[aria-current]");
    if (!link || link === before) return;
    before?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    const contents = link.closest(".contents");
    if (contents.clientHeight > 0) contents.scrollTop = link.offsetTop - contents.clientHeight / 3;
    remember(link.hash, `${link.textContent.trim().replaceAll(/\s+/g, " ")} – ${label}`);
  };
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target);
    mark();
  }, { rootMargin: "-15% 0px -75% 0px" });
  for (const unit of units) observer.observe(unit);
}
