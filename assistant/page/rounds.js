// One article per question, drawn from the JSON of assistant/render_answer.py in place, so that focus and open quotes
// survive streaming.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, joined, button, banner, announce } = OnRecord.tools;
  const ENDINGS = { done: "Answer ready", stopped: "Stopped", failed: "The question failed" };
  const BUSY = ["searching", "writing"];
  const LAST_WORD = /(?<=\s)\S{1,24}$/;
  const drawn = new Map(); // round id -> its nodes and its latest JSON

  const isBusy = (round) => BUSY.includes(round.status);

  /** Draw a round for the first time or anew; `quietly` where it was not just asked. */
  function draw(root, round, quietly = false) {
    const nodes = drawn.get(round.id) ?? addRound(root, round);
    const wasBusy = nodes.isBusy;
    nodes.round = round;
    nodes.isBusy = isBusy(round);
    if (round.searched && !nodes.searched) nodes.step.replaceWith((nodes.searched = searchedDetails(round)), takenAs(round));
    nodes.outcome.textContent = round.outcome?.text ?? "";
    nodes.outcome.dataset.kind = round.outcome?.kind ?? "";
    (round.statements ?? []).forEach((statement, index) => drawStatement(nodes, statement, index));
    if (wasBusy && !nodes.isBusy) finish(nodes, quietly);
    if (!nodes.isBusy) OnRecord.afterAnswer.suggest(nodes.suggestions, round);
  }

  function addRound(root, round) {
    const nodes = {
      round,
      isBusy: true,
      searched: null,
      heading: el("h2", { text: round.question, dir: "auto", tabindex: "-1" }),
      step: el("p", { class: "or-step busy", text: "Searching the transcripts" }),
      outcome: el("p", { class: "or-outcome", dir: "auto" }),
      answer: el("p", { class: "or-answer", dir: "auto" }),
      tail: el("div", { class: "or-tail" }),
      suggestions: el("div", { class: "or-suggestions" }),
      statements: [],
    };
    const filters = OnRecord.filters.chips(round.filters);
    const kept = round.kept ? el("p", { class: "or-notice or-kept", text: round.kept }) : null;
    const parts = [nodes.heading, filters, kept, nodes.step, nodes.outcome, nodes.answer, nodes.tail, nodes.suggestions];
    nodes.article = el("article", { class: "or-round", "aria-busy": "true", "data-id": round.id }, ...parts.filter(Boolean));
    root.append(nodes.article);
    drawn.set(round.id, nodes);
    return nodes;
  }

  function searchedDetails(round) {
    const understood = round.understood ? el("p", { class: "or-understood" }, "Understood as: ", el("q", { text: round.understood, dir: "auto" })) : null;
    const warning = round.warning ? el("p", { class: "or-warning", role: "note", text: round.warning }) : null;
    const summary = el("summary", { text: round.searched });
    const details = el("details", { class: "or-step" }, summary, understood, passageList(round));
    return warning ? el("div", {}, details, warning) : details;
  }

  function passageList({ id, passages }) {
    if (!passages) return null;
    if (!passages.length) return el("p", { text: "No passage fits this question." });
    const items = passages.map((passage) => {
      const open = button("", { class: "or-passage", "data-place": passage.place, "data-round": id, dir: "auto" });
      open.append(el("b", { text: passage.who }), ": ", passage.text);
      return el("li", {}, open);
    });
    return el("ol", { "aria-label": "Passages found" }, ...items);
  }

  // what the question was taken to mean: each can be left out, which asks the same again
  function takenAs(round) {
    if (!round.taken_as?.length) return "";
    const chips = round.taken_as.map(({ kind, text, label }) =>
      el("li", {}, button(`${text} ×`, { class: "or-filter", title: label, "aria-label": label, onclick: () => OnRecord.conversations.without(round.id, kind) })),
    );
    return el("div", { class: "or-taken" }, el("span", { text: "Taken as" }), el("ul", { class: "or-filters", "aria-label": "Taken as" }, ...chips));
  }

  function drawStatement(nodes, statement, index) {
    const round = nodes.round;
    const shown = (nodes.statements[index] ??= addStatement(nodes.answer));
    const whole = round.status !== "writing" || index < round.statements.length - 1;
    const numbers = whole ? statement.citations : [];
    const last = numbers.length ? (LAST_WORD.exec(statement.text)?.[0] ?? "") : ""; // no line begins with its chip
    setGrowingText(shown.text, statement.text.slice(0, statement.text.length - last.length));
    shown.last.textContent = last;
    for (const chip of [...shown.chips.querySelectorAll(".or-chip")]) if (!numbers.includes(Number(chip.dataset.n))) chip.remove();
    numbers.forEach((n, position) => {
      if (shown.chips.querySelector(`[data-n="${n}"]`)) return;
      shown.chips.insertBefore(citationChip(round, n), shown.chips.children[position + 1] ?? null);
    });
    shown.note.textContent = statement.note ?? "";
    shown.root.toggleAttribute("data-doubtful", Boolean(statement.note));
    const before = index > 0 ? exchangeOf(round, round.statements[index - 1]) : null;
    shown.root.toggleAttribute("data-paragraph", Boolean(before) && before !== exchangeOf(round, statement));
  }

  /** Where a statement's first quote stands: another exchange begins another paragraph. */
  function exchangeOf(round, statement) {
    const place = citationOf(round, statement.citations[0])?.place;
    return place ? place.split(".").slice(0, 2).join(".") : null;
  }

  function addStatement(answer) {
    const last = el("span", { class: "or-words" });
    const shown = { text: el("span", { class: "or-words" }), last, chips: el("span", { class: "or-chips" }, last), note: el("span", { class: "or-note" }) };
    shown.root = el("span", { class: "or-statement" }, shown.text, shown.chips, shown.note);
    answer.append(shown.root, " ");
    return shown;
  }

  function setGrowingText(node, text) {
    const have = node.textContent;
    if (have === text) return;
    if (node.firstChild && text.startsWith(have)) node.firstChild.appendData(text.slice(have.length));
    else node.textContent = text;
  }

  const citationOf = (round, n) => round.citations.find((citation) => citation.n === n);

  function citationChip(round, n) {
    const citation = citationOf(round, n);
    return button(String(n), { class: "or-chip", "data-round": round.id, "data-n": n, "data-place": citation.place, "aria-label": citation.label });
  }

  function finish(nodes, quietly) {
    const { round, article, tail } = nodes;
    article.setAttribute("aria-busy", "false");
    if (!nodes.searched) nodes.step.remove();
    for (const shown of nodes.statements.splice(round.statements?.length ?? 0)) shown.root.remove();
    const notice = round.notice ? el("p", { class: "or-warning", role: "note", text: round.notice }) : null;
    tail.replaceChildren(...[ending(round), notice, ...OnRecord.afterAnswer.parts(round)].filter(Boolean));
    if (round.status === "failed" && nodes.searched) article.querySelector("details.or-step").open = true; // what was found is left
    if (!quietly) announce(round.outcome?.text ?? ENDINGS[round.status]);
  }

  function ending(round) {
    if (round.status === "stopped") return el("p", { class: "or-notice", text: "Stopped by you." });
    if (round.status === "interrupted") return el("p", { class: "or-notice", text: "The page was closed before the answer was whole." });
    return round.status === "failed" ? banner(round.problem, round.mend) : null;
  }

  function clear() {
    for (const { article } of drawn.values()) article.remove();
    drawn.clear();
  }
  function remove(id) {
    drawn.get(id)?.article.remove();
    drawn.delete(id);
  }

  OnRecord.quoteParts = (citation) => {
    const relayed = citation.relays && `passing on ${citation.relays}`;
    return [el("span", { class: "or-meta" }, ...joined([citation.who, relayed, citation.date])), el("q", { text: citation.quote, dir: "auto" })];
  };
  OnRecord.round = (id) => drawn.get(id)?.round; // for the card and the panel
  OnRecord.citation = (id, n) => citationOf(drawn.get(id).round, Number(n));
  OnRecord.rounds = { draw, clear, remove, isBusy, article: (id) => drawn.get(id)?.article };
})();
