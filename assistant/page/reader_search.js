// Searching in the transcript that is read: every match is counted and coloured, and stepped through. The text stays
// as it is drawn: the browser paints the matches (CSS Custom Highlight API) where it can.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button } = OnRecord.tools;
  const TYPING = 150; // ms after the last key
  const MOST_PAINTED = 2000;
  const canPaint = Boolean(window.CSS?.highlights && window.Highlight);

  OnRecord.readerSearch = (article) => {
    let matches = [], at = -1, words = "", timer;
    const input = el("input", { type: "search", placeholder: "Search in this transcript", "aria-label": "Search in this transcript", dir: "auto", autocomplete: "off", spellcheck: "false" });
    const count = el("output", { class: "or-count", role: "status" });
    const step = (label, by) => button(label, { class: "or-button small", disabled: true, onclick: () => go(by), "aria-label": by > 0 ? "Next match" : "Previous match" });
    const [before, after] = [step("↑", -1), step("↓", 1)];
    const bar = el("form", { class: "or-reader-search", role: "search" }, input, before, after, count);
    bar.onsubmit = (event) => event.preventDefault();
    input.oninput = () => (clearTimeout(timer), (timer = setTimeout(() => (find(), go(1)), TYPING)));
    input.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (words !== input.value.trim()) (clearTimeout(timer), find());
      go(event.shiftKey ? -1 : 1);
    };

    function find() {
      words = input.value.trim();
      at = -1;
      matches = words ? matchesOf(pattern(words)) : [];
      show();
    }

    function pattern(text) {
      const escaped = text.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      return new RegExp(escaped.join("\\s+"), "giu");
    }

    function matchesOf(wanted) {
      const found = [];
      for (const paragraph of article.querySelectorAll("[data-words]")) {
        for (const match of paragraph.textContent.matchAll(wanted)) found.push({ paragraph, start: match.index, end: match.index + match[0].length });
      }
      return found;
    }

    function show() {
      before.disabled = after.disabled = !matches.length;
      count.textContent = !words ? "" : !matches.length ? "No match" : at < 0 ? `${matches.length.toLocaleString("en")} found` : `${(at + 1).toLocaleString("en")} of ${matches.length.toLocaleString("en")}`;
      article.querySelector(".or-found-here")?.classList.remove("or-found-here");
      if (!canPaint) return matches[at]?.paragraph.classList.add("or-found-here");
      CSS.highlights.set("or-found", new Highlight(...matches.slice(0, MOST_PAINTED).map(rangeOf)));
      CSS.highlights.set("or-found-now", new Highlight(...(matches[at] ? [rangeOf(matches[at])] : [])));
    }

    function go(by) {
      if (!matches.length) return;
      at = (at + by + matches.length + (at < 0 && by < 0 ? 1 : 0)) % matches.length;
      show();
      const { paragraph } = matches[at];
      paragraph.scrollIntoView({ block: "center", behavior: "instant" });
      const box = rangeOf(matches[at]).getBoundingClientRect();
      if (box.top < 120 || box.bottom > innerHeight - 40) window.scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" }); // a paragraph higher than the window
    }

    return {
      bar,
      grown() {
        if (!words) return;
        const place = at;
        find();
        at = Math.min(place, matches.length - 1);
        show();
      },
      clear() {
        clearTimeout(timer);
        if (canPaint) for (const name of ["or-found", "or-found-now"]) CSS.highlights.delete(name);
      },
    };
  };

  /** The words of a match: a paragraph may hold several text nodes. */
  function rangeOf({ paragraph, start, end }) {
    const range = document.createRange();
    const nodes = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const { length } = node.data;
      if (start >= passed && start <= passed + length) range.setStart(node, start - passed);
      if (end <= passed + length) {
        range.setEnd(node, end - passed);
        break;
      }
      passed += length;
    }
    return range;
  }
})();
