// The table of the Library tab: sorted by any column, searched, drawn a slice at a time. It is asked for when the tab
// is first seen, and anew when the library has changed since.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered, confirmed } = OnRecord.tools;
  const SLICE = 100;
  const TYPING = 400; // ms after the last key before the count is announced
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  // `key` is what a column sorts by; `down` tells the larger first when it is chosen
  const COLUMNS = [
    { name: "Date", key: (row) => row.day, down: true, orders: ["oldest first", "newest first"] },
    { name: "Title", key: (row) => row.title },
    { name: "Speakers", key: (row) => row.speakers.join(", ") },
    { name: "Outlets", key: (row) => row.outlets.join(", ") },
    { name: "Exchanges", key: (row) => row.exchanges, down: true, orders: ["fewest first", "most first"] },
    { name: "Non-answers", key: (row) => row.non_answers ?? "", down: true, orders: ["fewest first", "most first"] },
    { name: "Source", key: (row) => row.source },
  ];

  const state = { rows: [], column: COLUMNS[0], down: true, words: "", shown: SLICE, revision: null };
  let root, server, send, nodes, library, seen, reader;

  OnRecord.table = (element, props, watch, functions, events) => {
    [server, send] = [functions, events];
    root = element.querySelector(".or-root");
    nodes = parts();
    const reading = el("div", { class: "or-reading", hidden: true });
    root.replaceChildren(nodes.shelf, reading);
    reader = OnRecord.reader(reading, server, send, nodes.shelf);
    watch("value", () => changed(props.value));
    changed(props.value);
    const everywhere = { rootMargin: "1000000px" }; // seen is what is in the open tab, be it below the window
    new IntersectionObserver(([entry]) => ((seen = entry.isIntersecting), refresh()), everywhere).observe(element);
    reader.begin();
  };

  function parts() {
    const search = el("input", { type: "search", id: "or-shelf-search", placeholder: "Title, speaker, outlet or file", dir: "auto", autocomplete: "off", spellcheck: "false" });
    const sort = el("select", { id: "or-shelf-sort" }, ...sortOptions());
    const made = {
      search,
      sort,
      tools: el("div", { class: "or-shelf-tools" }, el("label", { class: "or-field" }, el("span", { text: "Search the library" }), search), el("label", { class: "or-field or-narrow" }, el("span", { text: "Sort by" }), sort)),
      caption: el("caption"),
      head: el("tr", { role: "row" }, ...COLUMNS.map(headCell), el("th", { scope: "col", role: "columnheader" }, el("span", { class: "or-hidden", text: "Change" }))),
      body: el("tbody", { role: "rowgroup" }),
      more: button("", { class: "or-button", onclick: showMore }),
      notice: el("div", { class: "or-notice" }),
    };
    made.table = el("table", { class: "or-table", role: "table" }, made.caption, el("thead", { role: "rowgroup" }, made.head), made.body);
    made.shelf = el("div", { class: "or-shelf" }, made.tools, made.table, made.notice, made.more);
    search.oninput = () => ((state.words = search.value), (state.shown = SLICE), draw(), sayCount());
    sort.onchange = () => sortBy(COLUMNS[Number(sort.value.slice(1))], sort.value[0] === "d");
    return made;
  }

  function headCell(column) {
    const name = button(column.name, { class: "or-sort", onclick: () => sortBy(column, state.column === column ? !state.down : Boolean(column.down)) });
    return el("th", { scope: "col", role: "columnheader", "data-column": column.name }, name);
  }

  function sortOptions() {
    return COLUMNS.flatMap((column, place) => {
      const [up, down] = column.orders ?? ["A to Z", "Z to A"];
      const both = [el("option", { value: `u${place}`, text: `${column.name}, ${up}` }), el("option", { value: `d${place}`, text: `${column.name}, ${down}` })];
      return column.down ? both.reverse() : both;
    });
  }

  // ---- what is in the library

  function changed(now) {
    if (now?.empty === undefined) return;
    library = now;
    refresh();
  }

  let asking = false;
  async function refresh() {
    if (!seen || !library || asking || state.revision === library.revision) return;
    asking = true;
    const wanted = library.revision;
    const answer = await answered(server.transcripts(null));
    asking = false;
    if (answer.problem) return nodes.notice.replaceChildren(banner(answer.problem, answer.mend));
    const isFirst = state.revision === null;
    state.revision = wanted;
    state.rows = answer.transcripts.map((row) => ({ ...row, text: folded([row.title, row.file, ...row.speakers, ...row.outlets, row.date, row.source].join(" ")) }));
    draw();
    if (!isFirst) reader.libraryChanged();
    refresh(); // it may have changed meanwhile
  }

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function wanted() {
    const words = folded(state.words).split(/\s+/).filter(Boolean);
    const { key } = state.column;
    const sign = state.down ? -1 : 1;
    const compare = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));
    return state.rows
      .filter((row) => words.every((word) => row.text.includes(word)))
      .sort((one, other) => (key(one) === "") - (key(other) === "") || sign * compare(key(one), key(other)));
  }

  // ---- drawing

  function draw() {
    const rows = wanted();
    const some = rows.slice(0, state.shown);
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    nodes.caption.textContent = caption(rows.length, some.length);
    nodes.body.replaceChildren(...some.map(tableRow));
    nodes.tools.hidden = nodes.table.hidden = !state.rows.length;
    nodes.more.hidden = rows.length <= some.length;
    nodes.more.textContent = `Show ${Math.min(SLICE, rows.length - some.length)} more`;
    nodes.notice.replaceChildren(...noticeFor(rows));
    drawOrder();
    if (focused) keepFocus(focused);
  }

  /** What had focus may be drawn anew, or gone: the sample's button, the tools of a library that is empty now. */
  function keepFocus(focused) {
    const same = focused.id ? document.getElementById(focused.id) : focused;
    const instead = root.querySelector("a.or-title, .or-notice button");
    [same, instead].find((node) => node?.checkVisibility())?.focus({ preventScroll: true });
  }

  function drawOrder() {
    for (const cell of nodes.head.querySelectorAll("[data-column]")) {
      if (cell.dataset.column === state.column.name) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    nodes.sort.value = `${state.down ? "d" : "u"}${COLUMNS.indexOf(state.column)}`;
  }

  function caption(found, shown) {
    const total = state.rows.length;
    const all = `${total.toLocaleString("en")} ${total === 1 ? "transcript" : "transcripts"}`;
    const counted = found === total ? all : `${found.toLocaleString("en")} of ${all}`;
    return shown < found ? `${counted}, the first ${shown.toLocaleString("en")} shown` : counted;
  }

  function noticeFor(rows) {
    if (!state.rows.length) {
      return [el("p", { text: "The library is empty. Add your own transcripts above, or begin with a press conference that comes with OnRecord." }), button("Load the sample transcript", { class: "or-button", onclick: () => send.sample() })];
    }
    return rows.length ? [] : [el("p", { text: "No transcript fits these words." })];
  }

  function tableRow(row) {
    const cell = (column, ...children) => el("td", { role: "cell", "data-column": column }, el("bdi", {}, ...children));
    const link = el("a", { id: `or-open-${row.id}`, class: "or-title", href: reader.link(row.id), text: row.title, dir: "auto" });
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab or window of its own
      event.preventDefault();
      reader.open(row.id);
    };
    const title = el("th", { scope: "row", role: "rowheader" }, link);
    if (row.title !== row.file) title.append(el("span", { class: "or-meta", text: row.file, title: row.file }));
    const source = row.source_url ? el("a", { class: "or-link", href: row.source_url, target: "_blank", rel: "noopener noreferrer", "aria-label": `Original at ${row.source}: ${row.title}` }, ...hostParts(row.source)) : "None";
    const correct = button("Correct", { id: `or-correct-${row.id}`, class: "or-link", "aria-label": `Correct ${row.title}`, onclick: () => OnRecord.correct(row, server, send) });
    const remove = button("Remove", { id: `or-remove-${row.id}`, class: "or-link", "aria-label": `Remove ${row.title}`, onclick: () => confirmRemoval(row) });
    return el(
      "tr",
      { role: "row" },
      cell("Date", row.date || "No date"),
      title,
      cell("Speakers", fewNames(row.speakers)),
      cell("Outlets", fewNames(row.outlets)),
      cell("Exchanges", row.exchanges.toLocaleString("en")),
      cell("Non-answers", row.non_answers === null ? "Not counted" : row.non_answers.toLocaleString("en")),
      cell("Source", source),
      el("td", { role: "cell" }, el("div", { class: "or-actions" }, correct, remove)),
    );
  }

  /** A long address goes on in the next line at a dot. */
  const hostParts = (host) => host.split(/(?=\.)/).flatMap((part, place) => (place ? [el("wbr"), part] : [part]));

  function fewNames(names) {
    const shown = names.slice(0, 3).join(", ");
    return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown || "None named";
  }

  // ---- what a person does

  function sortBy(column, down) {
    Object.assign(state, { column, down, shown: SLICE });
    draw();
    announce(`Sorted by ${column.name.toLowerCase()}, ${down ? "descending" : "ascending"}`);
  }

  function showMore() {
    const next = state.shown;
    state.shown += SLICE;
    draw();
    nodes.body.children[next]?.querySelector("a").focus();
    announce(nodes.caption.textContent);
  }

  let typing;
  function sayCount() {
    clearTimeout(typing);
    typing = setTimeout(() => announce(nodes.caption.textContent), TYPING);
  }

  async function confirmRemoval(row) {
    const words = [row.title, "It is forgotten everywhere in the library. The file it came from is not touched."];
    const place = [...nodes.body.querySelectorAll("a.or-title")].findIndex((link) => link.id === `or-open-${row.id}`);
    if (!(await confirmed("Remove this transcript?", words, "Keep", "Remove"))) return;
    send.remove({ id: row.id });
    const links = nodes.body.querySelectorAll("a.or-title");
    (links[place + 1] ?? links[place - 1] ?? nodes.search).focus(); // its own button goes with it
  }
})();
