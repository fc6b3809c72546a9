// Two wordings compared: what only the first has is struck out, what only the second has is underlined, and both are
// told in words too.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el } = OnRecord.tools;
  const SHOWN = 12; // changes that are told in words; more are seen in the text alone

  const isChanged = (diff) => diff.some(([kind]) => kind !== "equal");

  /** The stretches of a difference; `names` says how a screen reader calls what was left out and what was put in. */
  function nodes(diff, names) {
    return diff.flatMap(([kind, text]) => {
      if (kind === "equal") return document.createTextNode(text);
      const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text); // a line through the space would join two words
      if (!words) return document.createTextNode(text);
      const name = el("span", { class: "or-hidden", text: ` [${kind === "delete" ? names.dropped : names.added}: ` });
      return [before, el(kind === "delete" ? "del" : "ins", {}, name, words, el("span", { class: "or-hidden", text: "] " })), after];
    });
  }

  /** `Left out: “not”. Put in: “gladly”.`, or null where nothing differs. */
  function told(diff, names) {
    const changed = diff.filter(([kind, text]) => kind !== "equal" && text.trim());
    const hasWords = changed.some(([, text]) => /[\p{L}\p{N}]/u.test(text));
    const sentences = [["delete", names.dropped], ["insert", names.added]].map(([wanted, name]) => {
      const words = changed.filter(([kind, text]) => kind === wanted && (!hasWords || /[\p{L}\p{N}]/u.test(text))).map(([, text]) => `“${text.trim()}”`);
      if (!words.length) return null;
      const more = words.length > SHOWN ? ` and ${words.length - SHOWN} more` : "";
      return `${name[0].toUpperCase()}${name.slice(1)}: ${words.slice(0, SHOWN).join(", ")}${more}.`;
    });
    const line = sentences.filter(Boolean).join(" ");
    return line ? el("p", { class: "or-changes", text: line, dir: "auto" }) : null;
  }

  OnRecord.wordDiff = { isChanged, nodes, told };
})();
