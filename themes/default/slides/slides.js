// One slide at a time: keys, buttons, swipes; the number stands in the address. Without this file all slides follow one another.
const slides = [...document.querySelectorAll(".slide")];
const root = document.documentElement;
const place = document.querySelector(".controls .place");
const [previous, next, notes] = [".previous", ".next", ".show-notes"].map((name) => document.querySelector(name));
let at = 0;

const show = (to, keep) => {
  at = Math.max(0, Math.min(slides.length - 1, to));
  slides.forEach((slide, index) => slide.classList.toggle("here", index === at));
  place.textContent = document.body.dataset.place.replace("{number}", at + 1).replace("{total}", slides.length);
  previous.disabled = at === 0;
  next.disabled = at === slides.length - 1;
  if (!keep) history.replaceState(null, "", `#${at + 1}`);
  scrollTo(0, 0);
};

const toggleNotes = () => notes.setAttribute("aria-pressed", root.classList.toggle("noted"));

root.classList.add("live");
previous.addEventListener("click", () => show(at - 1));
next.addEventListener("click", () => show(at + 1));
notes.addEventListener("click", toggleNotes);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const inControl = event.target.closest?.("button, summary, a");
  if (["ArrowRight", "PageDown"].includes(event.key) || (event.key === " " && !inControl)) show(at + 1);
  else if (["ArrowLeft", "PageUp"].includes(event.key)) show(at - 1);
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else if (event.key.toLowerCase() === "n") toggleNotes();
  else return;
  event.preventDefault();
});
let touched = null;
addEventListener("touchstart", (event) => { touched = event.touches.length === 1 ? [event.touches[0].clientX, event.touches[0].clientY] : null; }, { passive: true });
addEventListener("touchend", (event) => {
  if (!touched) return;
  const [x, y] = [event.changedTouches[0].clientX - touched[0], event.changedTouches[0].clientY - touched[1]];
  if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) show(x < 0 ? at + 1 : at - 1);
}, { passive: true });
addEventListener("hashchange", () => show((parseInt(location.hash.slice(1), 10) || 1) - 1, true));
show((parseInt(location.hash.slice(1), 10) || 1) - 1, true);
