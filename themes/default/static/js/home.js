// What the reader keeps on this device, on the home page: where they left off, and the places they marked.

import { kept, marked, toggleMark } from "./kept.js";

const frame = document.getElementById("khung-cua-toi");
const section = frame.content.firstElementChild;
const last = kept("last");

const link = ({ url, label }) => Object.assign(document.createElement("a"), { href: url, textContent: label });

const show = () => {
  const marks = marked();
  const list = section.querySelector(".marked-list");
  list.replaceChildren(...marks.map((place) => {
    const line = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: section.dataset.remove });
    button.setAttribute("aria-label", `${section.dataset.remove}: ${place.label}`);
    button.addEventListener("click", () => {
      toggleMark(place);
      show();
      (list.querySelector("a") ?? document.querySelector("main")).focus();
    });
    line.append(link(place), " ", button);
    return line;
  }));
  section.querySelector(".marked").hidden = marks.length === 0;
  section.hidden = !last && marks.length === 0;
};

if (last) section.querySelector(".last-place").append(link(last));
section.querySelector(".last").hidden = !last;
show();
frame.replaceWith(section);
