// The wording part of the Timeline tab: lines that recur, each change of them, silences, who asked; every place opens.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered } = OnRecord.tools;
  const { cardItem, moreButton } = OnRecord.mentions;
  const { nodes, told } = OnRecord.wordDiff;
  const NAMES = { dropped: "dropped", added: "added" };
  let wanted = 0;

  /** Ask and draw into `node`. Without a topic: what is repeated. */
  async function show(node, server, asked) {
    const mine = ++wanted;
    const { by, topic, since, until, speaker } = asked;
    const held = { by, topic, since, until, speaker, all: Boolean(asked.all) };
    const answer = await answered(server.worded(held));
    if (mine !== wanted) return;
    const rest = (line, part) => (start) => answered(server.more_of_line({ ...held, line: line.places.cards[0].place, part, start }));
    const more = answer.more && !asked.all ? allButton(() => show(node, server, { ...asked, all: true })) : null;
    node.replaceChildren(...(answer.problem ? [banner(answer.problem, answer.mend)] : answer.repeated ? repeatedParts(answer, asked, rest) : topicParts(answer, asked, rest)), ...(more && !answer.problem ? [more] : []));
    if (answer.repeated) announce(`${answer.repeated.length} repeated lines, ${answer.new.length} new`);
    if (asked.all) node.querySelector("h2, summary")?.focus();
  }

  function allButton(go) {
    const more = button("Show more lines", { class: "or-button" });
    more.onclick = () => ((more.disabled = true), go());
    return more;
  }

  const lines = (count) => `${count} ${count === 1 ? "line recurs" : "lines recur"}`;

  function topicParts(answer, asked, rest) {
    const count = answer.lines.length;
    const title = count ? `Wording: ${answer.more ? `${count} or more lines recur` : lines(count)}` : "Wording: no line recurs";
    const summary = el("summary", {}, el("span", { text: title }), el("span", { class: "or-meta", text: answer.summary }));
    const details = el("details", { class: "or-fold or-wording", open: Boolean(asked.all) }, summary, ...lineLists(answer.lines, rest));
    if (answer.replies.length) details.append(el("h3", { text: "Other lines that recur in the replies to it" }), ...lineLists(answer.replies, rest));
    if (answer.once.length) details.append(el("h3", { text: "The newest that were said once" }), el("ul", { class: "or-mentions" }, ...answer.once.map(cardItem)));
    return [details];
  }

  function repeatedParts(answer, asked, rest) {
    const who = asked.speaker.trim();
    const none = () => el("p", { class: "or-notice", text: "None." });
    const part = (title, found) => [el("h3", { text: title, dir: "auto" }), ...(found.length ? lineLists(found, rest) : [none()])];
    return [
      el("h2", { tabindex: "-1", text: who ? `What ${who} repeats` : "What is repeated", dir: "auto" }),
      ...part("Most repeated lines", answer.repeated),
      ...(answer.since ? part(`New since ${answer.since}`, answer.new) : []),
    ];
  }

  const lineLists = (found, rest) => (found.length ? [el("ol", { class: "or-wordings" }, ...found.map((line) => lineItem(line, rest)))] : []);

  /** `rest` gives what asks for more of a line's changes or places. */
  function lineItem(line, rest) {
    const days = line.first ? `, first ${line.first}, last ${line.last}` : "";
    const facts = [line.said_by && `said by ${line.said_by}`, line.asked_by && `asked by ${line.asked_by}`].filter(Boolean).join("; ");
    return el(
      "li",
      { class: "or-wording-line" },
      el("p", { class: "or-wording-text" }, el("q", { text: line.text, dir: "auto" })),
      el("p", { class: "or-facts" }, el("b", { text: line.times }), `${days}; ${facts}`),
      ...line.silences.map((silence) => el("p", { class: "or-facts", text: `Not said for ${silence}.` })),
      ...(line.changes.of ? changeList(line.changes, rest(line, "changes")) : []),
      line.months.length ? fold("How often per month", () => OnRecord.shares.rowList(line.months, "months", "How often per month, newest first")) : null,
      fold("Where it was said, newest first", () => list("ul", "or-mentions", line.places, rest(line, "places"))),
    );
  }

  function changeList(changes, more) {
    const title = changes.of === 1 ? "1 change of wording" : `${changes.of.toLocaleString("en")} changes of wording, newest first`;
    return [el("p", { class: "or-facts", text: title }), ...list("ol", "or-wording-changes", changes, more, { item: changeItem, label: "Show earlier changes" })];
  }

  function changeItem(change) {
    const open = el("a", { class: "or-link", href: OnRecord.tools.pageLink("t", change.place), text: change.date });
    open.onclick = (event) => OnRecord.quotePlaces.openPlace(event, change.place);
    const back = change.back_to ? `, back to the words of ${change.back_to}` : "";
    return el("li", {}, el("p", { dir: "auto" }, open, `${back}: `, ...nodes(change.diff, NAMES)), told(change.diff, NAMES));
  }

  function list(tag, kind, { cards, next }, more, { item = cardItem, label } = {}) {
    const items = el(tag, { class: kind }, ...cards.map(item));
    return [items, moreButton(items, next, more, { item, label })].filter(Boolean);
  }

  /** What is drawn when it is opened. */
  function fold(title, drawn) {
    const inside = el("div", {});
    const details = el("details", { class: "or-fold" }, el("summary", { text: title }), inside);
    details.addEventListener("toggle", () => inside.replaceChildren(...drawn()), { once: true });
    return details;
  }

  OnRecord.wording = { show };
})();
