// The box: what is typed, what it is held to, whether it takes the place of an earlier question, Ask and Stop.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, icon } = OnRecord.tools;
  const LONGEST = 4000; // characters; the server takes no more
  let parts = null;
  let edited = null; // the round that is asked anew

  OnRecord.composer = (element) => {
    const box = el("textarea", { "aria-label": "Question", placeholder: "Ask what was said…", rows: "1", maxlength: LONGEST, dir: "auto", enterkeyhint: "send" });
    const held = el("div", { class: "or-held" });
    const editing = el("div", { class: "or-editing", hidden: true });
    const filter = button("Filters", { class: "or-link or-open-filters", onclick: () => OnRecord.side.open(filter, "#or-filter-since") });
    filter.prepend(icon("filter"));
    const stop = button("Stop", { id: "stop", onclick: () => OnRecord.conversations.stop() });
    const send = button("Ask", { class: "submit-button", type: "submit" });
    const form = el("form", { class: "or-ask" }, el("div", { id: "box" }, box, send), stop);
    form.addEventListener("submit", (event) => (event.preventDefault(), submit()));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), submit());
      if (event.key === "Escape" && edited) (event.stopPropagation(), leave());
    });
    parts = { box, held, editing };
    element.querySelector(".or-root").append(editing, form, el("div", { class: "or-below" }, filter, held));
    OnRecord.filters.onChange(drawHeld);
    drawHeld();
  };

  function drawHeld() {
    const hadFocus = parts.held.contains(document.activeElement);
    const chips = OnRecord.filters.chips(OnRecord.filters.now, (without) => OnRecord.filters.set(without));
    parts.held.replaceChildren(...(chips ? [chips] : []));
    if (hadFocus) (parts.held.querySelector("button") ?? parts.box).focus();
  }

  function submit() {
    const question = parts.box.value.trim();
    if (!question) return parts.box.focus();
    const from = edited;
    parts.box.value = "";
    leave();
    OnRecord.conversations.ask({ question, from });
  }

  /** Put a question into the box to be changed; what is asked then takes its place, and that of all after it. */
  function edit(round) {
    edited = round.id;
    parts.box.value = round.question;
    OnRecord.filters.set(round.filters);
    const cancel = button("Cancel", { class: "or-link", onclick: () => ((parts.box.value = ""), leave(), parts.box.focus()) });
    parts.editing.replaceChildren(el("span", { text: "Changing a question: it is asked anew from there on, and what followed it goes." }), cancel);
    parts.editing.hidden = false;
    parts.box.focus();
    parts.box.setSelectionRange(round.question.length, round.question.length);
  }
  function leave() {
    edited = null;
    parts.editing.hidden = true;
  }

  OnRecord.box = {
    edit,
    leave: () => parts && leave(),
    /** A question that failed goes back, unless something new was typed meanwhile. */
    giveBack: (question) => parts && !parts.box.value && (parts.box.value = question),
    focus: () => parts?.box.focus(),
  };
})();
