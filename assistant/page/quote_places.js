// What a check of a quote found: the verdict in words, what was cut off, and every place, which opens in the reader.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, pageLink, answered } = OnRecord.tools;
  const { isChanged, nodes, told } = OnRecord.wordDiff;
  const NAMES = { dropped: "said, but not in the quote", added: "in the quote, but not said" };
  const FIRST = 5; // places that are shown at once

  /** The parts below a heading that tells the verdict; `server` is asked for the places that were not sent. */
  function parts(check, server) {
    return [
      check.why ? el("p", { class: "or-why", text: check.why, dir: "auto" }) : null,
      check.cut ? cutNode(check.cut) : null,
      check.places.some((place) => isChanged(place.diff)) ? legend() : null,
      ...placeList(check, server),
      ...(check.nearest ? [el("h4", { text: "The nearest sentence" }), el("ul", { class: "or-mentions" }, placeItem(check.nearest, { bare: true }))] : []),
    ].filter(Boolean);
  }

  function cutNode(cut) {
    return el("div", { class: "or-cut" }, el("p", {}, el("strong", { text: "Cut: " }), el("span", { text: `${cut.why}.` })), el("p", { class: "or-meta", text: "What was said in full" }), el("q", { text: cut.sentence, dir: "auto" }));
  }

  const legend = () => el("p", { class: "or-meta or-diff-legend" }, el("del", { text: "Struck out" }), `: ${NAMES.dropped}. `, el("ins", { text: "Underlined" }), `: ${NAMES.added}.`);

  function placeList({ text, speaker, places, of, next, cut }, server) {
    if (!places.length) return [];
    const item = (place) => placeItem(cut ? { ...place, cut: null } : place); // told once
    const list = el("ol", { class: "or-mentions" }, ...places.slice(0, FIRST).map(item));
    const further = async (start) => {
      if (start < places.length) return { cards: places.slice(start), next };
      const answer = await answered(server.checked_quote({ text, speaker, start }));
      return answer.problem ? answer : { cards: answer.places, next: answer.next };
    };
    const more = OnRecord.mentions.moreButton(list, places.length > FIRST || next ? FIRST : null, further, { item, label: `Show more places, of ${of}` });
    return [list, more];
  }

  function placeItem(place, { bare = false } = {}) {
    const changed = !bare && isChanged(place.diff);
    const words = bare ? [document.createTextNode(place.diff.filter(([kind]) => kind !== "insert").map(([, text]) => text).join(""))] : nodes(place.diff, NAMES);
    const open = el("a", { class: "or-card or-mention", href: pageLink("t", place.place) });
    open.append(el("span", { class: "or-meta", text: place.facts, dir: "auto" }), el("q", { dir: "auto" }, ...words));
    open.onclick = (event) => openPlace(event, place.place);
    return el(
      "li",
      {},
      place.part ? el("p", { class: "or-part-of" }, "Part of the quote: ", el("q", { text: place.part, dir: "auto" })) : null,
      open,
      changed ? told(place.diff, NAMES) : null,
      place.cut ? cutNode(place.cut) : null,
      place.source_url ? el("a", { class: "or-link", href: place.source_url, target: "_blank", rel: "noopener noreferrer", text: "Open original" }) : null,
    );
  }

  function openPlace(event, place) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    OnRecord.read(place);
  }

  OnRecord.quotePlaces = { parts, openPlace };
})();
