// Marks the answers of a session's questions, one question at a time, and says why. Without this file every answer stands in its details.

const words = { check: "", again: "" };
const questions = [...document.querySelectorAll(".question[data-kind]:not([data-kind=open])")];
const tidy = (text) => text.normalize("NFC").trim().toLowerCase().replace(/\s+/g, " ");

// What was answered: null while nothing was; otherwise whether each place is right.
const marks = (question) => {
  const kind = question.dataset.kind;
  if (kind === "gap") {
    const input = question.querySelector("input");
    return input.value.trim() ? [input.dataset.accepted.split("|").map(tidy).includes(tidy(input.value))] : null;
  }
  const places = [...question.querySelectorAll("[data-right]:not(.verdict)")];
  if (kind === "matching") {
    const chosen = places.map((place) => place.querySelector("select").value);
    return chosen.every(Boolean) ? places.map((place, index) => place.dataset.right === chosen[index]) : null;
  }
  const checked = places.map((place) => place.querySelector("input").checked);
  return checked.some(Boolean) ? places.map((place, index) => (place.dataset.right === "yes") === checked[index]) : null;
};

const score = () => {
  const done = questions.filter((question) => question.dataset.done);
  const right = done.filter((question) => question.dataset.done === "right").length;
  for (const line of document.querySelectorAll(".score")) {
    line.textContent = line.dataset.pattern.replace("{right}", right).replace("{total}", done.length);
  }
};

const check = (question) => {
  const verdict = question.querySelector(".verdict");
  const found = marks(question);
  if (!found) {
    verdict.textContent = verdict.dataset.unanswered;
    return;
  }
  const right = found.every(Boolean);
  question.dataset.done = right ? "right" : "wrong";
  verdict.textContent = right ? verdict.dataset.right : verdict.dataset.wrong;
  [...question.querySelectorAll("li[data-right]")].forEach((place, index) => {
    const chosen = place.querySelector("select") || place.querySelector("input").checked;
    // Of the options only those that were chosen or should have been are marked.
    if (chosen || place.dataset.right === "yes") place.dataset.mark = place.dataset.right === "yes" || found[index] ? "right" : "wrong";
    else delete place.dataset.mark;
  });
  question.querySelector(".answer").open = true;
  score();
};

const reset = (question) => {
  delete question.dataset.done;
  question.querySelector(".verdict").textContent = "";
  question.querySelectorAll("[data-mark]").forEach((place) => delete place.dataset.mark);
  question.querySelectorAll("input").forEach((input) => { input.checked = false; if (input.type === "text") input.value = ""; });
  question.querySelectorAll("select").forEach((select) => { select.value = ""; });
  question.querySelector(".answer").open = false;
  score();
};

for (const list of document.querySelectorAll(".questions[data-check]")) {
  Object.assign(words, { check: list.dataset.check, again: list.dataset.again });
  for (const question of list.querySelectorAll(":scope > .question")) {
    if (!questions.includes(question)) continue;
    const buttons = document.createElement("p");
    buttons.className = "quiz-buttons";
    for (const [label, act] of [[words.check, check], [words.again, reset]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", () => act(question));
      buttons.append(button);
    }
    question.querySelector(".verdict").before(buttons);
    question.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); check(question); }
    });
  }
  const line = document.createElement("p");
  line.className = "score";
  line.setAttribute("role", "status");
  line.dataset.pattern = list.dataset.score;
  list.after(line);
}
