// Small comforts for the contents and the menu; every page is complete without this file.

const toggles = [...document.querySelectorAll(".contents-toggle, .menu-toggle")];
const contents = document.querySelector(".contents");

/** Brings the current place into view within the contents, without moving the page. */
function showCurrent() {
  const current = contents?.querySelector("[aria-current]");
  if (current) contents.scrollTop = current.offsetTop - contents.clientHeight / 3;
}

function close(toggle) {
  if (!toggle.open) return;
  toggle.open = false;
  toggle.querySelector("summary").focus();
}

for (const toggle of toggles) {
  toggle.addEventListener("toggle", () => {
    if (!toggle.open) return;
    for (const other of toggles) if (other !== toggle) other.open = false;
    showCurrent();
  });
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggles.forEach(close);
});

// On the full text a line of the contents leads to a place of the same page: the list steps aside.
contents?.addEventListener("click", (event) => {
  if (event.target.closest("a")) for (const toggle of toggles) toggle.open = false;
});

showCurrent();

// The filter is of use only where the engine of the search can run; it is fetched when the reader goes to it.
const frame = document.getElementById("khung-loc");
if (frame && "WebAssembly" in globalThis && location.protocol !== "file:") {
  const box = frame.content.firstElementChild;
  frame.replaceWith(box);
  const field = box.querySelector("input");
  const words = document.querySelector("form.search-box").dataset;
  const start = () => import(contents.dataset.filter).then(({ attach }) => attach(contents, field, words));
  field.addEventListener("focus", start, { once: true });
}
