// A transcript as a page to read: all its exchanges, slice by slice so that ten hours of speech do not stop the
// browser; its outline, links to each exchange, and corrections. reader_search.js searches in it.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, joined, button, banner, announce, answered, pageLink, copyButton, openWhenThere, addressWith } = OnRecord.tools;
  const TAB = "tab-library-button";
  const addressed = () => new URL(location).searchParams.get("t");
  let reader = null, wanted = null; // there is a reader once the Library tab was opened

  /** Open a place from another tab, which the way back leads to. */
  OnRecord.read = (place) => {
    const from = { tab: document.querySelector("#tabs [role=tab][aria-selected=true]"), opener: document.activeElement };
    document.getElementById(TAB)?.click();
    if (reader) reader.open(place, { from });
    else wanted = { place, from };
  };

  // a link to a transcript opens the tab as soon as there is one, unless a source was opened after it
  if ([...new URL(location).searchParams.keys()].findLast((name) => name === "t" || name === "e") === "t") openWhenThere(TAB);

  OnRecord.reader = (node, server, send, shelf) => {
    const now = { place: null, answer: null, opened: 0, parts: null, isOwn: false, from: null, title: document.title };

    async function open(place, { isBack = false, from = null } = {}) {
      const opened = ++now.opened;
      const answer = await answered(server.reading(place));
      if (opened !== now.opened) return;
      if (!isBack && addressed() !== place) (history.pushState(history.state, "", addressWith("t", place)), (now.isOwn = true));
      Object.assign(now, { place, answer, from });
      shelf.hidden = true;
      node.hidden = false;
      document.body.setAttribute("data-reading", "");
      draw(opened);
    }

    function draw(opened, before = null) {
      const { answer } = now;
      if (answer.problem) {
        node.replaceChildren(backButton(), banner(answer.problem, answer.mend));
        return node.firstChild.focus();
      }
      document.title = `${answer.title} – OnRecord`;
      now.parts = { article: el("div", { class: "or-transcript" }), outline: el("ol", { class: "or-outline" }), waiting: el("p", { class: "or-notice or-loading", text: "Loading the rest…" }) };
      now.search = OnRecord.readerSearch(now.parts.article);
      const outline = el("nav", { class: "or-outline-frame", "aria-label": "Exchanges of this transcript" }, el("h3", { text: "Exchanges" }), now.parts.outline);
      node.replaceChildren(head(answer), now.search.bar, el("div", { class: "or-reading-columns" }, outline, el("div", {}, now.parts.article, now.parts.waiting)));
      add(answer);
      reveal(answer, !before);
      if (before?.focused) document.getElementById(before.focused)?.focus({ preventScroll: true });
      loadRest(opened, answer.next);
    }

    // ---- the head

    const backButton = () => button(now.from ? `← ${now.from.tab.textContent}` : "← All transcripts", { class: "or-link or-back-link", onclick: close });

    /** What has changed since the link was made, shown with the exchange it leads to. */
    const noticeOf = ({ notice }) => (notice ? banner(notice.problem, notice.mend) : null);

    function head(answer) {
      const facts = [answer.date || "No date", answer.speakers.slice(0, 4).join(", "), answer.length];
      const original = answer.source_url ? el("a", { class: "or-link", href: answer.source_url, target: "_blank", rel: "noopener noreferrer", text: `Original at ${answer.source}` }) : null;
      const correct = button("Correct", { id: "or-reader-correct", class: "or-link", onclick: () => OnRecord.correct(answer, server, send) });
      const print = button("Print", { class: "or-link", onclick: () => window.print() });
      return el(
        "header",
        { class: "or-reading-head" },
        backButton(),
        el("h2", { tabindex: "-1", text: answer.title, dir: "auto" }),
        el("p", { class: "or-facts" }, ...joined(facts)),
        answer.outlets.length ? el("p", { class: "or-facts", text: "Questions by " }, el("bdi", { text: answer.outlets.join(", ") })) : null,
        answer.title === answer.file ? null : el("p", { class: "or-facts", text: answer.file, dir: "auto" }),
        answer.exchange === null ? noticeOf(answer) : null,
        el("div", { class: "or-actions" }, original, correct, copyButton("Copy link", () => new URL(link(answer.id), location).href), print),
      );
    }

    // ---- exchanges

    function add(slice) {
      const sections = slice.exchanges.map(exchangeSection);
      now.parts.article.append(...sections);
      now.parts.outline.append(...slice.exchanges.map(outlineItem));
      now.parts.waiting.hidden = slice.next === null;
      now.search.grown();
    }

    async function loadRest(opened, next) {
      while (next !== null) {
        const slice = await answered(server.reading_on({ id: now.answer.id, first: next }));
        if (opened !== now.opened) return;
        if (slice.version !== now.answer.version && !slice.problem) return libraryChanged();
        if (slice.problem) return now.parts.waiting.replaceWith(banner(slice.problem, slice.mend));
        add(slice);
        if (slice.exchanges.some((exchange) => exchange.index === now.answer.exchange)) reveal(now.answer, false);
        next = slice.next;
        await new Promise(requestAnimationFrame);
      }
    }

    const nameOf = (exchange) => exchange.turns.find((turn) => turn.role === "asker")?.who ?? exchange.turns[0]?.who ?? "";

    function exchangeSection(exchange) {
      const number = exchange.index + 1;
      const at = exchange.turns[0]?.at;
      const copy = copyButton("Copy link", () => pageLink("e", exchange.place));
      copy.setAttribute("aria-label", `Copy link to exchange ${number}`);
      return el(
        "section",
        { class: "or-part", id: `or-x-${exchange.index}`, tabindex: "-1", "aria-labelledby": `or-xh-${exchange.index}` },
        el("div", { class: "or-part-head" }, el("h3", { id: `or-xh-${exchange.index}`, text: `Exchange ${number}` }), at ? el("span", { class: "or-time", text: at }) : null, copy),
        exchange.index === now.answer.exchange ? noticeOf(now.answer) : null,
        ...exchange.turns.flatMap((turn) => turnNodes(turn, exchange)),
      );
    }

    function turnNodes(turn, exchange) {
      const time = turn.at && turn !== exchange.turns[0] ? el("span", { class: "or-time", text: turn.at }) : null;
      const paragraphs = turn.paragraphs.map((paragraph, place) => {
        const told = place && paragraph.at ? el("span", { class: "or-time or-aside", "aria-hidden": "true", text: paragraph.at }) : null;
        return el("p", { dir: "auto", "data-words": "" }, told, ...paragraph.pieces.map((piece) => pieceNode(piece, exchange)));
      });
      return [el("div", { class: `or-said or-${turn.role}`, dir: "auto" }, el("p", { class: "or-who" }, el("b", { text: turn.who }), time), ...paragraphs)];
    }

    function pieceNode([words, sentence], exchange) {
      const { answer } = now;
      if (sentence === null) return words.trim() ? el("em", { text: words }) : document.createTextNode(" ");
      if (exchange.index === answer.exchange && sentence === answer.sentence) return el("mark", { id: "or-meant", tabindex: "-1", text: words });
      return document.createTextNode(words);
    }

    function outlineItem(exchange) {
      const asker = exchange.turns.find((turn) => turn.role === "asker");
      const words = (asker ?? exchange.turns[0])?.paragraphs[0]?.pieces.map(([text]) => text).join("").trim() ?? "";
      const go = button("", { class: "or-outline-item", onclick: () => goTo(exchange.index) });
      go.append(el("b", { text: nameOf(exchange), dir: "auto" }), " ", el("span", { text: words.slice(0, 120), dir: "auto" }));
      return el("li", {}, go);
    }

    function goTo(index) {
      const section = document.getElementById(`or-x-${index}`);
      section.scrollIntoView({ block: "start", behavior: "instant" });
      section.focus({ preventScroll: true });
    }

    function reveal(answer, isFirst) {
      const meant = node.querySelector("#or-meant") ?? (answer.exchange === null ? null : document.getElementById(`or-x-${answer.exchange}`));
      if (meant) {
        meant.scrollIntoView({ block: meant.id === "or-meant" ? "center" : "start", behavior: "instant" });
        meant.focus({ preventScroll: true });
      } else if (isFirst) {
        window.scrollTo({ top: 0, behavior: "instant" });
        node.querySelector("h2").focus({ preventScroll: true });
      }
      if (isFirst) announce(`${answer.title} opened`);
    }

    // ---- opening, closing, and the address

    const link = (place) => pageLink("t", place);
    function close() {
      if (now.isOwn && !now.from) return history.back(); // popstate goes on from there
      history.replaceState(history.state, "", addressWith("t", null));
      showShelf();
    }

    function showShelf() {
      if (node.hidden) return;
      now.opened += 1;
      now.isOwn = false;
      node.hidden = true;
      shelf.hidden = false;
      document.body.removeAttribute("data-reading");
      document.title = now.title;
      now.search?.clear();
      node.replaceChildren();
      if (now.from) return goBackTo(now.from);
      const opener = document.getElementById(`or-open-${now.answer?.id}`);
      (opener ?? document.getElementById("or-shelf-search"))?.focus();
      opener?.scrollIntoView({ block: "center", behavior: "instant" });
    }

    function goBackTo({ tab, opener }) {
      now.from = null;
      tab.click();
      const shown = new MutationObserver(focus); // the tab's page appears a moment later
      shown.observe(document.getElementById("tabs"), { attributes: true, subtree: true, attributeFilter: ["style", "class", "hidden"] });
      function focus() {
        if (!opener.checkVisibility()) return;
        shown.disconnect();
        opener.focus();
        opener.scrollIntoView({ block: "center", behavior: "instant" });
      }
      focus();
    }

    function openAddress() {
      const place = addressed();
      if (!place) return showShelf();
      document.getElementById(TAB)?.click();
      if (place !== now.place || node.hidden) open(place, { isBack: true });
    }
    addEventListener("popstate", openAddress);

    // what is read may have been corrected: the exchange in view stays in view
    async function libraryChanged() {
      if (node.hidden || !now.answer?.id) return;
      const { opened } = now;
      const answer = await answered(server.reading(now.answer.id));
      if (opened !== now.opened || answer.version === now.answer.version) return;
      const focused = node.contains(document.activeElement) || document.activeElement === document.body ? document.activeElement.id : null;
      const inView = window.scrollY > 300 && [...node.querySelectorAll(".or-part")].find((part) => part.getBoundingClientRect().bottom > 120);
      Object.assign(now, { opened: opened + 1, answer: { ...answer, exchange: inView ? Number(inView.id.split("-").at(-1)) : null } });
      draw(now.opened, { focused });
    }

    function begin() {
      if (wanted) open(wanted.place, { from: wanted.from });
      else openAddress();
      wanted = null;
    }

    return (reader = { open, link, begin, libraryChanged });
  };
})();
