// The wording part of the Timeline tab: lines that recur, each change of them, silences, who asked; every place opens.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered } = OnRecord.tools;
  const { nodes, told } = OnRecord.wordDiff;
  const NAMES = { dropped: "dropped", added: "added" };
  let wanted = 0;

  /** Ask and draw into `node`; `cardItem` draws a place that opens. Without a topic: what is repeated. */
  async function show(node, server, asked, cardItem) {
    const mine = ++wanted;
    const { by, topic, since, until, speaker } = asked;
    const answer = await answered(server.worded({ by, topic, since, until, speaker, all: Boolean(asked.all) }));
    if (mine !== wanted) return;
    const more = answer.more && !asked.all ? moreButton(() => show(node, server, { ...asked, all: true }, cardItem)) : null;
    node.replaceChildren(...(answer.problem ? [banner(answer.problem, answer.mend)] : answer.repeated ? repeatedParts(answer, asked, cardItem) : topicParts(answer, asked, cardItem)), ...(more && !answer.problem ? [more] : []));
    if (answer.repeated) announce(`${answer.repeated.length} repeated lines, ${answer.new.length} new`);
    if (asked.all) node.querySelector("h2, summary")?.focus();
  }

  function moreButton(go) {
    const more = button("Show more lines", { class: "or-button" });
    more.onclick = () => ((more.disabled = true), go());
    return more;
  }

  const lines = (count) => `${count} ${count === 1 ? "line recurs" : "lines recur"}`;

  function topicParts(answer, asked, cardItem) {
    const count = answer.lines.length;
    const title = count ? `Wording: ${answer.more ? `${count} or more lines recur` : lines(count)}` : "Wording: no line recurs";
    const summary = el("summary", {}, el("span", { text: title }), el("span", { class: "or-meta", text: answer.summary }));
    const details = el("details", { class: "or-fold or-wording", open: Boolean(asked.all) }, summary, ...lineLists(answer.lines, cardItem));
    if (answer.replies.length) details.append(el("h3", { text: "Other lines that recur in the replies to it" }), ...lineLists(answer.replies, cardItem));
    if (answer.once.length) details.append(el("h3", { text: "The newest that were said once" }), el("ul", { class: "or-mentions" }, ...answer.once.map(cardItem)));
    return [details];
  }

  function repeatedParts(answer, asked, cardItem) {
    const who = asked.speaker.trim();
    const none = () => el("p", { class: "or-notice", text: "None." });
    const part = (title, found) => [el("h3", { text: title, dir: "auto" }), ...(found.length ? lineLists(found, cardItem) : [none()])];
    return [
      el("h2", { tabindex: "-1", text: who ? `What ${who} repeats` : "What is repeated", dir: "auto" }),
      ...part("Most repeated lines", answer.repeated),
      ...(answer.since ? part(`New since ${answer.since}`, answer.new) : []),
    ];
  }

  const lineLists = (found, cardItem) => (found.length ? [el("ol", { class: "or-wordings" }, ...found.map((line) => lineItem(line, cardItem)))] : []);

  function lineItem(line, cardItem) {
    const days = line.first ? `, first ${line.first}, last ${line.last}` : "";
    const facts = [line.said_by && `said by ${line.said_by}`, line.asked_by && `asked by ${line.asked_by}`].filter(Boolean).join("; ");
    return el(
      "li",
      { class: "or-wording-line" },
      el("p", { class: "or-wording-text" }, el("q", { text: line.text, dir: "auto" })),
      el("p", { class: "or-facts" }, el("b", { text: line.times }), `${days}; ${facts}`),
      ...line.silences.map((silence) => el("p", { class: "or-facts", text: `Not said for ${silence}.` })),
      line.changes.length ? changeList(line.changes) : null,
      places(line, cardItem),
    );
  }

  function changeList(changes) {
    const items = changes.map((change) => {
      const open = el("a", { class: "or-link", href: OnRecord.tools.pageLink("t", change.place), text: change.date });
      open.onclick = (event) => OnRecord.quotePlaces.openPlace(event, change.place);
      return el("li", {}, el("p", { dir: "auto" }, open, ": ", ...nodes(change.diff, NAMES)), told(change.diff, NAMES));
    });
    return el("ol", { class: "or-wording-changes", "aria-label": "Changes of wording" }, ...items);
  }

  function places(line, cardItem) {
    const inside = el("div", {});
    const details = el("details", { class: "or-fold" }, el("summary", { text: `Where it was said, newest first` }), inside);
    details.addEventListener("toggle", () => {
      inside.replaceChildren(el("ul", { class: "or-mentions" }, ...line.places.map(cardItem)), ...(line.more ? [el("p", { class: "or-meta", text: `and ${line.more.toLocaleString("en")} more` })] : []));
    }, { once: true });
    return details;
  }

  OnRecord.wording = { show };
})();
