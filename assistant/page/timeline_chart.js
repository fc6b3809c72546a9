// The bars of the Timeline tab: one button for each month, quarter or year, stacked by outlet or speaker. One bar is in
// the order of Tab; arrow keys go from bar to bar, Home and End to the first and last.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button } = OnRecord.tools;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
  const COLOURS = 5; // groups with a colour of their own; the rest share one
  const SPANS = { month: 1, quarter: 3, year: 12 };

  /** Months -> periods, each with its first and last day, its name, and how many exchanges of each group. */
  function periodsOf(months, unit) {
    const span = SPANS[unit];
    const found = new Map();
    for (const { month, transcripts, counts } of months) {
      const [year, number] = month.split("-").map(Number);
      const part = Math.floor((number - 1) / span);
      const key = `${year}-${part}`;
      if (!found.has(key)) found.set(key, newPeriod(year, part, span));
      const period = found.get(key);
      period.transcripts += transcripts;
      for (const [group, count] of counts) {
        period.counts.set(group, (period.counts.get(group) ?? 0) + count);
        period.total += count;
      }
    }
    return [...found.values()];
  }

  function newPeriod(year, part, span) {
    const last = part * span + span; // its last month, counted from 1
    const days = new Date(year, last, 0).getDate();
    const day = (month, date) => `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
    const short = span === 12 ? `${year}` : MONTHS[part * span];
    const name = span === 12 ? short : span === 3 ? `${short} ${year} to ${MONTHS[last - 1]} ${year}` : `${short} ${year}`; // begins with what is seen below the bar
    return { year, part, name, short, first: day(part * span + 1, 1), last: day(last, days), transcripts: 0, total: 0, counts: new Map() };
  }

  const unitFor = (months) => (months.length <= 36 ? "month" : months.length <= 144 ? "quarter" : "year");
  const colourOf = (group) => (group < COLOURS ? `c${group}` : "rest");
  const exchanges = (count) => `${count.toLocaleString("en")} ${count === 1 ? "exchange" : "exchanges"}`;

  /** `chosen` is the period that is pressed, `group` the one group that is shown, or null; `choose` is called with a period. */
  function chart(periods, groups, { chosen, group, choose }) {
    const heightOf = (period) => (group === null ? period.total : (period.counts.get(group) ?? 0));
    const top = topOf(Math.max(...periods.map(heightOf), 1));
    const bars = periods.map((period, place) => bar(period, place, { groups, group, top, count: heightOf(period), isChosen: chosen?.first === period.first, choose }));
    const entry = bars.find((node) => node.getAttribute("aria-pressed") === "true") ?? bars.findLast((node, place) => heightOf(periods[place])) ?? bars[0];
    entry.tabIndex = 0;
    const row = el("div", { class: "or-bars", role: "group", "aria-label": "Exchanges over time; arrow keys go from bar to bar" }, ...bars);
    row.addEventListener("keydown", (event) => step(event, bars));
    const grid = [top, top / 2, 0].map((value) => el("span", { text: Number.isInteger(value) ? value.toLocaleString("en") : "" }));
    return el("div", { class: "or-chart" }, el("div", { class: "or-scale", "aria-hidden": "true" }, ...grid), el("div", { class: "or-bars-frame" }, row));
  }

  /** The top of the scale: 1, 2, 4 or 10 times a power of ten, at least the highest bar. */
  function topOf(highest) {
    const power = 10 ** Math.floor(Math.log10(highest));
    return [1, 2, 4, 6, 8, 10].map((times) => times * power).find((value) => value >= highest);
  }

  function bar(period, place, { groups, group, top, count, isChosen, choose }) {
    const stack = el("span", { class: "or-stack", "aria-hidden": "true" }, ...piecesOf(period, group, top));
    const year = period.short !== `${period.year}` && (period.part === 0 || place === 0) ? el("span", { class: "or-year", text: period.year }) : null;
    const label = el("span", { class: "or-tick", "aria-hidden": "true" }, el("span", { text: period.short }), " ", year);
    const node = button("", { class: "or-bar", tabindex: "-1", "aria-pressed": String(isChosen), "aria-label": nameOf(period, groups, group, count), title: nameOf(period, groups, group, count), onclick: () => choose(period) });
    node.toggleAttribute("data-silent", !period.transcripts);
    node.append(stack, label);
    return node;
  }

  function piecesOf(period, group, top) {
    const pieces = [...period.counts].filter(([each]) => group === null || each === group).sort(([one], [other]) => one - other);
    return pieces.map(([each, count]) => {
      const piece = el("i", { class: `or-piece ${colourOf(each)}` });
      piece.style.height = `${(100 * count) / top}%`;
      return piece;
    });
  }

  function nameOf(period, groups, group, count) {
    if (!period.transcripts) return `${period.name}: no transcripts`;
    const whole = `${period.name}: ${exchanges(count)}`;
    if (group !== null) return `${whole}, ${groups[group].name}`;
    const parts = [...period.counts].sort(([one], [other]) => one - other).slice(0, 4).map(([each, number]) => `${groups[each].name} ${number}`);
    return parts.length ? `${whole} (${parts.join(", ")}${period.counts.size > 4 ? ", and others" : ""})` : whole;
  }

  function step(event, bars) {
    const at = bars.indexOf(event.target.closest(".or-bar"));
    const back = getComputedStyle(bars[0]).direction === "rtl" ? 1 : -1;
    const next = { ArrowLeft: at + back, ArrowRight: at - back, Home: 0, End: bars.length - 1 }[event.key];
    if (at < 0 || !bars[next]) return;
    event.preventDefault();
    bars[at].tabIndex = -1;
    bars[next].tabIndex = 0;
    bars[next].focus();
  }

  /** The same counts as a table. */
  function asTable(periods, groups) {
    const some = groups.slice(0, 8);
    const head = ["Period", ...some.map((group) => group.name), ...(groups.length > some.length ? ["Others"] : []), "All", "Transcripts"];
    const rows = periods.map((period) => {
      const counts = some.map((_, place) => period.counts.get(place) ?? 0);
      const others = groups.length > some.length ? [period.total - counts.reduce((sum, count) => sum + count, 0)] : [];
      return el("tr", {}, el("th", { scope: "row", text: period.name }), ...[...counts, ...others, period.total, period.transcripts].map((count) => el("td", { text: count })));
    });
    const table = el("table", { class: "or-table or-figures" }, el("caption", { text: "Exchanges by period" }), el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col", text, dir: "auto" })))), el("tbody", {}, ...rows));
    return el("details", { class: "or-fold" }, el("summary", { text: "The same as a table" }), el("div", { class: "or-wide", tabindex: "0", role: "region", "aria-label": "Exchanges by period" }, table));
  }

  OnRecord.timelineChart = { periodsOf, unitFor, chart, asTable, colourOf, exchanges };
})();
