// The Library tab: what became of what was added, and the table of transcripts.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, mount, confirmed, lineList } = OnRecord.tools;
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
