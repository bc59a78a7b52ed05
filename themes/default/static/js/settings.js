// How the reader wants the page set: size, spacing, light or dark. Kept on the device and put in place before the page is drawn.

import { keep, kept } from "./kept.js";

const root = document.documentElement;
const apply = (settings) => {
  for (const key of ["size", "leading", "theme"]) {
    if (settings[key]) root.dataset[key] = settings[key];
    else delete root.dataset[key];
  }
};

const settings = kept("settings", {});
apply(settings);

const begin = () => {
  const frame = document.getElementById("khung-cach-doc");
  const box = frame.content.firstElementChild;
  for (const input of box.querySelectorAll("input")) {
    input.checked = (settings[input.name] ?? "") === input.value;
    input.addEventListener("change", () => {
      settings[input.name] = input.value;
      apply(settings);
      keep("settings", settings);
    });
  }
  frame.replaceWith(box);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
  addEventListener("pointerdown", ({ target }) => { if (!box.contains(target)) box.open = false; });
};

if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
