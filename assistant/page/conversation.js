// The conversation that is open: what is asked, what comes in for it, and what is kept of it. And what stands there first.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, mount, announce, answered, cut, lineList } = OnRecord.tools;
  const { kept, rounds, filters } = OnRecord;
  const QUEUE_DELAY = 1500; // ms without an answer after which waiting in the queue is mentioned
  const PATIENCE = 8000; // ms without a sign after which the server is asked whether it is there
  const HISTORY = 20; // earlier questions that go along; these three bounds are the server's
  const [LONGEST_QUESTION, LONGEST_ANSWER] = [4000, 20000]; // characters

  const asked = new Map(); // round id -> { conversation, round, heard }: asked by this page since it was loaded
  let open = { id: kept.newId(), rounds: [] };
  let root = null;
  let send = null;
  let server = null;

  // ---- invitation: what stands there before the first question

  OnRecord.invitation = (element, props, watch, functions, act) =>
    mount(element, props, watch, (node, library) => {
      const hadFocus = node.contains(document.activeElement);
      node.className = "or-root or-invitation";
      node.replaceChildren(...(library.summary === undefined ? [] : invite(library, act)));
      if (hadFocus) (node.querySelector("button:enabled") ?? OnRecord.box).focus(); // none while the sample is added
      filters.offer(functions);
    });

  function invite(library, act) {
    const heading = el("h2", { text: "Ask what was said" });
    const promise = el("p", { text: "Every claim of an answer opens the exact words in the transcript." });
    const busy = library.adding?.some((line) => line.state === "busy");
    if (!library.empty) {
      const examples = library.questions.map((question) => el("li", {}, button(question, { class: "or-pill", onclick: () => ask({ question }) })));
      return [heading, promise, examples.length ? el("ul", { class: "or-pills", "aria-label": "Example questions" }, ...examples) : null].filter(Boolean);
    }
    const choices = el(
      "div",
      { class: "or-choices" },
      button("Load the sample transcript", { class: "or-button primary", disabled: busy, onclick: () => act.sample() }),
      button("Add your own", { class: "or-button", disabled: busy, onclick: () => act.library() }),
    );
    const start = el("p", { text: "The library is empty. Start with a press conference that comes with OnRecord, or with your own files." });
    return [heading, promise, start, choices, ...(library.adding ? [lineList(library.adding)] : [])];
  }

  // ---- from the server

  OnRecord.conversation = (element, props, watch, functions, events) => {
    send = events;
    server = functions;
    mount(element, props, watch, (node, value) => {
      root = node;
      for (const round of value.rounds ?? []) hear(round);
    });
    setTimeout(() => answered(begun())); // once everything that is asked through is there
    kept.onChange((deleted) => deleted === open.id && startAnew("This conversation was deleted in another tab"));
  };

  function hear(news) {
    const entry = asked.get(news.id);
    if (!entry) return;
    const isFirst = !entry.heard;
    entry.heard = Date.now();
    if (!rounds.isBusy(entry.round)) {
      if (isFirst) send.stop(news.id); // it was ended here before the server began
      if (entry.round.status !== "done" || !news.suggestions || entry.round.suggestions) return;
    }
    if (isFirst) document.body.removeAttribute("data-waiting");
    Object.assign(entry.round, news);
    changed(entry);
    if (entry.round.status === "failed") OnRecord.box.giveBack(entry.round.question);
  }
  function fail(entry, problem, mend) {
    Object.assign(entry.round, { status: "failed", problem, mend });
    document.body.removeAttribute("data-waiting");
    changed(entry);
    OnRecord.box.giveBack(entry.round.question);
  }

  function changed({ conversation, round }) {
    if (conversation === open) rounds.draw(root, round);
    if (!rounds.isBusy(round)) kept.write(conversation);
    showState();
  }

  function showState() {
    document.body.toggleAttribute("data-asked", open.rounds.length > 0);
    const isBusy = open.rounds.some(rounds.isBusy);
    if (!isBusy && document.activeElement?.id === "stop") OnRecord.box.focus(); // Stop is not shown any more
    document.body.toggleAttribute("data-busy", isBusy);
  }

  // ---- asking

  /** Ask a question; it follows the rounds before `since`, or takes the place of the round `from` and all after it. */
  function ask({ question, filters: held = filters.now, without = [], since = null, from = null, isByLink = false }) {
    if (from) drop(from);
    const end = since ? open.rounds.findIndex((round) => round.id === since) : open.rounds.length;
    const history = open.rounds.slice(0, end).filter((round) => round.status === "done").slice(-HISTORY);
    const round = { id: kept.newId(), question, filters: held, without, status: "searching" };
    open.rounds.push(round);
    const entry = { conversation: open, round, heard: 0 };
    asked.set(round.id, entry);
    kept.open = open.id;
    kept.write(open);
    rounds.draw(root, round);
    showState();
    OnRecord.box.leave();
    const article = rounds.article(round.id);
    if (!isByLink && !document.activeElement?.closest("#box")) article.querySelector("h2").focus({ preventScroll: true }); // what was pressed may be gone
    if (open.rounds.length > 1) requestAnimationFrame(() => article.scrollIntoView({ block: "start" }));
    send.ask({ id: round.id, question, filters: held, without, history: history.map(said) });
    wait(entry);
  }
  const said = (round) => ({ question: round.question, answer: cut(round.record?.answer ?? "", LONGEST_ANSWER), cited: (round.citations ?? []).map((citation) => citation.place).slice(0, 50) });

  function drop(id) {
    const from = open.rounds.findIndex((round) => round.id === id);
    open.dropped ??= [];
    for (const round of from < 0 ? [] : open.rounds.splice(from)) {
      open.dropped.push(round.id);
      if (rounds.isBusy(round)) end(asked.get(round.id));
      rounds.remove(round.id);
    }
  }

  // The server cannot tell a question that waits in its queue anything, nor that it is no longer there.
  function wait(entry) {
    const isWaiting = () => !entry.heard && rounds.isBusy(entry.round);
    setTimeout(() => {
      if (!isWaiting()) return;
      document.body.setAttribute("data-waiting", "");
      announce("Waiting for other questions to finish");
    }, QUEUE_DELAY);
    const check = setInterval(async () => {
      if (!rounds.isBusy(entry.round)) return clearInterval(check);
      if (Date.now() - entry.heard < PATIENCE) return;
      if (await fetch("healthz", { cache: "no-store" }).then(() => true, () => false)) return;
      fail(entry, "The server did not answer.", "Check that OnRecord is still running, then ask again.");
    }, PATIENCE);
  }

  /** The queue is full. Which question it did not take is not told, but is told at once: it is the last one asked. */
  function refused() {
    const entry = [...asked.values()].findLast(({ heard, round }) => !heard && rounds.isBusy(round));
    if (entry) fail(entry, "Too many questions are waiting to be answered.", "Ask again in a moment.");
  }

  const busyOf = (id) => [...asked.values()].filter(({ conversation, round }) => conversation.id === id && rounds.isBusy(round));
  const stop = () => busyOf(open.id).forEach(end);

  /** Stop one question; where the server has not begun with it, it is told so with the first news. */
  function end(entry) {
    if (entry.heard) send.stop(entry.round.id);
    entry.round.status = "stopped";
    document.body.removeAttribute("data-waiting");
    changed(entry);
  }

  const find = (id) => open.rounds.find((round) => round.id === id);
  function again(id) {
    const round = find(id);
    ask({ question: round.question, filters: round.filters, without: round.without, since: id });
  }
  function without(id, kind) {
    const round = find(id);
    ask({ question: round.question, filters: round.filters, without: [...(round.without ?? []), kind], since: id });
  }

  // ---- which conversation is open

  function showConversation(conversation) {
    open = conversation;
    kept.open = open.id;
    rounds.clear();
    OnRecord.box.leave();
    for (const round of open.rounds) {
      const live = asked.get(round.id);
      if (!live && rounds.isBusy(round)) round.status = "interrupted";
      rounds.draw(root, live?.round ?? round, true);
    }
    filters.set(open.rounds.at(-1)?.filters);
    showState();
    OnRecord.side.redraw();
  }

  const none = () => ({ id: kept.newId(), rounds: [] });
  function begin() {
    showConversation(none());
    OnRecord.closePanel(); // it shows a source of another conversation
    window.scrollTo({ top: 0 });
  }
  function startAnew(why) {
    begin();
    announce(why);
  }
  function show(id) {
    const conversation = busyOf(id)[0]?.conversation ?? kept.read(id);
    if (!conversation || conversation.id === open.id) return;
    showConversation(conversation);
    OnRecord.closePanel();
    const last = rounds.article(open.rounds.at(-1)?.id);
    last?.scrollIntoView({ block: "start" });
    last?.querySelector("h2").focus({ preventScroll: true });
    announce(`Conversation opened: ${open.rounds[0].question}`);
  }
  function remove(id) {
    busyOf(id).forEach(end);
    if (open.id === id) begin();
    kept.remove(id);
  }

  /** What the address asks for, or the conversation that was open in this tab before it was loaded again. */
  async function begun() {
    const url = new URL(location);
    const question = url.searchParams.get("q")?.trim();
    const answer = url.searchParams.get("a");
    if (!question && !answer) {
      const before = kept.read(kept.open);
      if (before) showConversation(before);
      return;
    }
    const held = filters.fromAddress(url.searchParams);
    for (const name of ["q", "a"]) url.searchParams.delete(name);
    filters.clearAddress(url);
    history.replaceState(history.state, "", url); // loading the page again does not ask again
    showConversation(none());
    if (question) {
      filters.set(held);
      ask({ question: cut(question, LONGEST_QUESTION), isByLink: true });
    } else await showKept(answer);
  }

  async function showKept(id) {
    const told = await answered(server.kept(id));
    const round = { id: kept.newId(), question: "Kept answer", filters: {}, without: [], status: "failed", ...told };
    open.rounds.push(round);
    rounds.draw(root, round);
    if (!told.problem) kept.write(open);
    showState();
  }

  OnRecord.conversations = { ask, again, without, stop, refused, begin, show, remove, get server() { return server; } };
})();
