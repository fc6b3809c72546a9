// A question of a run, folded open: what was expected, what was answered and cited, what was found. Asked for when
// it is opened. Places that the library holds open in the reader.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, answered } = OnRecord.tools;

  OnRecord.evaluationQuestion = (run, line, verdict, server) => {
    const summary = el("summary", {}, el("span", { class: "or-verdict", text: verdict }), " ", el("span", { text: line.ask, dir: "auto" }));
    if (line.why) summary.append(el("span", { class: "or-meta", text: line.why, dir: "auto" }));
    const inside = el("div", { class: "or-inside" }, el("p", { class: "or-meta", text: "Loading…" }));
    const details = el("details", { class: "or-question", "data-state": line.state, "data-number": line.number }, summary, inside);
    details.ontoggle = async () => {
      if (!details.open || details.hasAttribute("data-asked")) return;
      details.setAttribute("data-asked", "");
      const answer = await answered(server.question({ run, number: line.number }));
      if (answer.problem) details.removeAttribute("data-asked"); // folding it open again asks again
      inside.replaceChildren(...(answer.problem ? [banner(answer.problem, answer.mend)] : parts(answer, line)));
    };
    return el("li", {}, details);
  };

  const list = (title, items, kind = "ul") => (items.length ? [el("h4", { text: title }), el(kind, { class: "or-plain" }, ...items)] : []);
  const item = (...children) => el("li", {}, ...children);
  const words = (text) => el("span", { text, dir: "auto" });

  function parts(question, line) {
    const told = [question.case, question.half, ...line.tags].join(" · ");
    return [
      el("p", { class: "or-meta", text: told, dir: "auto" }),
      ...list("Asked after", question.after.map((message, place) => item(el("b", { text: place % 2 ? "OnRecord: " : "Person: " }), words(message)))),
      question.understood ? el("p", { class: "or-meta", text: `Understood as: ${question.understood}`, dir: "auto" }) : null,
      ...list(question.state === "not scored" ? "Why it was not scored" : "Why it is wrong", question.whys.map((why) => item(words(why)))),
      el("h4", { text: "Expected" }),
      el("p", { text: `Expected: ${question.expected}. Given: ${question.given}.` }),
      ...list("Facts of a right answer", question.facts.map(factItem)),
      ...list("Where they stand", question.gold.map((place) => item(placeNode(place)))),
      ...answer(question),
      ...list("Cited", question.citations.map(quoteItem), "ol"),
      ...list("What came nearest", question.nearest.map(quoteItem), "ol"),
      ...list("Found, best first", question.found.map((hit) => item(placeNode(hit), el("span", { class: "or-meta inline", text: ` score ${hit.score}` }), goldNote(hit))), "ol"),
      question.judge ? el("p", { class: "or-meta", text: `Judge model (advice only): ${question.judge}` }) : null,
      ...figures(question.values),
    ].filter(Boolean);
  }

  function factItem(fact) {
    const mark = (holds, yes, no) => el("span", { class: holds ? "or-good" : "or-bad", text: holds ? `✓ ${yes}` : `✗ ${no}` });
    const note = [fact.needed ? "" : "nice to have", fact.why].filter(Boolean).join("; ");
    return item(words(fact.say), el("span", { class: "or-marks" }, mark(fact.said, "said", "not said"), " ", mark(fact.cited, "cited", "not cited"), note ? el("span", { class: "or-meta inline", text: ` ${note}`, dir: "auto" }) : null));
  }

  function answer(question) {
    const said = question.answer.map((each) => {
      const note = [each.citations.length ? "" : "no citation", each.note].filter(Boolean).join("; ");
      return el("p", { dir: "auto" }, each.text, ...each.citations.map((n) => el("span", { class: "or-number", text: ` [${n}]` })), note ? el("span", { class: "or-bad", text: ` (${note})` }) : null);
    });
    return [el("h4", { text: "Answer" }), ...(said.length ? said : [el("p", { text: question.text || "Nothing.", dir: "auto" })])];
  }

  function quoteItem(cited) {
    const node = item(el("q", { text: cited.quote, dir: "auto" }), goldNote(cited), el("span", { class: "or-meta" }, words(cited.who), " · ", placeNode(cited)));
    node.value = cited.n;
    return node;
  }

  const goldNote = (place) => (place.gold ? el("span", { class: "or-good", text: " ✓ holds a fact" }) : null);

  function placeNode(place) {
    const name = `${place.opens ?? place.transcript}, exchange ${place.exchange + 1}`;
    return place.opens ? button(name, { class: "or-link", onclick: () => OnRecord.read(`${place.transcript}.${place.exchange}`) }) : words(name);
  }

  function figures(values) {
    if (!values.length) return [];
    return [el("h4", { text: "Figures of this question" }), el("dl", { class: "or-pairs" }, ...values.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]))];
  }
})();
