// The source panel: the whole exchange with every cited sentence of the answer marked.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, joined, button, banner, announce, answered, pageLink, addressWith, copyButton } = OnRecord.tools;
  const COPIES = { plain: "Quote", markdown: "Markdown", reference: "Reference" };
  const CORRECTED = { problem: "This transcript was corrected since the answer was written.", mend: "Ask again for links that fit." };
  const panel = { node: null, server: null, send: null, opener: null, wanted: null, address: null };

  OnRecord.panel = (element, server, send) => {
    Object.assign(panel, { server, send });
    panel.node = el("aside", { class: "or-panel", hidden: true, "aria-labelledby": "or-panel-title" });
    element.querySelector(".or-root").append(panel.node);
    if (addressed()) openPanel(addressed(), null);
  };

  const addressed = () => new URL(location).searchParams.get("e");

  async function openPanel(place, opener) {
    OnRecord.card.hide();
    panel.wanted = place;
    const source = await answered(panel.server.exchange(place));
    if (panel.wanted !== place) return; // another one was asked for meanwhile
    for (const chip of document.querySelectorAll(".or-chip[aria-expanded]")) chip.removeAttribute("aria-expanded");
    if (opener?.classList.contains("or-chip")) opener.setAttribute("aria-expanded", "true");
    panel.opener = opener ?? panel.opener;
    const quotes = quotesOf(OnRecord.round(opener?.dataset.round));
    // the server knows by what a place ends in whether its words still stand there; those of older answers end in nothing
    const expected = place.includes("-") ? null : quotes.find(({ at }) => at === place)?.quote;
    const isOther = Boolean(expected) && !source.problem && expected !== source.words;
    drawSource(isOther ? { ...source, notice: CORRECTED, isOther } : source, quotes);
    revealOpened();
    if (!source.problem) announce(`Source opened: ${source.title}`);
  }

  function showInAddress(place) {
    panel.address = place;
    history.replaceState(history.state, "", addressWith("e", place));
  }

  // every quote of an answer and where it stood then
  const quotesOf = (round) => [...(round?.citations ?? []), ...(round?.nearest ?? [])].map(({ place, quote }) => ({ at: place.split("-")[0], quote }));

  function drawSource(source, quotes) {
    panel.node.replaceChildren(...(source.problem ? problemParts(source) : panelParts(source, quotes)));
    panel.node.hidden = false;
    showInAddress(source.problem ? null : source.notice ? panel.wanted : source.link); // what is told is told again
  }

  function closePanel() {
    if (!panel.node || panel.node.hidden) return;
    panel.node.hidden = true;
    panel.node.removeAttribute("data-correcting");
    panel.wanted = null;
    for (const chip of document.querySelectorAll(".or-chip[aria-expanded]")) chip.removeAttribute("aria-expanded");
    showInAddress(null);
    if (panel.opener?.isConnected) panel.opener.focus();
    OnRecord.card.hide(); // focus on a chip opened it again
    panel.opener = null;
  }

  OnRecord.closePanel = closePanel;

  const closeButton = () => button("×", { class: "or-close", "aria-label": "Close source", onclick: closePanel });

  function problemParts(source) {
    return [el("header", {}, el("h2", { id: "or-panel-title", tabindex: "-1", text: "Source not found" }), closeButton()), el("div", { class: "or-exchanges" }, banner(source.problem, source.mend))];
  }

  function panelParts(source, quotes) {
    const facts = [source.date, source.speaker, source.asked_by && `asked by ${source.asked_by}`];
    const original = source.source_url ? el("a", { class: "or-link", href: source.source_url, target: "_blank", rel: "noopener noreferrer", text: "Open original" }) : null;
    const link = () => pageLink("e", source.link);
    const header = el(
      "header",
      {},
      el("h2", { id: "or-panel-title", tabindex: "-1", text: source.title, dir: "auto" }),
      closeButton(),
      el("p", { class: "or-facts" }, ...joined(facts)),
      source.notice ? banner(source.notice.problem, source.notice.mend) : null,
      source.quote ? copyRow(source.quote, link) : null,
      el("div", { class: "or-actions" }, original, copyButton("Copy link", link), OnRecord.boundsToggle(panel.node)),
      OnRecord.boundsHint(source.done),
    );
    const correct = (turn) => correctBound(turn, source, quotes);
    const exchanges = source.exchanges.map((exchange) => exchangeSection(exchange, source.isOther ? null : source.place, quotes, correct));
    return [header, el("div", { class: "or-exchanges", tabindex: "0", role: "region", "aria-label": "Transcript" }, ...exchanges)];
  }

  /** The opened sentence with who said it, when and where, in the form that is wanted, and the link that opens it. */
  function copyRow(quote, link) {
    const buttons = Object.entries(COPIES).map(([form, name]) => {
      const node = copyButton(name, () => `${quote[form]}\n${form === "markdown" ? `> <${link()}>` : link()}`);
      node.className = "or-copy";
      node.setAttribute("aria-label", `Copy as ${name.toLowerCase()}`);
      return node;
    });
    return el("div", { class: "or-copies", role: "group", "aria-label": "Copy the opened sentence" }, el("span", { text: "Copy as" }), ...buttons);
  }

  const ROLES = { asker: "asks", answerer: "answers", moderator: "moderates" };
  const POSITIONS = { previous: "Previous exchange", cited: "Cited exchange", next: "Next exchange" };

  function exchangeSection(exchange, opened, quotes, correct) {
    const turns = exchange.turns.flatMap((turn) => [
      el("div", { class: "or-turn", dir: "auto" }, turnHeading(turn), OnRecord.boundButton(turn, correct)),
      ...turn.paragraphs.map((pieces) => el("p", { dir: "auto", class: `or-${turn.role}` }, ...pieces.flatMap((piece) => pieceNodes(piece, opened, isQuoted(exchange, quotes), turn.time)))),
    ]);
    return el("section", { class: `or-exchange ${exchange.position}`, "aria-label": POSITIONS[exchange.position] }, ...turns);
  }

  function turnHeading(turn) {
    const role = turn.who.toLowerCase() === turn.role ? null : el("span", { class: "or-role", text: ROLES[turn.role] });
    return el("h3", {}, el("span", { text: turn.who }), role, turn.time ? el("span", { class: "or-time", text: turn.time }) : null);
  }

  /** Tells a sentence that is quoted: in the exchange that was opened by its words, for it may be counted anew. */
  const isQuoted = ({ position }, quotes) => (piece) =>
    quotes.some(({ at, quote }) => quote === piece.text && (at === piece.place || (position === "cited" && at.split(".")[0] === piece.place.split(".")[0])));

  /** A sentence, marked if it is quoted; where a recording's time is known, before every sentence that is quoted. */
  function pieceNodes(piece, opened, quoted, begun) {
    if (piece.place === null) return [piece.text.trim() ? el("em", { text: piece.text }) : document.createTextNode(" ")];
    const isOpened = piece.place === opened;
    if (!isOpened && !quoted(piece)) return [document.createTextNode(piece.text)];
    const time = piece.time && piece.time !== begun ? [el("span", { class: "or-time", text: piece.time }), " "] : [];
    return [...time, el("mark", { id: isOpened ? "or-opened" : null, tabindex: isOpened ? "-1" : null, text: piece.text })];
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
    else scrollTo(panel.node.querySelector(".or-exchange.cited"), 0.01);
    (opened ?? panel.node.querySelector("#or-panel-title")).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-place]");
    if (opener) openPanel(opener.dataset.place, opener);
  }, true);
  // back and forward leave open what is open, and closed what is closed
  addEventListener("popstate", () => addressed() !== panel.address && showInAddress(panel.address));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (OnRecord.card.isShown()) OnRecord.card.hide();
    else closePanel();
  });
})();
