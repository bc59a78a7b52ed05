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
