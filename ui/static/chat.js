// What Gradio's page cannot be told from outside.
"use strict";

let asked = 0;
let latest = null; // the question to keep in view, until the reader scrolls

// Gradio labels each message with the source of its own text, marks and all. The message itself reads better.
function cleanLabels() {
  document.querySelectorAll("[data-testid='bot'][aria-label], [data-testid='user'][aria-label]").forEach((message) => {
    message.removeAttribute("aria-label");
  });
}

// Gradio's date fields have no names of their own.
function nameDates() {
  for (const [id, name] of [["since", "Meetings from"], ["until", "Meetings to"]]) {
    for (const [part, text] of [["input", `${name}, year-month-day`], ["button", `${name}: choose a day`]]) {
      const field = document.querySelector(`#${id} ${part}`);
      if (field && !field.hasAttribute("aria-label")) field.setAttribute("aria-label", text);
    }
  }
}

// A long answer is read from its beginning: the question goes to the top, where Gradio would go to the end.
function keepQuestionInView() {
  const questions = document.querySelectorAll("[data-testid='user']");
  if (questions.length !== asked) {
    asked = questions.length;
    latest = questions[asked - 1] ?? null;
  }
  const log = latest?.closest("[role='log']");
  if (log) log.scrollTop += latest.getBoundingClientRect().top - log.getBoundingClientRect().top - 16;
}

// The site has one set of colours, checked for contrast, and speaks British English.
function staySame() {
  if (document.body?.classList.contains("dark")) document.body.classList.remove("dark");
  if (document.documentElement.lang !== "en-GB") document.documentElement.lang = "en-GB";
}

for (const move of ["wheel", "touchmove", "keydown"]) {
  document.addEventListener(move, (event) => {
    if (event.target.closest?.("[role='log']")) latest = null;
  }, { passive: true });
}

new MutationObserver(() => {
  cleanLabels();
  nameDates();
  keepQuestionInView();
  staySame();
}).observe(document.documentElement, {
  subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "class", "lang"],
});
