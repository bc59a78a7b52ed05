// Comforts for the page of who works with whom: an entry that a link leads to is opened, and the lines of a name stand out while
// the name is pointed at. Every entry is there without this file.

/** Opens what the address leads to, in browsers that do not do it themselves. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let closed = false;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
    closed ||= !box.open;
    box.open = true;
  }
  if (closed) target.scrollIntoView();
}

addEventListener("hashchange", openTarget);
openTarget();

const picture = document.querySelector(".network");
const edges = [...(picture?.querySelectorAll(".edge") ?? [])];

/** Marks the lines of `node`; of none when there is none. */
function mark(node) {
  picture.classList.toggle("pointing", Boolean(node));
  for (const edge of edges) {
    edge.classList.toggle("marked", Boolean(node) && [edge.dataset.from, edge.dataset.to].includes(node.dataset.node));
  }
}

for (const node of picture?.querySelectorAll(".node") ?? []) {
  for (const name of ["pointerenter", "focus"]) node.addEventListener(name, () => mark(node));
  for (const name of ["pointerleave", "blur"]) node.addEventListener(name, () => mark(null));
}
