// What stands below an answer: nearest passages, sources, what can be done with it, and what could be asked next.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, announce, answered, pageLink, copyButton, banner, save } = OnRecord.tools;
  const NEAREST = "Nearest passages (they do not answer the question)";

  function nearest(round) {
    if (!round.nearest?.length) return null;
    const quotes = round.nearest.map((citation) => {
      const card = button("", { class: "or-card", "data-place": citation.place, "data-round": round.id });
      card.append(...OnRecord.quoteParts(citation));
      return el("li", {}, card);
    });
    return el("section", { class: "or-nearest" }, el("h3", { text: NEAREST }), el("ul", {}, ...quotes));
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

  /** Every quote in full, for paper only: a screen has the chips. */
  function printed(round) {
    if (!round.citations?.length || round.status !== "done") return null;
    const quotes = round.citations.map((citation) => el("li", { value: citation.n }, ...OnRecord.quoteParts(citation), el("span", { class: "or-meta", text: `${citation.title} · ${pageLink("e", citation.place)}` })));
    return el("ol", { class: "or-printed", "aria-hidden": "true" }, ...quotes);
  }

  function actions(round) {
    const again = button("Ask again", { class: "or-link", onclick: () => OnRecord.conversations.again(round.id) });
    const edit = button("Edit question", { class: "or-link", onclick: () => OnRecord.box.edit(round) });
    const link = copyButton("Copy link to question", () => OnRecord.filters.intoAddress(round.filters, new URL(pageLink("q", round.question))).href);
    if (round.status !== "done") return el("div", { class: "or-actions" }, again, edit, link);
    const id = round.record.answer_id;
    const permanent = id ? copyButton("Copy link to answer", () => pageLink("a", id)) : null;
    return el("div", { class: "or-actions" }, copyButton("Copy with sources", () => asText(round)), exportMenu(round), permanent, link, again, edit);
  }

  // ---- files to hand on; they are made in the browser's memory, so that no file of the server has an address

  const FORMS = {
    Markdown: { ending: "md", type: "text/markdown", written: (round) => onServer("markdown", round) },
    Word: { ending: "docx", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", written: (round) => onServer("docx", round) },
    JSON: { ending: "json", type: "application/json", written: (round) => JSON.stringify(round.record, null, 2) },
  };

  async function onServer(form, round) {
    const file = await answered(OnRecord.conversations.server.exported({ form, page: pageLink(), answer: round.record }));
    if (file.problem) throw file;
    return Uint8Array.from(atob(file.data), (character) => character.charCodeAt(0));
  }

  function exportMenu(round) {
    const items = Object.entries(FORMS).map(([name, form]) => el("li", {}, button(name, { class: "or-link", "aria-label": `Export as ${name}`, onclick: (event) => exported(round, form, event.target) })));
    const menu = el("details", { class: "or-menu-of" }, el("summary", { text: "Export" }), el("ul", {}, ...items));
    const close = () => (menu.open = false);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      close();
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("toggle", () => menu.open && menu.lastElementChild.scrollIntoView({ block: "nearest", behavior: "instant" })); // not behind the box
    menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());
    return menu;
  }

  async function exported(round, form, opener) {
    opener.closest(".or-tail").querySelector(".or-banner")?.remove();
    try {
      save(new Blob([await form.written(round)], { type: form.type }), `${fileName(round.question)}.${form.ending}`);
      opener.closest("details").open = false;
      announce("Exported");
    } catch (fault) {
      opener.closest(".or-actions").before(banner(fault.problem ?? "The answer cannot be exported.", fault.mend ?? "Try again."));
    }
  }
  const fileName = (question) => question.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "answer";

  function asText(round) {
    const told = round.statements.map((s) => [s.text, ...s.citations.map((n) => `[${n}]`)].join(" ") + (s.note ? ` (${s.note})` : ""));
    const quoted = [...round.citations, ...round.nearest].map((c) => {
      const from = [c.who, c.relays && `passing on ${c.relays}`, c.date, c.title].filter(Boolean).join(", ");
      return `[${c.n}] “${c.quote.replace(/\s+/g, " ")}” ${from}\n${pageLink("e", c.place)}`;
    });
    return [round.question, round.outcome?.text, told.join(" "), round.nearest.length ? `${NEAREST}:` : "", ...quoted, round.searched_line].filter(Boolean).join("\n\n");
  }

  // ---- what could be asked next; each question was put by a reporter, and the exchange that answers it is known

  function suggest(node, round) {
    if (!round.suggestions?.length || node.firstChild) return;
    const pills = round.suggestions.map(({ question }) =>
      el("li", {}, button(question, { class: "or-pill", dir: "auto", onclick: () => OnRecord.conversations.ask({ question, filters: round.filters }) })),
    );
    const id = `or-next-${round.id}`;
    node.append(el("h3", { id, text: "Also asked" }), el("ul", { class: "or-pills", "aria-labelledby": id }, ...pills));
  }

  OnRecord.afterAnswer = { parts: (round) => [nearest(round), sources(round), printed(round), actions(round)], suggest };
})();
