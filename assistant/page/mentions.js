// Exchanges in a list: each a card that opens in the reader, and a button for what comes after the first of a list.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, joined, button, banner } = OnRecord.tools;

  function cardItem(card) {
    const open = el("a", { class: "or-card or-mention", href: OnRecord.tools.pageLink("t", card.place) });
    open.append(el("span", { class: "or-meta" }, ...joined([card.date, card.who])), el("q", { text: card.quote, dir: "auto" }), el("span", { class: "or-meta", text: card.title, dir: "auto" }));
    open.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      OnRecord.read(card.place);
    };
    return el("li", {}, open);
  }

  /** Adds to the list `cards` what comes from `next` on, as long as there is any; `ask` is called with a place. */
  function moreButton(cards, next, ask, { item = cardItem, label = "Show more" } = {}) {
    if (next === null) return null;
    const more = button(label, { class: "or-button" });
    more.onclick = async () => {
      more.disabled = true;
      const further = await ask(next);
      more.disabled = false;
      if (further.problem) return more.before(banner(further.problem, further.mend));
      const items = further.cards.map(item);
      cards.append(...items);
      items[0]?.querySelector("a").focus();
      next = further.next;
      if (next === null) more.remove();
    };
    return more;
  }

  OnRecord.mentions = { cardItem, moreButton };
})();
