// The sheet of a provision, opened from its number: cite it in full, copy its words or its address, share it, mark it.
// Without this file the number is its permanent link.

import { isMarked, toggleMark } from "./kept.js";

const frame = document.getElementById("khung-vien-dan");
const sheet = frame.content.firstElementChild;
const [title, citation, said] = [".sheet-title", ".sheet-citation", ".sheet-said"].map((part) => sheet.querySelector(part));
const words = sheet.dataset;
let current;

/** The provision's own words with their numbers, as they stand in the law. */
const text = (provision) => {
  const parts = [...provision.querySelectorAll(".label, [data-text]")].filter((part) => !part.closest(".margin, .margin-stack"));
  let out = "";
  for (const part of parts) {
    const label = part.classList.contains("label");
    out += (label && out ? "\n" : "") + part.textContent + (label || part.matches("span") ? " " : "\n");
  }
  return out.replaceAll(" \n", "\n").replaceAll("\n\n", "\n").trim();
};

const address = (provision) => {
  const url = new URL(document.querySelector("link[rel=canonical]").href);
  url.hash = provision.id ? `#${provision.id}` : "";
  return url.href;
};

const about = (provision) => {
  const tail = provision.closest("[data-citation]")?.dataset.citation ?? "";
  return { provision, full: `${provision.dataset.place} ${tail}`.trim(), url: address(provision) };
};

const say = (line) => {
  said.textContent = "";
  // A line that does not change is not read out.
  requestAnimationFrame(() => { said.textContent = line; });
};
const copy = (what) => navigator.clipboard.writeText(what).then(() => say(words.copied), () => say(words.failed));
const showMark = () => {
  const url = `${location.pathname}${current.provision.id ? `#${current.provision.id}` : ""}`;
  sheet.querySelector("[data-do=mark]").setAttribute("aria-pressed", String(isMarked(url)));
  return url;
};

const actions = {
  cite: () => copy(current.full),
  quote: () => copy(`“${text(current.provision)}”\n(${current.full})`),
  link: () => copy(current.url),
  share: () => navigator.share({ title: current.full, url: current.url }).catch(() => {}),
  mark: () => {
    const marks = toggleMark({ url: showMark(), label: current.full });
    showMark();
    say(marks ? words.marked : words.unmarked);
  },
};

const open = (opener, provision) => {
  current = about(provision);
  title.textContent = current.provision.dataset.place;
  citation.textContent = current.full;
  said.textContent = "";
  showMark();
  const place = opener.getBoundingClientRect();
  sheet.style.setProperty("--top", `${place.bottom + 6}px`);
  sheet.style.setProperty("--left", `${Math.min(place.left, document.documentElement.clientWidth - 360)}px`);
  // The browser puts the focus there, and back where it was when the sheet closes. In the markup it would be asked for as the page opens.
  sheet.querySelector("button").autofocus = true;
  sheet.showPopover();
};

if ("popover" in sheet && navigator.clipboard) {
  document.body.append(sheet);
  if (!navigator.share) sheet.querySelector("[data-do=share]").remove();
  sheet.addEventListener("click", ({ target }) => actions[target.closest("[data-do]")?.dataset.do]?.());
  sheet.querySelector(".sheet-close").addEventListener("click", () => sheet.hidePopover());
  for (const label of document.querySelectorAll(".text a.label[href^='#']")) {
    label.setAttribute("aria-haspopup", "dialog");
    label.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      history.replaceState(history.state, "", label.hash);
      open(label, label.closest("[data-place]"));
    });
  }
  // A Điều bears its tools under its heading.
  for (const article of document.querySelectorAll(".text .article[data-place]")) {
    const button = frame.content.querySelector(".unit-tools").cloneNode(true);
    article.querySelector(":scope > .title")?.after(button);
    button.querySelector("button").addEventListener("click", ({ currentTarget }) => open(currentTarget, article));
  }
}
