// Non-answers on the Timeline tab: by outlet, speaker and month a bar for each, and the exchanges behind the chosen one.
// A bar's length is its share; one bar of each kind is in the order of Tab, and arrow keys go from bar to bar.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered } = OnRecord.tools;
  const KINDS = { outlet: "By outlet", speaker: "By speaker", month: "By month" };
  const FIRST = 8; // bars of a kind before the rest is asked for
  let wanted = 0;

  /** Ask and draw into `node`; `asked` is what the tab's form says, with a topic or without. */
  async function show(node, server, asked) {
    const mine = ++wanted;
    const { by, topic, since, until, speaker } = asked;
    const held = { by, topic, since, until, speaker };
    const answer = await answered(server.shared(held));
    if (mine !== wanted) return;
    if (answer.problem) return node.replaceChildren(banner(answer.problem, answer.mend));
    const list = el("div", { class: "or-share-list" });
    const level = topic.trim() ? 3 : 2; // below the topic, or beside the lines that are repeated
    const heading = (text, attributes) => el(`h${level + 1}`, { text, dir: "auto", ...attributes });
    const choose = chooser(list, (title) => heading(title, { class: "or-share-title" }), (sent) => answered(server.declined({ ...held, ...sent })));
    const kinds = Object.keys(KINDS).map((kind) => kindPart(kind, answer.shares[kind], choose, heading));
    const basis = topic.trim() ? "Counted among the exchanges that a search for the topic finds." : "Counted among all replies.";
    const summary = el("summary", {}, el("span", { text: `Non-answers: ${answer.summary}` }), el("span", { class: "or-meta", text: `${basis} Told by their wording: some are missed.` }));
    node.replaceChildren(el("details", { class: "or-fold or-shares" }, summary, el(`h${level}`, { class: "or-hidden", text: "Non-answers" }), el("div", { class: "or-share-kinds" }, ...kinds), list));
  }

  function kindPart(kind, shares, choose, heading) {
    const ordered = kind === "month" ? shares.toReversed() : shares; // the newest first, as everywhere on this page
    const name = KINDS[kind].toLowerCase();
    const opened = (share) => share.declined && ((node) => choose(node, { kind, name: share.key }, share.name));
    const parts = rowList(ordered, name, `Non-answers ${name}; arrow keys go from bar to bar`, opened);
    return el("section", {}, heading(KINDS[kind]), ...(ordered.length ? parts : [el("p", { class: "or-notice", text: "None." })]));
  }

  /** A row for each share, of many the first few and a button for all; `opened` gives what a row's bar calls, if it does. */
  function rowList(shares, name, label, opened = () => null) {
    const rows = el("ul", { class: "or-share-rows", "aria-label": label });
    const draw = (some) => {
      rows.replaceChildren(...some.map((share) => row(share, opened(share))));
      enter(rows, bars(rows)[0]);
    };
    draw(shares.slice(0, FIRST));
    rows.addEventListener("keydown", step);
    if (shares.length <= FIRST) return [rows];
    const all = button(`Show all ${shares.length}`, { class: "or-link", "aria-label": `Show all ${shares.length} ${name}` });
    all.onclick = () => (draw(shares), all.remove(), (rows.children[FIRST].querySelector("button") ?? rows.children[FIRST]).focus());
    return [rows, all];
  }

  /** A bar that lists what is behind it, or the bare figures where there is nothing to list. */
  function row(share, open) {
    const bar = el("span", { class: "or-share-bar", "aria-hidden": "true" }, el("i"));
    bar.firstChild.style.width = `${share.percent}%`;
    const parts = [el("span", { class: "or-share-name", text: share.name, dir: "auto" }), el("span", { class: "or-share-told", text: share.told }), bar];
    if (!open) return el("li", { tabindex: "-1" }, el("div", { class: "or-share" }, ...parts));
    const node = button("", { class: "or-share", tabindex: "-1", "aria-pressed": "false", onclick: () => open(node) });
    node.append(...parts);
    return el("li", {}, node);
  }

  const bars = (rows) => [...rows.querySelectorAll("button")];
  function enter(rows, chosen) {
    for (const bar of bars(rows)) bar.tabIndex = bar === chosen ? 0 : -1;
  }

  function step(event) {
    const all = bars(event.currentTarget);
    const at = all.indexOf(event.target.closest("button"));
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || !all[next]) return;
    event.preventDefault();
    enter(event.currentTarget, all[next]);
    all[next].focus();
  }

  /** Called with a bar: presses it and lists what is behind it, or lets go of it. */
  function chooser(list, heading, ask) {
    let asking = 0;
    return async (node, sent, name) => {
      const mine = ++asking;
      const isPressed = node.getAttribute("aria-pressed") === "true";
      for (const other of node.closest(".or-shares").querySelectorAll("[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
      enter(node.closest("ul"), node);
      if (isPressed) return list.replaceChildren();
      node.setAttribute("aria-pressed", "true");
      const answer = await ask(sent);
      if (mine !== asking) return;
      if (answer.problem) return list.replaceChildren(banner(answer.problem, answer.mend));
      const title = `${answer.listed}, ${name}`;
      const cards = el("ul", { class: "or-mentions" }, ...answer.cards.map(OnRecord.mentions.cardItem));
      const more = OnRecord.mentions.moreButton(cards, answer.next, (start) => ask({ ...sent, start }));
      list.replaceChildren(...[heading(title), cards, more].filter(Boolean));
      announce(title);
    };
  }

  OnRecord.shares = { show, rowList };
})();
