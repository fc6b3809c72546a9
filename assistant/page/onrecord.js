// The page in the browser: draws the JSON that assistant/render.py makes, and keeps what lives only here:
// quote cards, the source panel, links, the theme. Text is set as textContent, never parsed as markup.
(() => {
  "use strict";
  const OnRecord = (window.OnRecord = {});
  const HIDE_DELAY = 150; // ms to move the pointer from a chip onto its quote card
  const QUEUE_DELAY = 1500; // ms without an answer after which waiting in the queue is mentioned

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") node.textContent = value;
      else if (typeof value === "function") node[name] = value;
      else if (value === true) node.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }
  const button = (label, attributes) => el("button", { type: "button", text: label, ...attributes });
  const banner = (problem, mend) =>
    el("div", { class: "or-banner", role: "alert" }, el("strong", { text: problem, dir: "auto" }), " ", el("span", { text: mend, dir: "auto" }));

  function mount(element, props, watch, draw) {
    const root = element.querySelector(".or-root");
    const update = () => draw(root, props.value ?? {});
    watch("value", update);
    update();
  }

  let liveRegion;
  function announce(text) {
    liveRegion ??= document.body.appendChild(el("div", { class: "or-hidden", role: "status" }));
    liveRegion.textContent = "";
    setTimeout(() => (liveRegion.textContent = text), 50); // a change, even when the words are the same again
  }

  // what the server answers, or the problem that it did not
  async function answered(asked) {
    try {
      return await asked;
    } catch {
      return { problem: "The server did not answer.", mend: "Check that OnRecord is still running, then try again." };
    }
  }

  let dialogs = 0;
  function dialog(title, attributes = {}) {
    const id = `or-dialog-${++dialogs}`;
    const node = el("dialog", { class: "or-dialog", ...attributes, "aria-labelledby": id }, el("h2", { id, text: title }));
    node.addEventListener("close", () => node.remove());
    document.body.append(node);
    return node;
  }
  function confirmed(title, lines, keep, go) {
    return new Promise((resolve) => {
      const node = dialog(title);
      const decide = (yes) => () => (resolve(yes), node.close());
      const choices = [button(keep, { class: "or-button", onclick: decide(false) }), button(go, { class: "or-button danger", onclick: decide(true) })];
      node.append(...lines.map((text) => el("p", { text, dir: "auto" })), el("div", { class: "or-choices" }, ...choices));
      node.addEventListener("close", () => resolve(false));
      node.showModal();
    });
  }

  OnRecord.tools = { el, button, banner, announce, answered, dialog, confirmed }; // for corrections.js

  // ---- theme: the system's until the person chooses

  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const theme = {
    get chosen() {
      try {
        return localStorage.getItem("onrecord-theme");
      } catch {
        return null; // storage may be forbidden
      }
    },
    get dark() {
      return this.chosen ? this.chosen === "dark" : systemDark.matches;
    },
    toggle() {
      try {
        localStorage.setItem("onrecord-theme", this.dark ? "light" : "dark");
      } catch {}
      this.apply();
    },
    apply() {
      if (document.body.classList.contains("dark") !== this.dark) document.body.classList.toggle("dark", this.dark);
      document.documentElement.style.colorScheme = this.dark ? "dark" : "light";
      document.querySelector(".or-theme")?.setAttribute("aria-pressed", String(this.dark));
    },
  };
  theme.apply();
  systemDark.addEventListener("change", () => theme.apply());
  // Gradio sets the class from the system again once it is mounted
  new MutationObserver(() => theme.apply()).observe(document.body, { attributeFilter: ["class"] });

  OnRecord.header = (element, props, watch) =>
    mount(element, props, watch, (root, library) => {
      root.classList.add("or-header");
      root.replaceChildren(
        el("span", { class: "or-logo", "aria-hidden": "true", text: "“" }),
        el("h1", { text: "OnRecord" }),
        el("p", { class: "or-summary", text: library.summary ?? "" }),
        button("", { class: "or-theme", "aria-label": "Dark theme", title: "Dark theme", onclick: () => theme.toggle() }),
      );
      theme.apply();
    });

  // ---- links and copying

  function pageLink(name, value) {
    const url = new URL(location.pathname, location.origin);
    url.searchParams.set(name, value);
    return url.href;
  }
  function showInAddress(place) {
    const url = new URL(location);
    if (place) url.searchParams.set("e", place);
    else url.searchParams.delete("e");
    history.replaceState(history.state, "", url);
  }
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(el("textarea", { class: "or-hidden" })); // plain http has no clipboard
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce("Copied");
  }
  function copyButton(label, text) {
    const node = button(label, { class: "or-link" });
    node.onclick = async () => {
      await copy(text());
      node.textContent = "Copied";
      setTimeout(() => (node.textContent = label), 1500);
    };
    return node;
  }

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
    if (round.status === "failed") giveBack(round.question);
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
    quotes.forEach((item, index) => item.firstChild.append(...quoteParts(round.nearest[index])));
    return el("section", { class: "or-nearest" }, el("h3", { text: "Nearest passages (they do not answer the question)" }), el("ul", {}, ...quotes));
  }

  function quoteParts(citation) {
    const meta = [citation.who, citation.date].filter(Boolean).join(" · ");
    return [el("span", { class: "or-meta", text: meta, dir: "auto" }), el("q", { text: citation.quote, dir: "auto" })];
  }

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

  // ---- quote card: on hover and focus; hoverable, closed by Escape (WCAG 1.4.13)

  let card, hideTimer;
  function showCard(chip) {
    clearTimeout(hideTimer);
    const citation = citationOf(rounds.get(chip.dataset.round).round, Number(chip.dataset.n));
    if (!citation) return;
    card ??= document.body.appendChild(el("div", { id: "or-quote", role: "tooltip" }));
    card.replaceChildren(...quoteParts(citation));
    card.hidden = false;
    chip.setAttribute("aria-describedby", "or-quote");
    const at = chip.getBoundingClientRect();
    const below = at.bottom + 6;
    card.style.left = `${Math.max(8, Math.min(at.left - 12, document.documentElement.clientWidth - card.offsetWidth - 8))}px`;
    card.style.top = `${below + card.offsetHeight < innerHeight ? below : Math.max(8, at.top - card.offsetHeight - 6)}px`;
  }
  function hideCard() {
    clearTimeout(hideTimer);
    if (card) card.hidden = true;
    document.querySelector("[aria-describedby=or-quote]")?.removeAttribute("aria-describedby");
  }
  const chipAt = (event) => event.target.closest?.(".or-chip");
  document.addEventListener("mouseover", (event) => {
    if (chipAt(event)) showCard(chipAt(event));
    else if (event.target.closest?.("#or-quote")) clearTimeout(hideTimer);
    else if (card && !card.hidden) {
      clearTimeout(hideTimer);
      hideTimer = setTimeout(hideCard, HIDE_DELAY);
    }
  });
  document.addEventListener("focusin", (event) => (chipAt(event) ? showCard(chipAt(event)) : hideCard()));
  document.addEventListener("scroll", hideCard, { capture: true, passive: true });

  // ---- source panel: the whole exchange with every cited sentence of the answer marked

  const panel = { node: null, server: null, send: null, opener: null, wanted: null };

  OnRecord.panel = (element, server, send) => {
    Object.assign(panel, { server, send });
    panel.node = el("aside", { class: "or-panel", hidden: true, "aria-labelledby": "or-panel-title" });
    element.querySelector(".or-root").append(panel.node);
    const place = new URL(location).searchParams.get("e");
    if (place) openPanel(place, null);
  };

  async function openPanel(place, opener) {
    hideCard();
    panel.wanted = place;
    const source = await answered(panel.server.exchange(place));
    if (panel.wanted !== place) return; // another one was asked for meanwhile
    for (const chip of document.querySelectorAll(".or-chip[aria-expanded]")) chip.removeAttribute("aria-expanded");
    if (opener?.classList.contains("or-chip")) opener.setAttribute("aria-expanded", "true");
    panel.opener = opener ?? panel.opener;
    drawSource(source, quotesOf(rounds.get(opener?.dataset.round)?.round));
    revealOpened();
    if (!source.problem) announce(`Source opened: ${source.title}`);
  }

  // place -> words, of every quote of an answer: bounds corrected since then have moved what stands at a place
  const quotesOf = (round) => new Map([...(round?.citations ?? []), ...(round?.nearest ?? [])].map((citation) => [citation.place, citation.quote]));

  function drawSource(source, quotes) {
    panel.node.replaceChildren(...(source.problem ? problemParts(source) : panelParts(source, quotes)));
    panel.node.hidden = false;
    showInAddress(source.problem ? null : source.place);
    if (quotes.has(source.place) && !panel.node.querySelector("#or-opened")) {
      panel.node.querySelector(".or-exchanges").prepend(banner("This transcript was corrected since the answer was written.", "Ask again for links that fit."));
    }
  }

  function closePanel() {
    if (!panel.node || panel.node.hidden) return;
    panel.node.hidden = true;
    panel.node.removeAttribute("data-correcting");
    panel.wanted = null;
    for (const chip of document.querySelectorAll(".or-chip[aria-expanded]")) chip.removeAttribute("aria-expanded");
    showInAddress(null);
    if (panel.opener?.isConnected) panel.opener.focus();
    hideCard(); // focus on a chip opened it again
    panel.opener = null;
  }

  const closeButton = () => button("×", { class: "or-close", "aria-label": "Close source", onclick: closePanel });

  function problemParts(source) {
    return [el("header", {}, el("h2", { id: "or-panel-title", tabindex: "-1", text: "Source not found" }), closeButton()), el("div", { class: "or-exchanges" }, banner(source.problem, source.mend))];
  }

  function panelParts(source, quotes) {
    const facts = [source.date, source.speaker, source.asked_by && `asked by ${source.asked_by}`].filter(Boolean);
    const original = source.source_url ? el("a", { class: "or-link", href: source.source_url, target: "_blank", rel: "noopener noreferrer", text: "Open original" }) : null;
    const header = el(
      "header",
      {},
      el("h2", { id: "or-panel-title", tabindex: "-1", text: source.title, dir: "auto" }),
      closeButton(),
      el("p", { class: "or-facts", text: facts.join(" · "), dir: "auto" }),
      el("div", { class: "or-actions" }, original, copyButton("Copy link", () => pageLink("e", source.place)), OnRecord.boundsToggle(panel.node)),
      OnRecord.boundsHint(source.done),
    );
    const correct = (turn) => correctBound(turn, source, quotes);
    const exchanges = source.exchanges.map((exchange) => exchangeSection(exchange, source.place, quotes, correct));
    return [header, el("div", { class: "or-exchanges", tabindex: "0", role: "region", "aria-label": "Transcript" }, ...exchanges)];
  }

  const POSITIONS = { previous: "Previous exchange", cited: "Cited exchange", next: "Next exchange" };

  function exchangeSection(exchange, opened, quotes, correct) {
    const turns = exchange.turns.flatMap((turn) => [
      el("div", { class: "or-turn" }, el("h3", { text: turn.who, dir: "auto" }), OnRecord.boundButton(turn, correct)),
      ...turn.paragraphs.map((pieces) => el("p", { dir: "auto", class: `or-${turn.role}` }, ...pieces.map((piece) => pieceNode(piece, opened, quotes)))),
    ]);
    return el("section", { class: `or-exchange ${exchange.position}`, "aria-label": POSITIONS[exchange.position] }, ...turns);
  }

  function pieceNode(piece, opened, quotes) {
    if (piece.place === null) return piece.text.trim() ? el("em", { text: piece.text }) : document.createTextNode(" ");
    const quote = quotes.get(piece.place);
    if (piece.place === opened && (quote ?? piece.text) === piece.text) return el("mark", { id: "or-opened", tabindex: "-1", text: piece.text });
    return quote === piece.text ? el("mark", { text: piece.text }) : document.createTextNode(piece.text);
  }

  async function correctBound(turn, source, quotes) {
    if (panel.node.getAttribute("aria-busy") === "true") return;
    const asked = panel.wanted;
    panel.node.setAttribute("aria-busy", "true");
    const now = await answered(panel.server.bound({ id: source.transcript, turn: turn.turn, bound: turn.bound }));
    panel.node.removeAttribute("aria-busy");
    if (!now.problem) panel.send.corrected({ id: source.transcript });
    if (panel.wanted !== asked) return; // closed, or something else opened meanwhile
    const scroller = panel.node.querySelector(".or-exchanges");
    scroller.querySelector(".or-banner")?.remove();
    if (now.problem) {
      scroller.prepend(banner(now.problem, now.mend));
      scroller.scrollTop = 0;
      return;
    }
    panel.wanted = now.place;
    drawSource(now, quotes);
    const same = panel.node.querySelector(`.or-bound[data-turn="${turn.turn}"]`);
    scrollTo(same, 0.25);
    same?.focus({ preventScroll: true });
    announce(now.done);
  }

  function scrollTo(target, share) {
    const scroller = panel.node.querySelector(".or-exchanges");
    if (target) scroller.scrollTop += target.getBoundingClientRect().top - scroller.getBoundingClientRect().top - share * scroller.clientHeight;
  }

  function revealOpened() {
    const opened = panel.node.querySelector("#or-opened");
    if (opened) scrollTo(opened, 1 / 3);
    else if (!panel.node.querySelector(".or-banner")) scrollTo(panel.node.querySelector(".or-exchange.cited"), 0.01);
    (opened ?? panel.node.querySelector("#or-panel-title")).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-place]");
    if (opener) openPanel(opener.dataset.place, opener);
    if (event.target.closest?.("#box .submit-button")) startWaiting();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (card && !card.hidden) hideCard();
    else closePanel();
  });

  // ---- library

  function lineList(lines) {
    const items = lines.map((line) =>
      el(
        "li",
        { "data-state": line.state },
        el("span", { class: "or-file", text: line.file, dir: "auto" }),
        line.state === "busy" ? el("progress", { max: 100, value: line.percent, "aria-label": line.file }) : null,
        el("span", { class: "or-line", text: line.text, role: line.state === "failed" ? "alert" : null, dir: "auto" }),
      ),
    );
    return el("ul", { class: "or-lines" }, ...items);
  }

  // Gradio names these otherwise than they read, and makes the first anew after each upload
  const NAMES = { "#upload button:has(> .wrap)": "Drop transcripts here, or click to choose files", "#address input": "Add from a web address" };
  function nameControls() {
    for (const [where, name] of Object.entries(NAMES)) document.querySelector(where)?.setAttribute("aria-label", name);
  }

  OnRecord.results = (element, props, watch) => {
    new MutationObserver(nameControls).observe(element.closest("#shelf"), { childList: true, subtree: true });
    nameControls();
    mount(element, props, watch, (root, lines) => {
      root.setAttribute("aria-live", "polite");
      root.replaceChildren(...(Array.isArray(lines) && lines.length ? [lineList(lines)] : []));
    });
  };

  const COLUMNS = ["Date", "Title", "Speakers", "Outlets", "Exchanges", "Non-answers", ""];

  OnRecord.table = (element, props, watch, server, send) =>
    mount(element, props, watch, (root, library) => {
      if (library.empty === undefined) return root.replaceChildren();
      if (library.empty) return root.replaceChildren(el("p", { class: "or-notice", text: "The library is empty." }));
      const head = COLUMNS.map((name) => el("th", { scope: "col", role: "columnheader" }, name ? el("span", { text: name }) : el("span", { class: "or-hidden", text: "Change" })));
      const rows = library.transcripts.map((transcript) => tableRow(transcript, server, send));
      const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
      root.replaceChildren(
        el("table", { class: "or-table", role: "table" }, el("caption", { text: library.summary }), el("thead", {}, el("tr", { role: "row" }, ...head)), el("tbody", {}, ...rows)),
      );
      if (focused) document.getElementById(focused)?.focus();
    });

  function tableRow(transcript, server, send) {
    const cell = (column, text) => el("td", { role: "cell", "data-column": column, dir: "auto", text });
    const title = el("th", { scope: "row", role: "rowheader", dir: "auto" }, el("span", { text: transcript.title }));
    if (transcript.title !== transcript.file) title.append(el("span", { class: "or-meta", text: transcript.file }));
    const correct = button("Correct", { id: `or-correct-${transcript.id}`, class: "or-link", "aria-label": `Correct ${transcript.title}`, onclick: () => OnRecord.correct(transcript, server, send) });
    const remove = button("Remove", { class: "or-link", "aria-label": `Remove ${transcript.title}`, onclick: () => confirmRemoval(transcript, send) });
    return el(
      "tr",
      { role: "row" },
      cell("Date", transcript.date || "No date"),
      title,
      cell("Speakers", fewNames(transcript.speakers)),
      cell("Outlets", fewNames(transcript.outlets)),
      cell("Exchanges", String(transcript.exchanges)),
      cell("Non-answers", String(transcript.non_answers ?? "")),
      el("td", { role: "cell" }, el("div", { class: "or-actions" }, correct, remove)),
    );
  }

  function fewNames(names) {
    const shown = names.slice(0, 3).join(", ");
    return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown || "None named";
  }

  async function confirmRemoval(transcript, send) {
    const words = [transcript.title, "It is forgotten everywhere in the library. The file it came from is not touched."];
    if (await confirmed("Remove this transcript?", words, "Keep", "Remove")) send.remove({ id: transcript.id });
  }
})();
