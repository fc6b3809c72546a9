// The source panel: the whole exchange with every cited sentence of the answer marked.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered, pageLink, showInAddress, copyButton } = OnRecord.tools;
  const panel = { node: null, server: null, send: null, opener: null, wanted: null };

  OnRecord.panel = (element, server, send) => {
    Object.assign(panel, { server, send });
    panel.node = el("aside", { class: "or-panel", hidden: true, "aria-labelledby": "or-panel-title" });
    element.querySelector(".or-root").append(panel.node);
    const place = new URL(location).searchParams.get("e");
    if (place) openPanel(place, null);
  };

  async function openPanel(place, opener) {
    OnRecord.card.hide();
    panel.wanted = place;
    const source = await answered(panel.server.exchange(place));
    if (panel.wanted !== place) return; // another one was asked for meanwhile
    for (const chip of document.querySelectorAll(".or-chip[aria-expanded]")) chip.removeAttribute("aria-expanded");
    if (opener?.classList.contains("or-chip")) opener.setAttribute("aria-expanded", "true");
    panel.opener = opener ?? panel.opener;
    drawSource(source, quotesOf(OnRecord.round(opener?.dataset.round)));
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
    OnRecord.card.hide(); // focus on a chip opened it again
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
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (OnRecord.card.isShown()) OnRecord.card.hide();
    else closePanel();
  });
})();
