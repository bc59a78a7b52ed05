// Questions of a session as cards: one at a time, turned with a key. Without this file every answer stands in its details.

const section = document.querySelector(".cards");
const questions = [...document.querySelectorAll(".question")];
if (section && questions.length) {
  const words = section.dataset;
  let at = 0;
  let turned = false;
  const make = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text ?? "" });
  const card = make("div", "card");
  card.tabIndex = 0;
  card.setAttribute("role", "group");
  const ask = make("p", "card-ask");
  const options = make("div", "card-options");
  const answer = make("div", "card-answer");
  answer.setAttribute("aria-live", "polite");
  card.append(ask, options, answer);
  const place = make("p", "card-place");
  const button = (label, act) => {
    const one = Object.assign(make("button", "", label), { type: "button" });
    one.addEventListener("click", act);
    return one;
  };

  const show = () => {
    const question = questions[at];
    ask.textContent = question.querySelector(".ask").textContent;
    const list = question.querySelector("ul.options");
    const lines = [...(list?.querySelectorAll("label") ?? [])].map((label) => {
      const line = label.cloneNode(true);
      line.querySelectorAll("input, select").forEach((field) => field.remove());
      return make("p", "", line.textContent.replace(/\s+/g, " ").trim());
    });
    options.replaceChildren(...lines);
    answer.replaceChildren();
    if (turned) answer.append(make("p", "card-label", words.answer), question.querySelector(".answer-body").cloneNode(true));
    turn.setAttribute("aria-expanded", turned);
    place.textContent = words.place.replace("{number}", at + 1).replace("{total}", questions.length);
  };
  const go = (step) => { at = (at + step + questions.length) % questions.length; turned = false; show(); };
  const flip = () => { turned = !turned; show(); };
  const turn = button(words.turn, flip);
  const buttons = make("p", "card-buttons");
  buttons.append(button(words.previous, () => go(-1)), turn, button(words.next, () => go(1)));
  section.append(card, place, buttons);
  card.addEventListener("keydown", (event) => {
    if (event.target !== card) return;
    if (event.key === " " || event.key === "Enter") flip();
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowLeft") go(-1);
    else return;
    event.preventDefault();
  });
  show();
  section.hidden = false;
}
