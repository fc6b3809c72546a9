// The Ask tab: the invitation, and one article per question, drawn from the JSON that assistant/render.py makes.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, mount, announce, lineList, pageLink, copyButton } = OnRecord.tools;
  const QUEUE_DELAY = 1500; // ms without an answer after which waiting in the queue is mentioned

  // ---- invitation: what stands there before the first question

  OnRecord.invitation = (element, props, watch, send) =>
    mount(element, props, watch, (root, library) => {
      const hadFocus = root.contains(document.activeElement);
      root.className = "or-root or-invitation";
      root.replaceChildren(...(library.summary === undefined ? [] : invite(library, send)));
      if (hadFocus) root.querySelector("button")?.focus();
    });

  function invite(library, send) {
    const heading = el("h2", { text: "Ask what was said" });
    const promise = el("p", { text: "Every claim of an answer opens the exact words in the transcript." });
    const busy = library.adding?.some((line) => line.state === "busy");
    if (!library.empty) {
      const examples = library.questions.map((question) => el("li", {}, button(question, { class: "or-pill", onclick: () => send.ask({ question }) })));
      return [heading, promise, examples.length ? el("ul", { class: "or-pills", "aria-label": "Example questions" }, ...examples) : null].filter(Boolean);
    }
    const choices = el(
      "div",
      { class: "or-choices" },
      button("Load the sample transcript", { class: "or-button primary", disabled: busy, onclick: () => send.sample() }),
      button("Add your own", { class: "or-button", disabled: busy, onclick: () => send.library() }),
    );
    const start = el("p", { text: "The library is empty. Start with a press conference that comes with OnRecord, or with your own files." });
    return [heading, promise, start, choices, ...(library.adding ? [lineList(library.adding)] : [])];
  }

  // ---- conversation: one article per question, drawn in place so that focus and open quotes survive streaming

  const rounds = new Map(); // round id -> its nodes and its latest JSON
  const BUSY = ["searching", "writing"];

  let sendWithout = () => {};
  OnRecord.conversation = (element, props, watch, send) => {
    sendWithout = (data) => send.without(data);
    mount(element, props, watch, (root, value) => {
      document.querySelector("#box textarea")?.setAttribute("dir", "auto");
      for (const round of value.rounds ?? []) drawRound(root, round);
      document.body.toggleAttribute("data-asked", rounds.size > 0);
      document.body.toggleAttribute("data-busy", [...rounds.values()].some((nodes) => BUSY.includes(nodes.round.status)));
    });
  };

  function drawRound(root, round) {
    const nodes = rounds.get(round.id) ?? addRound(root, round);
    if (!BUSY.includes(nodes.round.status)) return; // an update that was overtaken by Stop
    const before = nodes.round.status;
    nodes.round = round;
    if (round.searched && !nodes.searched) nodes.step.replaceWith((nodes.searched = searchedDetails(round)), takenAs(round));
    nodes.outcome.textContent = round.outcome?.text ?? "";
    nodes.outcome.dataset.kind = round.outcome?.kind ?? "";
    (round.statements ?? []).forEach((statement, index) => drawStatement(nodes, statement, index));
    if (round.status !== before && !BUSY.includes(round.status)) finishRound(nodes);
  }

  function addRound(root, round) {
    const nodes = {
      round,
      searched: null,
      heading: el("h2", { text: round.question, dir: "auto" }),
      step: el("p", { class: "or-step busy", text: "Searching the transcripts" }),
      outcome: el("p", { class: "or-outcome" }),
      answer: el("p", { class: "or-answer", dir: "auto" }),
      tail: el("div"),
      statements: [],
    };
    nodes.article = el("article", { class: "or-round", "aria-busy": "true" }, nodes.heading, nodes.step, nodes.outcome, nodes.answer, nodes.tail);
    root.append(nodes.article);
    rounds.set(round.id, nodes);
    stopWaiting();
    if (rounds.size > 1) requestAnimationFrame(() => nodes.article.scrollIntoView({ block: "start" }));
    return nodes;
  }

  function searchedDetails(round) {
    const passages = round.passages.map((passage) =>
      el("li", {}, button("", { class: "or-passage", "data-place": passage.place, "data-round": round.id, dir: "auto" })),
    );
    passages.forEach((item, index) =>
      item.firstChild.append(el("b", { text: round.passages[index].who }), ": ", round.passages[index].text),
    );
    const found = passages.length ? el("ol", {}, ...passages) : el("p", { text: "No passage fits this question." });
    const understood = round.understood ? el("p", { text: `Understood as: ${round.understood}`, dir: "auto" }) : null;
    return el("details", { class: "or-step" }, el("summary", { text: round.searched }), understood, found);
  }

  // what the question was taken to mean: each can be left out, which asks the same again
  function takenAs(round) {
    if (!round.taken_as?.length) return "";
    const chips = round.taken_as.map(({ kind, text, label }) =>
      el("li", {}, button(`${text} ×`, { class: "or-pill", title: label, "aria-label": label, onclick: () => sendWithout({ round: round.id, kind }) })),
    );
    return el("div", { class: "or-taken" }, el("span", { text: "Taken as" }), el("ul", { class: "or-pills", "aria-label": "Taken as" }, ...chips));
  }

  function drawStatement(nodes, statement, index) {
    const round = nodes.round;
    const drawn = (nodes.statements[index] ??= addStatement(nodes.answer));
    setGrowingText(drawn.text, statement.text);
    const whole = round.status !== "writing" || index < round.statements.length - 1;
    const numbers = whole ? statement.citations : [];
    for (const chip of [...drawn.chips.children]) if (!numbers.includes(Number(chip.dataset.n))) chip.remove();
    numbers.forEach((n, position) => {
      if (drawn.chips.querySelector(`[data-n="${n}"]`)) return;
      drawn.chips.insertBefore(citationChip(round, n), drawn.chips.children[position] ?? null);
    });
    drawn.note.textContent = statement.note ?? "";
    drawn.root.toggleAttribute("data-doubtful", Boolean(statement.note));
    const before = index > 0 ? exchangeOf(round, round.statements[index - 1]) : null;
    drawn.root.toggleAttribute("data-paragraph", Boolean(before) && before !== exchangeOf(round, statement));
  }

  /** Where a statement's first quote stands: another exchange begins another paragraph. */
  function exchangeOf(round, statement) {
    const place = citationOf(round, statement.citations[0])?.place;
    return place ? place.split(".").slice(0, 2).join(".") : null;
  }

  function addStatement(answer) {
    const drawn = { text: el("span", { class: "or-words" }), chips: el("span", { class: "or-chips" }), note: el("span", { class: "or-note" }) };
    drawn.root = el("span", { class: "or-statement" }, drawn.text, drawn.chips, drawn.note);
    answer.append(drawn.root, " ");
    return drawn;
  }

  function setGrowingText(node, text) {
    const have = node.textContent;
    if (have === text) return;
    if (node.firstChild && text.startsWith(have)) node.firstChild.appendData(text.slice(have.length));
    else node.textContent = text;
  }

  const citationOf = (round, n) => round.citations.find((citation) => citation.n === n);
  OnRecord.round = (id) => rounds.get(id)?.round; // for the card and the panel
  OnRecord.citation = (id, n) => citationOf(rounds.get(id).round, Number(n));

  function citationChip(round, n) {
    const citation = citationOf(round, n);
    return button(String(n), { class: "or-chip", "data-round": round.id, "data-n": n, "data-place": citation.place, "aria-label": citation.label });
  }

  const ENDINGS = { done: "Answer ready", stopped: "Stopped", failed: "The question failed" };

  function finishRound(nodes) {
    const { round, article, tail } = nodes;
    article.setAttribute("aria-busy", "false");
    if (!nodes.searched) nodes.step.remove();
    for (const drawn of nodes.statements.splice(round.statements?.length ?? 0)) drawn.root.remove();
    tail.replaceChildren(...[ending(round), round.notice && el("p", { class: "or-notice", text: round.notice }), nearest(round), sources(round), actions(round)].filter(Boolean));
    if (round.status === "failed") {
      giveBack(round.question);
      if (nodes.searched) nodes.searched.open = true; // the passages found are what is left
    }
    announce(round.outcome?.text ?? ENDINGS[round.status]);
  }

  function ending(round) {
    if (round.status === "stopped") return el("p", { class: "or-notice", text: "Stopped by you." });
    return round.status === "failed" ? banner(round.problem, round.mend) : null;
  }

  function giveBack(question) {
    const box = document.querySelector("#box textarea");
    if (!box || box.value) return; // something new was typed meanwhile
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function nearest(round) {
    if (!round.nearest?.length) return null;
    const quotes = round.nearest.map((citation) =>
      el("li", {}, button("", { class: "or-card", "data-place": citation.place, "data-round": round.id })),
    );
    quotes.forEach((item, index) => item.firstChild.append(...OnRecord.quoteParts(round.nearest[index])));
    return el("section", { class: "or-nearest" }, el("h3", { text: "Nearest passages (they do not answer the question)" }), el("ul", {}, ...quotes));
  }

  OnRecord.quoteParts = (citation) => {
    const meta = [citation.who, citation.date].filter(Boolean).join(" · ");
    return [el("span", { class: "or-meta", text: meta, dir: "auto" }), el("q", { text: citation.quote, dir: "auto" })];
  };

  function sources(round) {
    if (!round.sources?.length) return null;
    const cards = round.sources.map((source) => {
      const meta = [source.date, `cited ${source.cited.join(", ")}`].filter(Boolean).join(" · ");
      const card = button("", { class: "or-card", "data-place": source.place, "data-round": round.id });
      card.append(el("b", { text: source.who, dir: "auto" }), el("span", { class: "or-meta", text: meta }), el("span", { class: "or-meta", text: source.title, dir: "auto" }));
      return el("li", {}, card);
    });
    return el("ul", { class: "or-sources", "aria-label": "Sources" }, ...cards);
  }

  function actions(round) {
    const link = copyButton("Copy link to question", () => pageLink("q", round.question));
    const text = round.status === "done" ? copyButton("Copy with sources", () => asText(round)) : null;
    return el("div", { class: "or-actions" }, text, link);
  }

  function asText(round) {
    const told = round.statements.map((s) => [s.text, ...s.citations.map((n) => `[${n}]`)].join(" ") + (s.note ? ` (${s.note})` : ""));
    const quoted = [...round.citations, ...round.nearest].map((c) => {
      const from = [c.who, c.date, c.title].filter(Boolean).join(", ");
      return `[${c.n}] “${c.quote.replace(/\s+/g, " ")}” ${from}\n${pageLink("e", c.place)}`;
    });
    return [round.question, round.outcome?.text, told.join(" "), round.nearest.length && "Nearest passages (they do not answer the question):", ...quoted].filter(Boolean).join("\n\n");
  }

  // ---- waiting for a free place in the queue, which the server cannot tell before the question's turn

  let waitTimer;
  function stopWaiting() {
    clearTimeout(waitTimer);
    document.body.removeAttribute("data-waiting");
  }
  function startWaiting() {
    stopWaiting();
    if (!document.querySelector("#box textarea")?.value.trim()) return;
    waitTimer = setTimeout(() => {
      document.body.setAttribute("data-waiting", "");
      announce("Waiting for other questions to finish");
    }, QUEUE_DELAY);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest?.("#box")) startWaiting();
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#box .submit-button")) startWaiting();
  }, true);
})();
