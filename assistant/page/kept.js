// The conversations of this browser: a list that all its tabs share, and the one that is open in this tab. Where people
// log in, each of them has a list of their own.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const user = document.querySelector('meta[name="onrecord-user"]')?.content;
  const PREFIX = `onrecord:${location.pathname}:${user ? `${encodeURIComponent(user)}:` : ""}`;
  const OPEN = `${PREFIX}open`; // in the session's storage, which every tab has for itself
  const MOST = 100; // conversations; the oldest go first
  const listeners = [];

  // Storage may be forbidden, or full: then the conversations last as long as the page.
  function attempt(work, otherwise = null) {
    try {
      return work();
    } catch {
      return otherwise;
    }
  }

  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => letters[n % letters.length]).join("");

  function read(id) {
    const stored = attempt(() => JSON.parse(localStorage.getItem(PREFIX + id)));
    return stored?.version === 1 && Array.isArray(stored.rounds) ? stored : null;
  }

  function ids() {
    const names = attempt(() => Object.keys(localStorage), []);
    const own = names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
    return own.filter((id) => !id.includes(":")); // else it is of somebody who logs in
  }

  /** Every conversation with at least one question, the last changed first. */
  const list = () =>
    ids()
      .map(read)
      .filter((one) => one?.rounds.length)
      .sort((one, other) => other.changed - one.changed);

  /** Keep a conversation; rounds that another tab added to it meanwhile are kept too, unless they were dropped here. */
  function write({ id, rounds, dropped = [] }) {
    const known = new Set([...rounds.map((round) => round.id), ...dropped]);
    const others = (read(id)?.rounds ?? []).filter((round) => !known.has(round.id));
    const stored = { version: 1, id, changed: Date.now(), rounds: [...others, ...rounds], dropped: [...dropped] };
    for (const old of list().filter((one) => one.id !== id).slice(MOST - 1)) attempt(() => localStorage.removeItem(PREFIX + old.id));
    while (!attempt(() => (localStorage.setItem(PREFIX + id, JSON.stringify(stored)), true))) {
      const oldest = list().findLast((one) => one.id !== id);
      if (!oldest) break;
      attempt(() => localStorage.removeItem(PREFIX + oldest.id));
    }
    changed();
  }

  function remove(id) {
    attempt(() => localStorage.removeItem(PREFIX + id));
    changed();
  }

  const changed = (id = null) => listeners.forEach((listener) => listener(id));
  // Storage tells the other tabs only, which is how they learn of it.
  window.addEventListener("storage", (event) => {
    if (event.storageArea === attempt(() => localStorage) && event.key?.startsWith(PREFIX)) {
      changed(event.newValue === null ? event.key.slice(PREFIX.length) : null);
    }
  });

  OnRecord.kept = {
    newId,
    read,
    list,
    write,
    remove,
    /** Calls with the id of a conversation that another tab deleted, or null for any other change. */
    onChange: (listener) => listeners.push(listener),
    get open() {
      return attempt(() => sessionStorage.getItem(OPEN));
    },
    set open(id) {
      attempt(() => sessionStorage.setItem(OPEN, id));
    },
  };
})();
