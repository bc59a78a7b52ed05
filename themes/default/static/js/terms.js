// The definition of a term beside it: on tap or Enter; a second time follows the link. Without this file the link leads to the term.

let open = null;
const close = () => {
  if (!open) return;
  open.box.remove();
  open.link.removeAttribute("aria-describedby");
  open = null;
};

const show = (link) => {
  close();
  const box = document.createElement("div");
  box.className = "term-box";
  box.id = "nghia-cua-tu";
  box.setAttribute("role", "tooltip");
  box.textContent = link.dataset.definition;
  // Outside the text of the law: what is copied there stays the law's own.
  document.body.append(box);
  const word = link.getBoundingClientRect();
  const left = Math.max(8, Math.min(word.left, document.documentElement.clientWidth - box.offsetWidth - 8));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${word.bottom + scrollY + 4}px`;
  link.setAttribute("aria-describedby", box.id);
  open = { box, link };
};

for (const link of document.querySelectorAll("a.term[title]")) {
  link.dataset.definition = link.title;
  link.removeAttribute("title");
  link.addEventListener("mouseenter", () => show(link));
  link.addEventListener("mouseleave", () => { if (document.activeElement !== link) close(); });
  link.addEventListener("focus", () => show(link));
  link.addEventListener("blur", close);
  let told = false;
  link.addEventListener("pointerdown", (event) => { told = event.pointerType === "mouse" || (open?.link === link); });
  link.addEventListener("click", (event) => {
    if (event.detail > 0 && !told) { event.preventDefault(); show(link); }
  });
}
addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
