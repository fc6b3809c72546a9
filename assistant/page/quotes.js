// The Quotes tab: a box for one quote (a link ?quote=WORDS&by=SPEAKER fills it), and below it an article (quoted_article.js).
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, banner, announce, answered, pageLink, copyButton, openWhenThere } = OnRecord.tools;
  const TAB = "tab-quotes-button";
  const LONGEST = 20000;
  let server, nodes, wanted = 0;

  const addressed = () => new URL(location).searchParams.get("quote")?.trim();
  // a link to a quote opens the tab as soon as there is one
  if (addressed()) openWhenThere(TAB);

  OnRecord.quotes = (element, props, functions) => {
    server = functions;
    const root = element.querySelector(".or-root");
    root.classList.add("or-quotes");
    nodes = { form: quoteForm(props.verbatim), found: el("section", { class: "or-check", "aria-label": "What was found", hidden: true }) };
    root.replaceChildren(
      el("h2", { text: "Is this quote on the record?" }),
      nodes.form,
      nodes.found,
      ...OnRecord.quotedArticle(server, props.largest),
    );
    fromAddress();
  };

  function quoteForm(means) {
    const text = el("textarea", { id: "or-quote-text", rows: 3, maxlength: LONGEST, dir: "auto", required: true, "aria-describedby": "or-verbatim", placeholder: "Paste the quoted words" });
    const speaker = el("input", { type: "text", id: "or-quote-speaker", maxlength: 300, dir: "auto", autocomplete: "off", placeholder: "Name, or part of it" });
    const form = el(
      "form",
      { class: "or-quote-form", "aria-label": "Check a quote", novalidate: true },
      el("label", { class: "or-field or-wide" }, el("span", { text: "Quote" }), text),
      el("label", { class: "or-field" }, el("span", { text: "Said by (optional)" }), speaker),
      el("button", { type: "submit", class: "or-button primary", text: "Check" }),
      verbatim(means),
    );
    const send = () => check(text.value, speaker.value);
    form.onsubmit = (event) => (event.preventDefault(), send());
    text.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    };
    Object.assign(form, { fill: (words, who) => ((text.value = words), (speaker.value = who)), field: text });
    return form;
  }

  const verbatim = (means) => el("p", { id: "or-verbatim", class: "or-meta or-wide" }, el("b", { text: "Word for word" }), ` means: ${means}`);

  async function check(text, speaker) {
    const asked = ++wanted;
    nodes.form.setAttribute("aria-busy", "true");
    announce("Checking");
    const answer = await answered(server.checked_quote({ text, speaker }));
    if (asked !== wanted) return;
    nodes.form.removeAttribute("aria-busy");
    nodes.found.hidden = false;
    if (answer.problem) return nodes.found.replaceChildren(banner(answer.problem, answer.mend));
    const link = () => {
      const url = new URL(pageLink("quote", text.trim()));
      if (speaker.trim()) url.searchParams.set("by", speaker.trim());
      return url.href;
    };
    nodes.found.replaceChildren(
      el("p", { class: "or-on-paper", "aria-hidden": "true" }, el("q", { text: text.trim(), dir: "auto" }), speaker.trim() ? el("span", { class: "or-meta", text: `Said by ${speaker}`, dir: "auto" }) : null),
      el("h3", { class: "or-told", "data-verdict": answer.verdict, text: answer.told }),
      ...OnRecord.quotePlaces.parts(answer, server),
      el("div", { class: "or-actions or-check-foot" }, el("span", { class: "or-meta", text: answer.searched }), copyButton("Copy link to this check", link)),
    );
    announce([answer.told, answer.why, answer.cut && `Cut: ${answer.cut.why}.`].filter(Boolean).join(" "));
  }

  function fromAddress() {
    const url = new URL(location);
    const text = addressed();
    if (!text) return;
    const speaker = url.searchParams.get("by") ?? "";
    for (const name of ["quote", "by"]) url.searchParams.delete(name);
    history.replaceState(history.state, "", url);
    nodes.form.fill(text.slice(0, LONGEST), speaker);
    check(text, speaker);
  }
})();
