// Filters duties by role, timing and counterpart; the choice stands in the address. Every page is complete without this file.

const form = document.querySelector(".duty-filter");
if (form) {
  const list = form.closest("section");
  const duties = [...list.querySelectorAll(".duty")];
  const result = form.querySelector(".duty-filter-result");
  const fields = [["vai-tro", "role"], ["ky", "timing"], ["voi", "with"]].filter(([name]) => form.elements[name]);

  const apply = () => {
    let shown = 0;
    for (const duty of duties) {
      const fits = fields.every(([name, key]) => {
        const wanted = form.elements[name].value;
        return !wanted || duty.dataset[key].split(" ").includes(wanted);
      });
      duty.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of list.querySelectorAll(".duty-group")) {
      group.hidden = !group.querySelector(".duty:not([hidden])");
    }
    result.textContent = result.dataset.pattern.replace("{count}", shown).replace("{total}", duties.length);
  };

  const read = () => {
    const wanted = new URLSearchParams(location.search);
    for (const [name] of fields) {
      const value = wanted.get(name) ?? "";
      const known = [...form.elements[name].options].some((option) => option.value === value);
      form.elements[name].value = known ? value : "";
    }
    apply();
  };

  form.addEventListener("change", () => {
    const wanted = new URLSearchParams();
    for (const [name] of fields) if (form.elements[name].value) wanted.set(name, form.elements[name].value);
    const query = wanted.toString();
    history.pushState(null, "", location.pathname + (query ? `?${query}` : ""));
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  form.hidden = false;
  read();
}

// One level at a time; the addresses of the levels stay what they are without this file.
const levels = [...document.querySelectorAll(".levels .level")];
if (levels.length > 1) {
  const links = [...document.querySelectorAll(".level-switch a")];
  const show = () => {
    const wanted = levels.find((level) => `#${level.id}` === location.hash) ?? levels[0];
    for (const level of levels) level.hidden = level !== wanted;
    for (const link of links) {
      if (link.hash === `#${wanted.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("hashchange", show);
  show();
}
