// The Evaluation tab: the runs over this library, one of them with its figures and questions, or two compared.
// evaluation_question.js folds a question open. Everything is asked for when it is looked at.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, answered, copyButton } = OnRecord.tools;
  const MOST_QUESTIONS = 100; // drawn at once
  const DRAWN = ["0 to 1", "Drawn"]; // columns that only draw what another one says

  let root, server, seen = false;
  const chosen = new Set(); // runs to compare, in the order they were chosen

  OnRecord.evaluation = (element, functions) => {
    server = functions;
    root = element.querySelector(".or-root");
    root.classList.add("or-evaluation");
    new IntersectionObserver(([entry]) => {
      if (seen || !entry.isIntersecting) return;
      seen = true;
      root.replaceChildren(heading("Evaluation"), el("p", { class: "or-notice", text: "Loading…" }));
      showRuns(null);
    }).observe(element);
  };

  /** Draw what was asked for, or the problem with it; focus goes to its heading unless the tab was just opened. */
  async function show(asked, draw, focused = "h2", wayOut = [backLink()]) {
    const answer = await answered(asked);
    root.replaceChildren(...(answer.problem ? [...wayOut, banner(answer.problem, answer.mend)] : draw(answer)));
    if (focused) root.querySelector(focused)?.focus({ preventScroll: true });
    if (focused === "h2") window.scrollTo({ top: 0, behavior: "instant" });
  }

  const heading = (text) => el("h2", { tabindex: "-1", text, dir: "auto" });
  const backLink = (id = null) => button("← All runs", { class: "or-link or-back-link", onclick: () => showRuns(id ? `#or-run-${CSS.escape(id)}` : "h2") });
  const table = (attributes, caption, head, rows) =>
    el("div", { class: "or-wide", tabindex: "0", role: "region", "aria-label": caption }, el("table", { class: "or-table or-figures", ...attributes }, el("caption", { text: caption }), el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col", text, class: DRAWN.includes(text) ? "or-drawn" : null })))), el("tbody", {}, ...rows)));
  const cell = (text, attributes = {}) => el("td", { text, dir: "auto", ...attributes });

  // ---- every run

  const showRuns = (focused) => show(server.runs(null), drawRuns, focused, [heading("Evaluation")]);

  function drawRuns(answer) {
    chosen.clear();
    const intro = el("p", { class: "or-lead", text: "How far to trust the answers: each run asks a suite of questions and compares what was said and cited with what is known to be right." });
    if (!answer.runs.length) return [heading("Evaluation"), intro, ...howToBegin(answer.make)];
    const compare = button("Compare two runs", { class: "or-button", disabled: true });
    compare.onclick = () => showComparison(...[...chosen].sort());
    const choose = (id, on) => {
      chosen[on ? "add" : "delete"](id);
      compare.disabled = chosen.size !== 2;
    };
    const rows = answer.runs.map((run) => (run.problem ? brokenRow(run) : runRow(run, choose)));
    const count = `${answer.runs.length} ${answer.runs.length === 1 ? "run" : "runs"}, newest first${answer.more ? `; ${answer.more} older ones are not listed` : ""}`;
    const head = ["Compare", "Run", "Suite", "Written by", "Right, with 95 % interval", "Asked"].map((text) => el("th", { scope: "col", role: "columnheader", text }));
    const listed = el("table", { class: "or-table or-runs", role: "table" }, el("caption", { text: count }), el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head)), el("tbody", { role: "rowgroup" }, ...rows));
    return [heading("Evaluation"), intro, listed, el("div", { class: "or-choices" }, compare)];
  }

  function howToBegin(command) {
    const line = el("p", { class: "or-command" }, el("code", { text: command }), copyButton("Copy", () => command));
    return [el("p", { text: "There is no run yet. This makes one, of 47 questions that come with OnRecord; it takes about a minute and needs no model:" }), line, el("p", { class: "or-notice", text: "Your own questions are written in a file: onrecord eval new -o my-suite.yaml drafts one from your library. Where this page was started with another folder (--data or ONRECORD_DATA), name it here too: onrecord --data FOLDER eval run starter." })];
  }

  function runRow(run, choose) {
    const box = el("input", { type: "checkbox", "aria-label": `Compare the run of ${run.when}`, onchange: () => choose(run.id, box.checked) });
    const open = button(run.when, { id: `or-run-${run.id}`, class: "or-link or-title", onclick: () => showRun(run.id) });
    const name = el("th", { scope: "row", role: "rowheader" }, open);
    if (!run.complete) name.append(el("span", { class: "or-meta", text: "not complete" }));
    const told = (column, ...children) => el("td", { role: "cell", "data-column": column }, el("bdi", {}, ...children));
    return el("tr", { role: "row" }, told("Compare", box), name, told("Suite", run.suites), told("Written by", `${run.writer} (${run.way})`), told("Right", run.right ? figureParts(run.right) : "n/a"), told("Asked", run.asked));
  }

  const brokenRow = (run) => el("tr", { role: "row" }, el("td", { role: "cell" }), el("th", { scope: "row", role: "rowheader", text: run.id }), cell(`${run.problem} ${run.mend}`, { role: "cell", colspan: "4" }));

  /** A value, its interval, and both as a line from 0 to 1. */
  function figureParts(figure) {
    if (figure.value === null) return el("span", { class: "or-meta", text: `n/a: ${figure.missing}` });
    return el("span", { class: "or-figure" }, el("b", { text: figure.value }), line(figure.share, 0, 1), el("span", { class: "or-meta", text: figure.interval }));
  }

  function line(share, low, high) {
    if (!share) return el("span", { class: "or-interval none" });
    const at = (value) => `${Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)))}%`;
    const [from, value, to] = share;
    const reach = el("i", { class: "reach" });
    const dot = el("i", { class: "dot" });
    Object.assign(reach.style, { left: at(from), width: `calc(${at(to)} - ${at(from)})` });
    dot.style.left = at(value);
    return el("span", { class: "or-interval", "aria-hidden": "true" }, low < 0 ? el("i", { class: "zero" }) : null, reach, dot);
  }

  // ---- one run

  const showRun = (id, number = null) => show(server.run(id), drawRun).then(() => number !== null && openQuestion(number));

  function drawRun(run) {
    const facts = [run.when, run.writer, run.asked, run.mode].join(" · ");
    return [
      backLink(run.id),
      heading(run.suites || "Evaluation"),
      el("p", { class: "or-facts", text: facts, dir: "auto" }),
      el("p", { class: "or-big", text: run.headline }),
      ...run.notes.map((text) => el("p", { text, dir: "auto" })),
      ...run.gates.map((gate) => el("p", { class: gate.held ? "or-good" : "or-bad", text: gate.text })),
      figures(run.telling, "What tells most"),
      el("details", { class: "or-fold" }, el("summary", { text: "All figures" }), figures(run.figures, "Every figure, its 95 % interval, and over how many questions")),
      el("details", { class: "or-fold" }, el("summary", { text: "Right, by half and kind of question" }), figures(run.kinds, "Share of the questions that pass")),
      el("details", { class: "or-fold" }, el("summary", { text: "Expected and given" }), outcomes(run.outcomes)),
      run.gate ? gate(run.gate) : null,
      el("details", { class: "or-fold" }, el("summary", { text: "Settings" }), pairs(run.settings)),
      questions(run),
    ].filter((part) => part !== null);
  }

  function figures(list, caption) {
    const rows = list.map((figure) => {
      const name = el("th", { scope: "row", dir: "auto" }, el("span", { text: figure.name }));
      if (figure.meaning) name.append(el("span", { class: "or-meta", text: `${figure.meaning}${figure.better === "less" ? " Less is better." : ""}` }));
      if (figure.value === null) return el("tr", {}, name, cell(`n/a: ${figure.missing}`, { colspan: "2", class: "or-missing" }), el("td", { class: "or-drawn" }), cell(String(figure.n)));
      return el("tr", {}, name, cell(figure.value), el("td", { class: "or-drawn" }, line(figure.share, 0, 1)), cell(figure.interval), cell(String(figure.n)));
    });
    return table({}, caption, ["Figure", "Value", "0 to 1", "95 % interval", "n"], rows);
  }

  function outcomes({ given, rows }) {
    const lines = rows.map((row) => el("tr", {}, el("th", { scope: "row", text: row.expected }), ...row.cells.map(({ count, right }) => cell(count ? `${count}${right ? " ✓" : " ✗"}` : "0", { class: count ? (right ? "or-good" : "or-bad") : "or-missing" }))));
    return table({}, "A row for what was expected, a column for what was given; ✓ is right", ["Expected", ...given], lines);
  }

  function gate(of) {
    const rows = of.rows.map(([at, ...shares]) => el("tr", {}, el("th", { scope: "row", text: at }), ...shares.map((text) => cell(text))));
    const summary = el("summary", { text: "Errors of the gate, by threshold" });
    return el("details", { class: "or-fold" }, summary, el("p", { class: "or-lead", text: of.told }), OnRecord.gatePicture(of), table({}, "False answers, false refusals and F1 at some thresholds", of.heads, rows));
  }

  const pairs = (list) => el("dl", { class: "or-pairs" }, ...list.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { text: value, dir: "auto" })]));

  // ---- the questions of a run

  const STATES = { failed: "Wrong", "not scored": "Not scored", passed: "Right" };

  function questions(run) {
    const list = el("ul", { class: "or-questions" });
    const count = el("p", { class: "or-meta", role: "status" });
    const more = button("Show more", { class: "or-button" });
    const search = el("input", { type: "search", id: "or-question-search", dir: "auto", autocomplete: "off" });
    const filter = { state: "", words: "", shown: MOST_QUESTIONS };
    const order = Object.keys(STATES);
    const all = [...run.questions].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
    function draw() {
      const words = filter.words.toLowerCase();
      const some = all.filter((each) => (!filter.state || each.state === filter.state) && [each.ask, ...each.tags].join(" ").toLowerCase().includes(words));
      list.replaceChildren(...some.slice(0, filter.shown).map((each) => OnRecord.evaluationQuestion(run.id, each, STATES[each.state], server)));
      count.textContent = `${some.length} of ${all.length} questions`;
      more.hidden = some.length <= filter.shown;
    }
    more.onclick = () => {
      const next = filter.shown;
      filter.shown += MOST_QUESTIONS;
      draw();
      list.children[next]?.querySelector("summary").focus();
    };
    search.oninput = () => (Object.assign(filter, { words: search.value.trim(), shown: MOST_QUESTIONS }), draw());
    const pick = (state, text) => {
      const found = all.filter((each) => !state || each.state === state).length;
      const node = button(`${text} ${found}`, { class: "or-pill", "aria-pressed": String(filter.state === state) });
      node.onclick = () => {
        for (const other of node.parentNode.children) other.setAttribute("aria-pressed", String(other === node));
        Object.assign(filter, { state, shown: MOST_QUESTIONS });
        draw();
      };
      return found ? node : null;
    };
    const picks = el("div", { class: "or-pills", role: "group", "aria-label": "Show" }, pick("", "All"), ...order.map((state) => pick(state, STATES[state])));
    draw();
    return el("section", { "aria-labelledby": "or-questions-title" }, el("h3", { id: "or-questions-title", text: "Questions" }), el("div", { class: "or-shelf-tools" }, el("label", { class: "or-field" }, el("span", { text: "Search the questions" }), search), picks), count, list, more);
  }

  function openQuestion(number) {
    const details = root.querySelector(`details[data-number="${number}"]`);
    if (!details) return;
    details.open = true;
    details.querySelector("summary").focus();
    details.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // ---- two compared

  const showComparison = (first, second) => show(server.comparison({ first, second }), drawComparison);

  function drawComparison(both) {
    const reach = Math.max(0.05, ...both.differences.flatMap(({ share }) => (share ? [Math.abs(share[0]), Math.abs(share[2])] : [])));
    const rows = both.differences.map((each) =>
      el("tr", {}, el("th", { scope: "row", text: each.name }), cell(`${each.first} → ${each.second}`), el("td", { class: "or-drawn" }, line(each.share, -reach, reach)), cell(`${each.change} (${each.interval})`), cell(each.p), cell(each.verdict, { class: { better: "or-good", worse: "or-bad" }[each.verdict] ?? "or-missing" })),
    );
    const told = (run) => `${run.when}, ${run.writer} (${run.way})`;
    const changed = (title, list) => [el("h3", { text: `${title}: ${list.length}` }), el("ul", { class: "or-changed" }, ...list.map(({ number, ask, why }) => el("li", {}, button(ask, { class: "or-link", dir: "auto", onclick: () => showRun(both.second.id, number) }), why ? el("span", { class: "or-meta", text: why, dir: "auto" }) : null)))];
    return [
      backLink(both.second.id),
      heading("Two runs compared"),
      el("p", { class: "or-big", text: both.verdict }),
      el("p", { class: "or-facts", text: `First: ${told(both.first)}. Second: ${told(both.second)}. On the ${both.n} questions both have. Differences are second minus first; p is corrected for the number of figures. ${both.left_out}`, dir: "auto" }),
      el("p", { class: "or-facts", text: both.set_apart ? `Set differently: ${both.set_apart}.` : "Both were made with the same settings.", dir: "auto" }),
      table({}, "Differences with 95 % intervals", ["Figure", "First → second", "Drawn", "Difference, with interval", "p", "Shown"], rows),
      ...changed("Newly right", both.newly_right),
      ...changed("Newly wrong", both.newly_wrong),
    ];
  }
})();
