// What is behind a link of the text, shown beside it: on the mouse, on focus, on the first tap; a second tap follows the link.
// A term shows its definition; a citation or an organisation the beginning of its page. Without this file they are links.

const pages = new Map();
let shown;
let timer;

/** The page at an address, fetched once; one that failed is asked for again. */
const page = (address) => {
  if (!pages.has(address)) {
    const asked = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    asked.catch(() => pages.delete(address));
    pages.set(address, asked);
  }
  return pages.get(address);
};

/** A copy for reading only: nothing to press, nothing that could be found by its name. */
const plain = (element) => {
  const copy = document.importNode(element, true);
  for (const aside of copy.querySelectorAll(".margin, .margin-stack, .unit-tools")) aside.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(Object.assign(document.createElement("span"), { className: link.className, textContent: link.textContent }));
  for (const named of [copy, ...copy.querySelectorAll("[id], [data-path]")]) {
    named.removeAttribute("id");
    named.removeAttribute("data-path");
  }
  for (const heading of copy.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const words = document.createElement("p");
    words.className = heading.className || "preview-title";
    words.append(...heading.childNodes);
    heading.replaceWith(words);
  }
  return copy;
};

/** A unit that holds Điều is shown by its headings. */
const headings = (unit) => {
  const list = document.createElement("div");
  list.append(...[...unit.querySelectorAll(".title")].map((title) => document.importNode(title, true)));
  return list;
};

/** What a link leads to: the unit of its anchor, or what its page says first. */
const target = async (link) => {
  const here = link.pathname === location.pathname && link.host === location.host;
  const whole = here ? document : await page(link.href.split("#")[0]);
  const found = (link.hash && whole.getElementById(decodeURIComponent(link.hash.slice(1)))) || whole.querySelector("[data-preview], .text > .provision, .page-head");
  if (!found) throw new Error("nothing to show");
  return plain(found.matches("section.provision") ? headings(found) : found);
};

const close = () => {
  clearTimeout(timer);
  shown?.box.remove();
  shown?.link.removeAttribute("aria-describedby");
  shown = undefined;
};

const place = ({ box, link }) => {
  const word = link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const below = word.bottom + box.offsetHeight + 12 < innerHeight || word.top < box.offsetHeight + 60;
  box.style.left = `${Math.max(8, Math.min(word.left, width - box.offsetWidth - 8)) + scrollX}px`;
  box.style.top = `${(below ? word.bottom + 4 : word.top - box.offsetHeight - 4) + scrollY}px`;
};

const show = async (link, touched = false) => {
  const content = link.dataset.definition ?? (await target(link));
  if (shown?.link === link) return;
  close();
  const box = document.createElement("div");
  box.className = link.dataset.definition ? "preview preview-term" : "preview";
  box.id = "xem-truoc";
  box.setAttribute("role", "tooltip");
  box.append(content);
  if (touched) {
    const open = document.createElement("a");
    Object.assign(open, { href: link.href, className: "preview-open", textContent: link.dataset.title || link.textContent });
    box.append(open);
  }
  // Outside the text of the law: what is copied there stays the law's own.
  document.body.append(box);
  shown = { box, link };
  place(shown);
  link.setAttribute("aria-describedby", box.id);
  // Going to it takes no focus from the link, so it stays open.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => later(close, 200));
};

const later = (action, wait) => {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
};
// Where nothing can be shown, the link is still a link.
const quietly = (link) => show(link).catch(close);

for (const link of document.querySelectorAll("a.term, a.citation, a.mention, .prose a[href], .note-body a[href], .rests-on a[href]")) {
  if (link.host !== location.host) continue;
  if (link.title) {
    if (link.classList.contains("term")) link.dataset.definition = link.title;
    else link.dataset.title = link.title;
    link.removeAttribute("title");
  }
  let touched = false;
  link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(() => quietly(link), 150); });
  link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(() => { if (document.activeElement !== link) close(); }, 250); });
  link.addEventListener("focus", () => { if (link.matches(":focus-visible")) quietly(link); });
  link.addEventListener("blur", () => { if (shown?.link === link) close(); });
  link.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; });
  link.addEventListener("click", (event) => {
    if (!touched || shown?.link === link) return;
    event.preventDefault();
    show(link, true).catch(() => { location.href = link.href; });
  });
}
addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
addEventListener("pointerdown", (event) => { if (shown && !event.target.closest(".preview") && event.target.closest("a") !== shown.link) close(); });
