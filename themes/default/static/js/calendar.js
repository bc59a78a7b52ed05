// The filter of the calendar: by organisation and by period, kept in the address (?co-quan=…&ky=…) so that it can be shared.
// Without this file the page shows everything, and each organisation has its own section.

const form = document.querySelector(".filter");
const lines = [...document.querySelectorAll("[data-duty]")];
const rows = [...document.querySelectorAll("[data-row]")];
const fields = { organisation: form?.elements.namedItem("co-quan"), period: form?.elements.namedItem("ky") };

/** Shows what fits the two fields, hides the rest, and says how much that is. */
function apply() {
  const organisation = fields.organisation.value;
  const period = fields.period.value;
  const words = (text) => text.split(" ");
  const shown = new Set();
  const all = new Set();
  for (const line of lines) {
    const fits =
      (!organisation || words(line.dataset.for).includes(organisation)) && (!period || words(line.dataset.ky).includes(period));
    line.hidden = !fits;
    all.add(line.dataset.duty);
    if (fits) shown.add(line.dataset.duty);
  }
  for (const mark of document.querySelectorAll("[data-mark]")) mark.hidden = Boolean(period) && mark.dataset.mark !== period;
  for (const row of rows) {
    const own = !organisation || row.dataset.row === organisation;
    row.hidden = !own || !row.querySelector("[data-duty]:not([hidden]), [data-mark]:not([hidden])");
  }
  for (const month of document.querySelectorAll(".month")) {
    const monthly = month.querySelector(".every-month");
    if (monthly) {
      monthly.hidden = !monthly.querySelector("[data-duty]:not([hidden])");
      monthly.open = Boolean(organisation || period);
    }
    month.querySelector(".nothing").hidden = Boolean(month.querySelector("[data-duty]:not([hidden])"));
  }
  for (const section of document.querySelectorAll(".period")) section.hidden = !section.querySelector("[data-duty]:not([hidden])");
  document.body.classList.toggle("filtered", Boolean(organisation || period));
  say(shown.size, all.size);
}

function say(shown, all) {
  const live = form.querySelector("[aria-live]");
  const text = shown ? live.dataset.shown : live.dataset.none;
  live.textContent = text.replace("{count}", shown).replace("{all}", all);
}

/** Takes the fields from the address; a value that is not offered counts as none. */
function read() {
  const asked = new URLSearchParams(location.search);
  for (const field of Object.values(fields)) {
    const value = asked.get(field.name) ?? "";
    field.value = [...field.options].some((option) => option.value === value) ? value : "";
  }
  apply();
}

/** Puts the fields into the address. */
function write() {
  const address = new URL(location.href);
  for (const field of Object.values(fields)) {
    if (field.value) address.searchParams.set(field.name, field.value);
    else address.searchParams.delete(field.name);
  }
  address.hash = "";
  history.replaceState(null, "", address);
  apply();
}

/** Opens what the address leads to, in browsers that do not do it themselves. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = target?.closest("details:not([open])");
  if (!box) return;
  box.open = true;
  target.scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", write);
  form.addEventListener("reset", () => setTimeout(write));
  addEventListener("popstate", read);
  read();
}
addEventListener("hashchange", openTarget);
openTarget();
