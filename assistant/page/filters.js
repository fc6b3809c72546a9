// Filters: what the next question is held to, the fields that set them, and the chips that show them.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, announce, answered, dayText } = OnRecord.tools;
  const NAMES = { speaker: "Speaker", outlet: "Outlet", transcript: "Transcript" };
  const NONE = { since: "", until: "", speaker: [], outlet: [], transcript: [], non_answers: false };
  const IN_ADDRESS = { since: "from", until: "to" };
  const ONLY = "only non-answers";
  const MOST_NAMED = 4; // of those of whom it cannot be told who is meant
  const lower = (text) => text.toLocaleLowerCase();
  const listeners = [];
  let now = NONE;
  let library = { transcripts: [] }; // what may be chosen
  let server = null;
  let asked = null; // the answer that is waited for, or has come

  /** Ask what may be chosen, unless that is known; gives what stood in the way, if anything did. */
  const known = () => (asked ??= learnt());
  async function learnt() {
    const answer = server ? await answered(server.transcripts(null)) : { problem: "The library is not there yet." };
    if (answer.problem) {
      asked = null;
      return answer.problem;
    }
    library = answer;
    set(now);
    return null;
  }

  function set(filters) {
    now = { ...NONE, ...filters };
    listeners.forEach((listener) => listener(now));
  }
  const isSet = (filters) => Boolean(filters) && Object.values(filters).some((value) => value === true || value.length);

  /** Each filter that is set, in words, with the filters that are left without it. */
  function each(filters) {
    const days = Object.keys(IN_ADDRESS)
      .filter((end) => filters[end])
      .map((end) => ({ text: `${end === "since" ? "from" : "to"} ${dayText(filters[end])}`, without: { ...filters, [end]: "" } }));
    const names = Object.keys(NAMES).flatMap((kind) =>
      filters[kind].map((value) => ({
        text: `${kind} ${kind === "transcript" ? titleOf(value) : value}`,
        without: { ...filters, [kind]: filters[kind].filter((other) => other !== value) },
      })),
    );
    const kinds = filters.non_answers ? [{ text: ONLY, without: { ...filters, non_answers: false } }] : [];
    return [...days, ...names, ...kinds];
  }

  const label = (transcript) => [transcript.title, transcript.date].filter(Boolean).join(" · ");
  function titleOf(id) {
    const found = library.transcripts.find((transcript) => transcript.id === id);
    return found ? label(found) : id;
  }

  /** Chips of what a question is held to; with `change`, each can be taken away. */
  function chips(filters, change = null) {
    if (!isSet(filters)) return null;
    const items = each({ ...NONE, ...filters }).map(({ text, without }) =>
      el("li", {}, change ? button(`${text} ×`, { class: "or-filter", "aria-label": `Remove filter: ${text}`, dir: "auto", onclick: () => change(without) }) : el("span", { class: "or-filter", text, dir: "auto" })),
    );
    const list = el("ul", { class: "or-filters", "aria-label": change ? "Filters for the next question" : "Filters of this question" }, ...items);
    if (!asked && server && filters.transcript?.length) known().then((problem) => problem || list.replaceWith(chips(filters, change))); // titles come with what may be chosen
    return list;
  }

  // ---- the fields

  /** What may be chosen: value by what is shown for it; two transcripts that read alike are told apart by their file. */
  function choices(kind) {
    const shown = new Map();
    for (const transcript of library.transcripts) {
      if (kind !== "transcript") for (const name of transcript[`${kind}s`]) shown.set(name, name);
      else shown.set(shown.has(label(transcript)) ? `${label(transcript)} · ${transcript.file}` : label(transcript), transcript.id);
    }
    return kind === "transcript" ? shown : new Map([...shown].sort(([one], [other]) => one.localeCompare(other)));
  }

  function nameField(kind) {
    const id = `or-filter-${kind}`;
    const options = el("datalist", { id: `${id}-options` });
    const told = el("p", { class: "or-wrong", id: `${id}-wrong` });
    const input = el("input", { id, list: options.id, autocomplete: "off", placeholder: "Any", dir: "auto", "aria-describedby": told.id });
    const chosen = el("ul", { class: "or-filters", "aria-label": NAMES[kind] });
    let values = new Map();

    async function take(isWhole) {
      const problem = await known();
      const typed = input.value.trim();
      const holding = [...values.keys()].filter((shown) => lower(shown).includes(lower(typed)));
      const whole = holding.filter((shown) => lower(shown) === lower(typed));
      const named = whole.length || !isWhole || !typed ? whole : holding.length === 1 ? holding : [];
      told.textContent = "";
      input.removeAttribute("aria-invalid");
      if (named.length) {
        input.value = "";
        set({ ...now, [kind]: [...new Set([...now[kind], values.get(named[0])])] });
        announce(`Filter added: ${named[0]}`);
      } else if (isWhole && typed) {
        const several = `Several are called so: ${holding.slice(0, MOST_NAMED).join(", ")}${holding.length > MOST_NAMED ? ` and ${holding.length - MOST_NAMED} more` : ""}.`;
        told.textContent = problem ?? (holding.length ? several : `No ${kind} of this library is called so.`);
        input.setAttribute("aria-invalid", "true");
        announce(told.textContent);
      }
    }
    input.addEventListener("focus", known);
    input.addEventListener("input", (event) => take(event.inputType === "insertReplacementText" || event.inputType === undefined));
    input.addEventListener("change", () => take(true));
    input.addEventListener("keydown", (event) => event.key === "Enter" && take(true));

    const field = el("div", { class: "or-field" }, el("label", { for: id, text: NAMES[kind] }), input, options, told, chosen);
    field.update = () => {
      values = choices(kind);
      options.replaceChildren(...[...values.keys()].filter((shown) => !now[kind].includes(values.get(shown))).map((shown) => el("option", { value: shown })));
      const hadFocus = chosen.contains(document.activeElement);
      chosen.replaceChildren(...now[kind].map((value) => {
        const text = kind === "transcript" ? titleOf(value) : value;
        const remove = () => set({ ...now, [kind]: now[kind].filter((other) => other !== value) });
        return el("li", {}, button(`${text} ×`, { class: "or-filter", "aria-label": `Remove ${kind} ${text}`, dir: "auto", onclick: remove }));
      }));
      if (hadFocus) input.focus();
    };
    return field;
  }

  function dayField(end, name) {
    const input = el("input", { type: "date", id: `or-filter-${end}` });
    input.addEventListener("change", () => set({ ...now, [end]: input.value }));
    const field = el("div", { class: "or-field" }, el("label", { for: input.id, text: name }), input);
    field.update = () => {
      if (document.activeElement !== input || !now[end]) input.value = now[end];
    };
    return field;
  }

  function nonAnswersField() {
    const input = el("input", { type: "checkbox", id: "or-filter-non-answers", "aria-describedby": "or-filter-non-answers-told" });
    const told = el("p", { class: "or-meta", id: "or-filter-non-answers-told", text: "Replies that give no information" });
    input.addEventListener("change", () => set({ ...now, non_answers: input.checked }));
    const field = el("div", { class: "or-field or-check-field" }, input, el("label", { for: input.id, text: "Only non-answers" }), told);
    field.update = () => (input.checked = now.non_answers);
    return field;
  }

  function form() {
    const days = [dayField("since", "From"), dayField("until", "To")];
    const others = [...Object.keys(NAMES).map(nameField), nonAnswersField()];
    const clear = button("Clear all", { class: "or-link", onclick: () => (set(NONE), announce("Filters cleared"), days[0].querySelector("input").focus()) });
    const update = () => {
      for (const field of [...days, ...others]) field.update();
      clear.hidden = !isSet(now);
    };
    listeners.push(update);
    update();
    return el("section", { class: "or-filter-form", "aria-labelledby": "or-filters-title" }, el("div", { class: "or-side-head" }, el("h2", { id: "or-filters-title", text: "Filters" }), clear), el("div", { class: "or-days" }, ...days), ...others);
  }

  // ---- in the page's address

  function fromAddress(params) {
    const days = Object.entries(IN_ADDRESS).map(([end, name]) => [end, params.get(name) ?? ""]);
    const names = Object.keys(NAMES).map((kind) => [kind, params.getAll(kind)]);
    return { ...Object.fromEntries([...days.filter(([, day]) => /^\d{4}-\d{2}-\d{2}$/.test(day)), ...names]), non_answers: params.has("non_answers") };
  }
  function intoAddress(filters, url) {
    for (const [end, name] of Object.entries(IN_ADDRESS)) if (filters?.[end]) url.searchParams.set(name, filters[end]);
    for (const kind of Object.keys(NAMES)) for (const value of filters?.[kind] ?? []) url.searchParams.append(kind, value);
    if (filters?.non_answers) url.searchParams.set("non_answers", "on");
    return url;
  }
  const clearAddress = (url) => [...Object.values(IN_ADDRESS), ...Object.keys(NAMES), "non_answers"].forEach((name) => url.searchParams.delete(name));

  OnRecord.filters = {
    get now() {
      return now;
    },
    set,
    isSet,
    chips,
    form,
    fromAddress,
    intoAddress,
    clearAddress,
    onChange: (listener) => listeners.push(listener),
    /** The library is another: what may be chosen is asked for when it is next needed. */
    offer(functions) {
      server = functions;
      const wasKnown = asked;
      asked = null;
      if (wasKnown || now.transcript.length) known();
    },
  };
})();
