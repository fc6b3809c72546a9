// An article in the Quotes tab: pasted, uploaded or behind an address; then its marked-up copy, in which each quotation
// leads to its verdict, and the report to save.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered, save } = OnRecord.tools;
  const KINDS = ".txt,.md,.html,.htm,.mhtml,.docx,.pdf";
  let server, largest, nodes, wanted = 0;

  OnRecord.quotedArticle = (functions, most) => {
    [server, largest] = [functions, most];
    nodes = { status: el("p", { class: "or-notice", role: "status" }), found: el("section", { class: "or-article-found", "aria-label": "The article, checked", hidden: true }) };
    const forms = el("div", { class: "or-article-forms" }, pasteForm(), el("div", { class: "or-article-ways" }, fileWay(), addressForm()));
    return [el("h2", { text: "Check an article" }), el("p", { class: "or-lead", text: "Every quotation in it is found and checked. Those that nobody in these transcripts could have said are left open." }), forms, nodes.status, nodes.found];
  };

  function pasteForm() {
    const text = el("textarea", { id: "or-article-text", rows: 6, dir: "auto", placeholder: "Paste the text of the article" });
    const form = el("form", { class: "or-paste", novalidate: true }, el("label", { class: "or-field" }, el("span", { text: "Text" }), text), el("button", { type: "submit", class: "or-button primary", text: "Check the text" }));
    form.onsubmit = (event) => (event.preventDefault(), check({ text: text.value }));
    return form;
  }

  function fileWay() {
    const input = el("input", { type: "file", id: "or-article-file", accept: KINDS, hidden: true, tabindex: "-1", "aria-label": "File of an article" });
    input.onchange = () => {
      const [file] = input.files;
      if (file) upload(file);
      input.value = "";
    };
    return el("div", { class: "or-way or-field" }, el("span", { text: "File" }), el("span", { id: "or-article-kinds", class: "or-meta", text: "Text, Markdown, HTML, Word or PDF" }), button("Choose a file", { class: "or-button", "aria-describedby": "or-article-kinds", onclick: () => input.click() }), input);
  }

  function addressForm() {
    const input = el("input", { type: "url", id: "or-article-address", maxlength: 2000, placeholder: "https://…", autocapitalize: "off", autocomplete: "off", spellcheck: "false" });
    const form = el("form", { class: "or-way", novalidate: true }, el("label", { class: "or-field" }, el("span", { text: "Web address" }), input), el("button", { type: "submit", class: "or-button", text: "Check the page" }));
    form.onsubmit = (event) => (event.preventDefault(), check({ address: input.value }));
    return form;
  }

  async function upload(file) {
    const asked = ++wanted;
    const item = { name: file.name, file, state: "busy" };
    busy("Uploading…");
    await OnRecord.uploads.upload([item], new AbortController().signal, largest, () => {});
    if (asked !== wanted) return;
    if (item.path) check({ file: { path: item.path, name: item.name } });
    else failed(`${file.name}:`, item.text);
  }

  const busy = (text) => ((nodes.status.textContent = text), nodes.found.setAttribute("aria-busy", "true"));
  const idle = () => ((nodes.status.textContent = ""), nodes.found.removeAttribute("aria-busy"));
  function failed(problem, mend) {
    idle();
    nodes.found.hidden = false;
    nodes.found.replaceChildren(banner(problem, mend));
  }

  async function check(sent) {
    const asked = ++wanted;
    busy("Checking every quotation…");
    const answer = await answered(server.article(sent));
    if (asked !== wanted) return;
    if (answer.problem) return failed(answer.problem, answer.mend);
    idle();
    nodes.found.hidden = false;
    draw(answer);
    announce(answer.summary);
  }

  // ---- the marked-up copy, and the verdicts

  function draw(answer) {
    const byNumber = new Map(answer.quotes.map((quote) => [quote.n, quote]));
    const heading = el("h3", { tabindex: "-1", text: answer.title, dir: "auto" });
    const name = `${answer.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}-checked.html`;
    const report = button("Save the report", { class: "or-button", onclick: () => save(new Blob([answer.report], { type: "text/html" }), name) });
    nodes.found.replaceChildren(
      el("div", { class: "or-list-head" }, heading, report),
      el("p", { class: "or-facts", text: `${answer.summary} ${answer.searched}` }),
      el(
        "div",
        { class: "or-article-columns" },
        el("article", { class: "or-copy-of", "aria-label": "Marked-up copy" }, ...answer.paragraphs.map((pieces) => paragraph(pieces, byNumber))),
        el("ol", { class: "or-verdicts", "aria-label": "Verdicts" }, ...answer.quotes.map(verdictItem)),
      ),
    );
    heading.focus();
  }

  function paragraph(pieces, byNumber) {
    return el("p", { dir: "auto" }, ...pieces.map((piece) => (piece.n === null ? document.createTextNode(piece.text) : quotation(piece, byNumber.get(piece.n)))));
  }

  function quotation(piece, quote) {
    // a button cannot run on from line to line
    const node = el("a", { class: "or-quotation", href: `#or-verdict-${quote.n}`, "data-verdict": quote.verdict, "data-n": quote.n });
    node.onclick = (event) => (event.preventDefault(), jump(verdictOf(quote.n)));
    node.append(el("span", { text: piece.text }), " ", el("small", { text: `${quote.n} ${quote.name}` }));
    return node;
  }

  const verdictOf = (n) => nodes.found.querySelector(`.or-verdicts [data-n="${n}"]`);
  function jump(node) {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    node.focus({ preventScroll: true });
  }

  function verdictItem(quote) {
    const back = button("Back to the text", { class: "or-link", "aria-label": `Back to quotation ${quote.n} in the text`, onclick: () => jump(nodes.found.querySelector(`.or-quotation[data-n="${quote.n}"]`)) });
    const rest = quote.check ? OnRecord.quotePlaces.parts(quote.check, server) : [el("p", { class: "or-why", text: `Left open: ${quote.open}.`, dir: "auto" })];
    return el(
      "li",
      { id: `or-verdict-${quote.n}`, tabindex: "-1", "data-n": quote.n },
      el("p", { class: "or-told", "data-verdict": quote.verdict, text: `${quote.n}. ${quote.check?.told ?? "Left open."}` }),
      el("p", {}, el("q", { text: quote.text, dir: "auto" }), quote.speaker ? el("span", { class: "or-meta", text: `The article credits ${quote.speaker}`, dir: "auto" }) : null),
      ...rest,
      back,
    );
  }
})();
