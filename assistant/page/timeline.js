// The Timeline tab: a topic, its bars (timeline_chart.js), and the exchanges behind them, which open in the reader.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered } = OnRecord.tools;
  const { cardItem, moreButton } = OnRecord.mentions;
  const LEGEND = 8; // groups that can be chosen
  let server, nodes;
  const state = { asked: null, answer: null, unit: "month", period: null, group: null, wanted: 0 };

  OnRecord.timeline = (element, functions) => {
    server = functions;
    const root = element.querySelector(".or-root");
    root.classList.add("or-timeline");
    nodes = { form: topicForm(), chart: el("div", { class: "or-timeline-chart" }), shares: el("div", { class: "or-timeline-shares" }), wording: el("div", { class: "or-timeline-wording" }), list: el("div", { class: "or-timeline-list" }) };
    nodes.chart.append(el("p", { class: "or-lead", text: "When did a topic come up, who asked about it, and what was said? Each bar is a month; choose one to read its exchanges. Without a topic you see how often replies give no information, and the lines that are repeated most." }));
    root.replaceChildren(nodes.form, nodes.chart, nodes.shares, nodes.wording, nodes.list);
  };

  // ---- what is asked

  function topicForm() {
    const labelled = (text, input) => el("label", { class: "or-field" }, el("span", { text }), input);
    const topic = el("input", { type: "search", id: "or-topic", maxlength: 300, placeholder: "A word, a name or a phrase", dir: "auto", autocomplete: "off" });
    const speaker = el("input", { type: "text", id: "or-topic-speaker", maxlength: 300, placeholder: "Anybody", dir: "auto", autocomplete: "off" });
    const by = el("select", { id: "or-by" }, el("option", { value: "outlet", text: "Who asked" }), el("option", { value: "speaker", text: "Who answered" }));
    const [since, until] = ["or-since", "or-until"].map((id) => el("input", { type: "date", id, max: "9999-12-31" }));
    const form = el(
      "form",
      { class: "or-topic-form", role: "search", "aria-label": "Topic", novalidate: true },
      labelled("Topic or phrase", topic),
      labelled("Counted by", by),
      labelled("Only by speaker", speaker),
      labelled("From", since),
      labelled("To", until),
      el("button", { type: "submit", class: "or-button primary", text: "Show" }),
    );
    const asked = () => ({ topic: topic.value, by: by.value, since: since.value, until: until.value, speaker: speaker.value });
    form.onsubmit = (event) => (event.preventDefault(), ask(asked()));
    by.onchange = () => state.answer && ask(asked());
    return form;
  }

  async function ask(asked) {
    const wanted = ++state.wanted;
    nodes.form.setAttribute("aria-busy", "true");
    nodes.shares.replaceChildren();
    nodes.wording.replaceChildren();
    if (!asked.topic.trim()) return repeated(asked);
    announce("Counting");
    const answer = await answered(server.counted(asked));
    if (wanted !== state.wanted) return;
    nodes.form.removeAttribute("aria-busy");
    if (answer.problem) return (nodes.chart.replaceChildren(banner(answer.problem, answer.mend)), nodes.list.replaceChildren());
    Object.assign(state, { asked, answer, period: null, group: null, unit: OnRecord.timelineChart.unitFor(answer.months) });
    drawChart();
    drawList(answer);
    announce(answer.summary);
    OnRecord.shares.show(nodes.shares, server, asked);
    OnRecord.wording.show(nodes.wording, server, asked);
  }

  /** Without a topic: the lines that are repeated, and the new ones. */
  async function repeated(asked) {
    Object.assign(state, { asked, answer: null });
    nodes.chart.replaceChildren();
    nodes.list.replaceChildren();
    announce("Looking for lines that recur");
    OnRecord.shares.show(nodes.shares, server, asked);
    await OnRecord.wording.show(nodes.wording, server, asked);
    nodes.form.removeAttribute("aria-busy");
  }

  // ---- the bars

  function drawChart() {
    const { answer, unit, period, group } = state;
    const { periodsOf, chart, asTable } = OnRecord.timelineChart;
    const heading = el("h2", { tabindex: "-1", text: answer.topic, dir: "auto" });
    const parts = [heading, el("p", { class: "or-facts", text: answer.summary })];
    if (answer.groups.length && answer.months.length) {
      const periods = periodsOf(answer.months, unit);
      parts.push(el("div", { class: "or-chart-tools" }, legend(), units()), chart(periods, answer.groups, { chosen: period, group, choose }), ...(periods.every(({ transcripts }) => transcripts) ? [] : [el("p", { class: "or-meta", text: "Hatched: no transcripts" })]), asTable(periods, answer.groups));
    }
    if (answer.undated) parts.push(el("p", { class: "or-notice", text: `${OnRecord.timelineChart.exchanges(answer.undated)} without a date ${answer.undated === 1 ? "is" : "are"} in no bar.` }));
    const scrolled = nodes.chart.querySelector(".or-bars-frame")?.scrollLeft;
    nodes.chart.replaceChildren(...parts);
    const frame = nodes.chart.querySelector(".or-bars-frame");
    if (frame) frame.scrollLeft = scrolled ?? frame.scrollWidth;
  }

  function legend() {
    const { answer, group } = state;
    const choices = answer.groups.slice(0, LEGEND).map(({ name, count }, place) => {
      const node = button("", { class: "or-pill or-group", "aria-pressed": String(group === place), "data-group": place, onclick: () => chooseGroup(place) });
      node.append(el("i", { class: `or-piece ${OnRecord.timelineChart.colourOf(place)}`, "aria-hidden": "true" }), el("span", { text: name, dir: "auto" }), el("span", { class: "or-meta inline", text: ` ${count.toLocaleString("en")}` }));
      return node;
    });
    const more = answer.groups.length - choices.length;
    return el("div", { class: "or-pills", role: "group", "aria-label": state.asked.by === "outlet" ? "Only one outlet" : "Only one speaker" }, ...choices, more > 0 ? el("span", { class: "or-meta", text: `and ${more} more` }) : null);
  }

  function units() {
    const select = el("select", { "aria-label": "Each bar is" }, ...["month", "quarter", "year"].map((unit) => el("option", { value: unit, text: `By ${unit}`, selected: unit === state.unit })));
    select.onchange = () => {
      const had = state.period;
      Object.assign(state, { unit: select.value, period: null });
      drawChart();
      nodes.chart.querySelector("select").focus();
      if (had) listAgain();
    };
    return select;
  }

  function choose(period) {
    state.period = state.period?.first === period.first ? null : period;
    drawChart();
    const bars = [...nodes.chart.querySelectorAll(".or-bar")];
    const same = bars[OnRecord.timelineChart.periodsOf(state.answer.months, state.unit).findIndex((each) => each.first === period.first)];
    for (const bar of bars) bar.tabIndex = bar === same ? 0 : -1;
    same?.focus({ preventScroll: true });
    listAgain();
  }

  function chooseGroup(place) {
    state.group = state.group === place ? null : place;
    drawChart();
    nodes.chart.querySelector(`[data-group="${place}"]`).focus({ preventScroll: true });
    listAgain();
  }

  // ---- the exchanges behind them

  const selection = () => ({
    ...state.asked,
    ...(state.period && { first: state.period.first, last: state.period.last }),
    ...(state.group !== null && { groups: [state.answer.groups[state.group].key] }),
  });

  const behindSelection = (asked = selection()) => (start) => answered(server.behind({ ...asked, start }));

  async function listAgain() {
    const wanted = ++state.wanted;
    const answer = await answered(server.behind(selection()));
    if (wanted !== state.wanted) return;
    drawList(answer);
    if (!answer.problem) announce(titleOf(answer));
  }

  function titleOf(answer) {
    const group = state.group === null ? null : state.answer.groups[state.group].name;
    return [answer.listed, state.period?.name, group && (state.asked.by === "outlet" ? `asked by ${group}` : `answered by ${group}`)].filter(Boolean).join(", ");
  }

  function drawList(answer) {
    if (answer.problem) return nodes.list.replaceChildren(banner(answer.problem, answer.mend));
    const cards = el("ul", { class: "or-mentions" }, ...answer.cards.map(cardItem));
    const all = state.period || state.group !== null ? button("Show all", { class: "or-link", onclick: () => (Object.assign(state, { period: null, group: null }), drawChart(), nodes.chart.querySelector("h2").focus(), listAgain()) }) : null;
    const parts = [];
    if (state.answer.groups.length) parts.push(el("div", { class: "or-list-head" }, el("h3", { text: titleOf(answer), dir: "auto" }), all), cards, moreButton(cards, answer.next, behindSelection()));
    if (state.answer.near && !state.period && state.group === null) parts.push(nearDetails());
    nodes.list.replaceChildren(...parts.filter(Boolean));
  }

  function nearDetails() {
    const inside = el("div", {}, el("p", { class: "or-meta", text: "Loading…" }));
    const details = el("details", { class: "or-fold" }, el("summary", { text: `${OnRecord.timelineChart.exchanges(state.answer.near)} that fit without these words (not counted)` }), inside);
    details.addEventListener("toggle", async () => {
      const answer = await answered(server.behind({ ...state.asked, near: true }));
      inside.replaceChildren(answer.problem ? banner(answer.problem, answer.mend) : el("ul", { class: "or-mentions" }, ...answer.cards.map(cardItem)));
    }, { once: true });
    return details;
  }
})();
