"use strict";
// Filter by words, and links to a question. Everything else works without a script.
const form = document.querySelector("#filter");
const search = document.querySelector("#search");
const [input, output] = [search.querySelector("input"), search.querySelector("output")];
const questions = [...document.querySelectorAll(".q")];
// What the style sheet shows, from the choices themselves: asking it for 400 questions takes half a minute.
const isShown = (question) => {
  const kinds = [...form.querySelectorAll("input:checked")].map((each) => each.id.slice(2));
  return !question.hidden && kinds.every((kind) => kind === "all" || question.classList.contains(kind));
};

const filter = () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const question of questions) {
    const text = words.length ? question.textContent.toLowerCase() : "";
    question.hidden = !words.every((word) => text.includes(word));
  }
  const shown = questions.filter(isShown).length;
  output.textContent = `${shown} of ${questions.length} shown`;
  document.querySelector("#none").hidden = shown > 0;
};

const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const question = target?.closest(".q");
  if (!question) return;
  if (!isShown(question)) {
    form.reset();
    filter();
  }
  for (let node = target; node; node = node.parentElement) if (node.matches("details")) node.open = true;
  target.scrollIntoView();
};

search.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", open);
filter();
open();
