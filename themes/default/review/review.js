/* The page on which a person settles the words of a restored text.
   It is given words with their bytes; it counts none itself, and sends nothing anywhere. */
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, strings } = data;
  const at = (id) => document.getElementById(id);
  const store = `quyche-review ${data.key}`;

  /** Index of a word → the text a person wants there. */
  const decided = new Map();
  /** What was done: lists of [word, decision before it], and the word it was done at. */
  const history = [];
  let current = -1;
  let filter = "unsure";
  let unsaved = false;
  let kept = true;

  const shown = new Map();
  const read = new Map();
  for (const element of document.querySelectorAll("[data-w]")) {
    const index = Number(element.dataset.w);
    (element.classList.contains("w") ? shown : read).set(index, element);
  }

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  const percent = (count) => (count === 0 ? strings.hardly : fill(strings.percent, { count }));
  const isUnsure = (word) => word.kinds.includes("very") || word.kinds.includes("unsure");
  const filters = { unsure: isUnsure, marked: (word) => word.kinds.length > 0, all: () => true };
  const isWanted = (index) => filters[filter](words[index]);
  const wantedText = (index) => (decided.has(index) ? decided.get(index) : words[index].text);
  const visible = (text) => ({ "": strings.removed, " ": strings.space })[text] ?? text;
  const labels = (word) => {
    const kinds = word.kinds.map((kind) => strings.kinds[kind]);
    if (!isUnsure(word)) kinds.unshift(strings.sure);
    return [...kinds, percent(word.percent)].join(", ");
  };

  function say(words) {
    // The same words twice are said twice only when the text changes.
    at("said").textContent = at("said").textContent === words ? `${words}\u00a0` : words;
  }

  // One word on the page.

  function paint(index) {
    const element = shown.get(index);
    const word = words[index];
    const text = wantedText(index);
    const settled = decided.has(index);
    element.textContent = text;
    element.classList.toggle("settled", settled);
    element.classList.toggle("changed", text !== word.original);
    element.classList.toggle("removed", text === "");
    const pattern = settled ? strings.word_settled : strings.word;
    const name = fill(pattern, { original: word.original, text: visible(text), labels: labels(word) });
    element.title = name;
    if (element.getAttribute("role") === "button") element.setAttribute("aria-label", name);
  }

  function makeButton(index) {
    const element = shown.get(index);
    element.setAttribute("role", "button");
    element.tabIndex = -1;
    paint(index);
  }

  function go(index, quiet) {
    if (index < 0) return;
    if (current >= 0) {
      shown.get(current).classList.remove("current");
      shown.get(current).removeAttribute("aria-current");
      shown.get(current).tabIndex = -1;
      read.get(current).classList.remove("current");
    }
    current = index;
    const element = shown.get(index);
    if (element.getAttribute("role") !== "button") makeButton(index);
    element.classList.add("current");
    element.setAttribute("aria-current", "true");
    element.tabIndex = 0;
    read.get(index).classList.add("current");
    closeOwn();
    showPanel();
    if (quiet) return;
    element.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  // The panel.

  function showPanel() {
    const all = words.reduce((count, _, index) => count + (isWanted(index) ? 1 : 0), 0);
    let done = 0;
    for (const index of decided.keys()) if (isWanted(index)) done += 1;
    at("count").textContent = fill(strings.progress, { done, all });
    at("progress").max = Math.max(all, 1);
    at("progress").value = all === 0 ? 1 : done;
    if (current < 0) return;
    const word = words[current];
    const settled = decided.has(current);
    at("original").textContent = word.original;
    at("proposal").textContent = visible(word.text);
    at("decision-row").hidden = !settled;
    at("decision").textContent = settled ? visible(decided.get(current)) : "";
    at("labels").textContent = settled ? `${labels(word)}, ${strings.settled}` : labels(word);
    at("labels").className = `labels ${word.kinds.join(" ")}`;
    at("confirm-words").textContent = settled ? strings.onward : strings.confirm;
    at("everywhere-words").textContent = fill(strings.everywhere, { count: alike(current).length });
    act("everywhere").disabled = alike(current).length === 0;
    act("undo").disabled = history.length === 0;
    act("clear").disabled = !settled;
    showOthers(word);
  }

  const act = (name) => document.querySelector(`[data-act="${name}"]`);

  function showOthers(word) {
    const buttons = word.others.map((other, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.choice = String(index);
      const key = document.createElement("kbd");
      key.textContent = String(index + 1);
      const text = document.createElement("span");
      text.className = "reading";
      text.textContent = visible(other.text);
      const likely = document.createElement("span");
      likely.className = "likely";
      likely.textContent = percent(other.percent);
      button.append(key, " ", text, " ", likely);
      return button;
    });
    if (buttons.length === 0) {
      const none = document.createElement("p");
      none.textContent = strings.no_others;
      buttons.push(none);
    }
    at("others").replaceChildren(...buttons);
  }

  // Deciding. Every change of decisions goes through here, so every one can be undone.

  function change(changes) {
    history.push({ from: current, before: changes.map(([index]) => [index, decided.get(index)]) });
    for (const [index, text] of changes) put(index, text);
    changed();
  }

  function put(index, text) {
    if (text === undefined) decided.delete(index);
    else decided.set(index, text);
    paint(index);
  }

  function changed() {
    unsaved = true;
    keep();
    showPanel();
  }

  /** Words nobody has decided on that were read alike and have the same proposal. */
  function alike(index) {
    const { original, text } = words[index];
    const found = [];
    words.forEach((word, other) => {
      if (other !== index && word.original === original && word.text === text && !decided.has(other)) found.push(other);
    });
    return found;
  }

  function choose(text) {
    change([[current, text]]);
    go(current);
    const count = alike(current).length;
    say(fill(count > 0 ? strings.chosen_more : strings.chosen, { text: visible(text), count }));
  }

  function find(step) {
    for (let passed = 1; passed <= words.length; passed += 1) {
      const index = (current + step * passed + words.length * 2) % words.length;
      if (index !== current && isWanted(index) && !decided.has(index)) return index;
    }
    return -1;
  }

  function move(step) {
    const index = current < 0 && step < 0 ? -1 : find(step);
    if (index >= 0) {
      go(index);
      say("");
      return;
    }
    if (current >= 0) go(current);
    if (current < 0 || decided.has(current) || !isWanted(current)) say(strings.none_left);
  }

  const acts = {
    confirm() {
      if (!decided.has(current)) change([[current, words[current].text]]);
      move(1);
    },
    keep() {
      choose(words[current].original);
    },
    type() {
      at("own").hidden = false;
      at("acts").hidden = true;
      at("others").hidden = true;
      at("own-text").value = wantedText(current);
      at("own-text").focus();
      at("own-text").select();
    },
    everywhere() {
      const others = alike(current);
      if (others.length === 0) {
        say(strings.applied_none);
        return;
      }
      const text = wantedText(current);
      const here = decided.has(current) ? [] : [[current, text]];
      change([...here, ...others.map((index) => [index, text])]);
      go(current);
      say(fill(strings.applied, { text: visible(text), count: others.length }));
    },
    previous() {
      move(-1);
    },
    next() {
      move(1);
    },
    undo() {
      const last = history.pop();
      if (!last) {
        say(strings.nothing_to_undo);
        return;
      }
      for (const [index, text] of last.before) put(index, text);
      changed();
      go(last.from);
      say(last.before.length > 1 ? fill(strings.undone_many, { count: last.before.length }) : strings.undone);
    },
    clear() {
      if (!decided.has(current)) return;
      change([[current, undefined]]);
      go(current);
      say(strings.cleared);
    },
    save,
  };

  // The text field.

  function closeOwn() {
    at("own").hidden = true;
    at("acts").hidden = false;
    at("others").hidden = false;
  }

  at("own").addEventListener("submit", (event) => {
    event.preventDefault();
    // Signs that cannot be seen and halves of signs do not belong in a text; the command that reads the file refuses them.
    const hidden = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
    const text = at("own-text").value.replace(hidden, "").trim().normalize("NFC");
    if ([...text].length > data.longest) {
      say(fill(strings.too_long, { count: data.longest }));
      return;
    }
    choose(text);
  });
  at("own-cancel").addEventListener("click", () => go(current));

  // Keeping and saving.

  const decisions = () =>
    [...decided.keys()]
      .sort((a, b) => a - b)
      .map((index) => ({ start: words[index].start, end: words[index].end, original: words[index].original, text: decided.get(index) }));

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(decisions()));
    } catch {
      if (kept) say(strings.not_kept);
      kept = false;
    }
  }

  /** What was kept when the page was last open; null when nothing was, or when it is about other words. */
  function recall() {
    try {
      const list = JSON.parse(localStorage.getItem(store));
      if (!Array.isArray(list)) return null;
      const starts = new Map(words.map((word, index) => [word.start, index]));
      const found = list.map((decision) => [starts.get(decision.start), decision]);
      const fitting = found.filter(
        ([index, { end, original, text }]) =>
          index !== undefined && words[index].end === end && words[index].original === original && typeof text === "string",
      );
      return fitting.map(([index, { text }]) => [index, text]);
    } catch {
      return null;
    }
  }

  function save() {
    const list = decisions();
    const file = { version: data.version, source: data.source, hash: data.hash, decisions: list };
    const blob = new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${data.source}.decisions.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    if (current >= 0) go(current);
    say(fill(strings.saved, { count: list.length, file: link.download }));
  }

  addEventListener("beforeunload", (event) => {
    if (unsaved && !kept) event.preventDefault();
  });

  // Starting over cannot be undone, so it asks.

  function askRestart(asking) {
    at("restart-sure").hidden = !asking;
    at("restart").hidden = asking;
    at(asking ? "restart-no" : "restart").focus();
  }
  at("restart").addEventListener("click", () => askRestart(true));
  at("restart-no").addEventListener("click", () => askRestart(false));
  at("restart-yes").addEventListener("click", () => {
    const before = [...decided.keys()];
    history.length = 0;
    for (const index of before) put(index, undefined);
    changed();
    askRestart(false);
    say(strings.restarted);
  });

  // Keys and pointer.

  const keys = {
    Enter: "confirm",
    0: "keep",
    o: "keep",
    e: "type",
    a: "everywhere",
    n: "next",
    ArrowRight: "next",
    p: "previous",
    ArrowLeft: "previous",
    u: "undo",
    x: "clear",
    s: "save",
  };

  function run(name) {
    if (current < 0 && name !== "save" && name !== "undo") {
      move(1);
      return;
    }
    acts[name]();
  }

  function pick(choice) {
    if (current < 0) return;
    const other = words[current].others[choice];
    if (other) choose(other.text);
    else say(strings.no_others);
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target.matches("input[type=text], select");
    if (target === at("own-text") && event.key === "Escape") {
      event.preventDefault();
      go(current);
      return;
    }
    if (typing || event.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === "z" && !event.shiftKey) {
        event.preventDefault();
        run("undo");
      }
      return;
    }
    const onWord = target.classList.contains("w");
    const enter = event.key === "Enter" || event.key === " ";
    if (enter && target.closest("button, summary, input, a")) return;
    if (enter && onWord && Number(target.dataset.w) !== current) {
      event.preventDefault();
      go(Number(target.dataset.w));
      return;
    }
    const arrow = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (!at("shortcuts").checked && !(onWord && (enter || arrow))) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key >= "1" && key <= "4" && key.length === 1) {
      event.preventDefault();
      pick(Number(key) - 1);
    } else if (keys[key] || (key === " " && onWord)) {
      event.preventDefault();
      run(keys[key] || "confirm");
    }
  });

  document.addEventListener("click", (event) => {
    const word = event.target.closest("main [data-w]");
    const button = event.target.closest("#panel button");
    if (word) {
      go(Number(word.dataset.w));
      say("");
    } else if (button && button.dataset.act) run(button.dataset.act);
    else if (button && button.dataset.choice) pick(Number(button.dataset.choice));
  });

  at("filter").addEventListener("change", () => {
    filter = at("filter").value;
    document.body.dataset.filter = filter;
    showPanel();
  });

  // The beginning.

  words.forEach((word, index) => {
    if (word.kinds.length > 0) makeButton(index);
  });
  const last = recall();
  for (const [index, text] of last ?? data.decided) put(index, text);
  filter = at("filter").value in filters ? at("filter").value : "unsure";
  document.body.dataset.filter = filter;
  document.body.classList.add("ready");
  for (const id of ["help", "tools", "panel"]) at(id).hidden = false;
  if (words.length > 0) go(Math.max(find(1), 0), true);
  showPanel();
  if (last && last.length > 0) say(fill(strings.restored, { count: last.length }));
})();
