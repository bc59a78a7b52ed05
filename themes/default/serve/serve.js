// Put into every page by `quyche serve`: loads the page again when it is another after a save, and shows what is wrong. All words come with
// the report.

const { sum } = document.querySelector("script[data-sum]").dataset;
const key = "quyche-serve-closed";

const element = (name, attributes = {}, ...inner) => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...inner);
  return made;
};

// The region stands there, empty, before anything is said in it, so that it is read out when something is.
const region = element("section", { class: "quyche-serve", "aria-live": "polite" });
const panel = element("details");
const summary = element("summary");
const list = element("ul");
const close = element("button", { type: "button" });
panel.append(summary, list, close);
document.body.append(region);

let shown = "";

function finding({ severity, message, file, line, column, hints }, words) {
  const place = file ? [element("code", { class: "place" }, `${file}:${line}:${column}`)] : [];
  return element(
    "li",
    { "data-severity": severity },
    element("strong", {}, words[severity]),
    " ",
    ...place,
    element("p", { lang: "en" }, message),
    ...hints.map((hint) => element("p", { class: "hint", lang: "en" }, hint)),
  );
}

function show(report) {
  const { failure, summary: counts, findings, more, words } = report;
  const said = JSON.stringify([failure, counts, findings]);
  // Each save is reported twice, and what is said again would be read out again.
  if (said === shown) return;
  shown = said;
  if (!failure && findings.length === 0) {
    region.replaceChildren();
    return;
  }
  region.setAttribute("aria-label", words.label);
  summary.textContent = [failure ? words.failed : "", counts].filter(Boolean).join(" ");
  close.textContent = words.close;
  const failed = failure ? [element("li", { "data-severity": "error" }, element("strong", {}, words.error), element("pre", { lang: "en" }, failure))] : [];
  const rest = more ? [element("li", {}, more)] : [];
  list.replaceChildren(...failed, ...findings.map((one) => finding(one, words)), ...rest);
  panel.toggleAttribute("data-failed", Boolean(failure));
  panel.open = sessionStorage.getItem(key) !== shown;
  region.replaceChildren(panel);
}

function dismiss() {
  panel.open = false;
  sessionStorage.setItem(key, shown);
  summary.focus();
}

close.addEventListener("click", dismiss);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && region.contains(panel) && panel.open) dismiss();
});

// A browser opens few connections to one host: only the tab that is looked at holds one, and a tab that is looked at again hears at once.
let source;
let words;
let heard = 0;
async function hear(report) {
  words = report.words;
  heard += 1;
  const mine = heard;
  const asked = await fetch(`/.quyche/sum?${location.pathname}`).catch(() => undefined);
  const now = asked?.ok ? await asked.text() : sum;
  // What was asked first may be answered last.
  if (mine !== heard) return;
  if (now !== sum) location.reload();
  else show(report);
}

function listen() {
  source?.close();
  source = undefined;
  if (document.hidden) return;
  source = new EventSource("/.quyche/reports");
  source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    if (!words) return;
    shown = "";
    region.replaceChildren(element("p", { class: "lost" }, words.lost));
  });
}

document.addEventListener("visibilitychange", listen);
// A page that is left must let its connection go, or it stays in the way of the next one.
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
listen();
