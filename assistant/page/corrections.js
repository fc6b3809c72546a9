// What a person puts right: the dialog for a transcript, and the bounds of exchanges in the source panel.
// Only what was changed is sent; assistant/page_input.py checks it again.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, banner, announce, answered, dialog, confirmed } = OnRecord.tools;
  const ROLES = { asker: "Asker", answerer: "Answerer", moderator: "Moderator" };
  const NOBODY = "No name read";

  // ---- the dialog

  OnRecord.correct = async (transcript, server, send) => {
    const now = await answered(server.correction(transcript.id));
    const node = dialog("Correct this transcript", { class: "or-dialog or-correct" });
    node.append(el("p", { class: "or-meta", text: now.file ?? transcript.file, dir: "auto" }));
    if (now.problem) {
      node.append(banner(now.problem, now.mend), el("div", { class: "or-choices" }, button("Close", { class: "or-button", onclick: () => node.close() })));
    } else {
      node.append(formFor(now, server, () => (node.close(), send.corrected({ id: now.id }))));
    }
    node.addEventListener("cancel", (event) => node.querySelector("form[aria-busy=true]") && event.preventDefault());
    node.showModal();
  };

  function formFor(now, server, done) {
    const fields = {
      title: el("input", { type: "text", value: now.title, maxlength: 200, dir: "auto" }),
      date: el("input", { type: "date", value: now.date, max: "9999-12-31" }),
      source_url: el("input", { type: "url", value: now.source_url, maxlength: 2000, placeholder: "https://…", spellcheck: "false" }),
    };
    const people = now.people.map(personFields);
    const untouched = Object.fromEntries(Object.entries(fields).map(([field, input]) => [field, input.value]));
    const problem = el("div", { class: "or-problem" });
    const save = el("button", { type: "submit", class: "or-button primary", text: "Save" });
    const form = el("form", { novalidate: true });

    async function send(asked) {
      if (form.getAttribute("aria-busy") === "true") return;
      form.setAttribute("aria-busy", "true");
      save.textContent = "Saving…";
      problem.replaceChildren();
      const answer = await answered(asked());
      form.removeAttribute("aria-busy");
      save.textContent = "Save";
      if (!answer.problem) return done();
      problem.replaceChildren(banner(answer.problem, answer.mend));
    }

    form.onsubmit = (event) => {
      event.preventDefault();
      const changed = changes(untouched, fields, people);
      if (!changed) return form.closest("dialog").close();
      send(() => server.correct({ id: now.id, ...changed }));
    };
    const takeBack = button("Take all corrections back", {
      class: "or-link or-back",
      onclick: async () => {
        const words = ["Title, date, source, names, roles and the bounds of exchanges become what was read from the file."];
        if (await confirmed("Take all corrections back?", words, "Keep them", "Take back")) send(() => server.take_back(now.id));
      },
    });
    form.append(
      el("p", { class: "or-hint", text: "The words stay as they are. Corrections stand beside them, and stay when a new version of the file is added." }),
      labelled("Title", fields.title),
      el("div", { class: "or-pair" }, labelled("Date", fields.date), labelled("Source address", fields.source_url)),
      peopleTable(people),
      el(
        "div",
        { class: "or-choices" },
        problem,
        now.corrected ? takeBack : null,
        button("Cancel", { class: "or-button", onclick: () => form.closest("dialog").close() }),
        save,
      ),
    );
    return form;
  }

  const labelled = (text, input) => el("label", { class: "or-field" }, el("span", { text }), input);

  function personFields(person) {
    const called = person.name ?? NOBODY;
    const name = el("input", { type: "text", value: person.name ?? "", maxlength: 200, dir: "auto", "aria-label": `Right name of ${called}` });
    const options = Object.entries(ROLES).map(([value, text]) => el("option", { value, text, selected: value === person.role }));
    if (!person.role) options.unshift(el("option", { value: "", text: "Several", selected: true }));
    const role = person.has_role ? el("select", { "aria-label": `Role of ${called}` }, ...options) : null;
    return { person, called, name, role, untouched: { name: name.value, role: role?.value } };
  }

  function peopleTable(people) {
    const head = ["Name now", "Right name", "Role"].map((text) => el("th", { scope: "col", text }));
    const rows = people.map(({ person, called, name, role }) =>
      el(
        "tr",
        {},
        el("th", { scope: "row", text: called, dir: "auto" }),
        el("td", {}, name),
        el("td", {}, role ?? el("span", { class: "or-meta", text: ROLES[person.role] ?? "Outlet" })),
      ),
    );
    if (!rows.length) return el("p", { class: "or-hint", text: "Nobody in this transcript has a name." });
    return el("table", { class: "or-people" }, el("caption", { text: "Everybody who speaks" }), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
  }

  // what differs from what was there, or null
  function changes(untouched, fields, people) {
    const changed = {};
    for (const [field, input] of Object.entries(fields)) if (input.value !== untouched[field]) changed[field] = input.value;
    const said = people
      .map(({ person, name, role, untouched: before }) => ({
        was: person.name,
        ...(name.value !== before.name && { name: name.value }),
        ...(role && role.value !== before.role && { role: role.value }),
      }))
      .filter((person) => "name" in person || "role" in person);
    if (said.length) changed.people = said;
    return Object.keys(changed).length ? changed : null;
  }

  // ---- bounds of exchanges, in the source panel; its attribute data-correcting shows the buttons

  const BOUNDS = { begin: "Begins an exchange", join: "Continues the exchange before" };
  const HINT = "Say at a turn whether an exchange begins there. Every correction can be taken back in the Library.";

  OnRecord.boundsToggle = (panel) => {
    const toggle = button("Correct bounds", { class: "or-link or-bounds", "aria-pressed": String(panel.hasAttribute("data-correcting")) });
    toggle.onclick = () => {
      const on = panel.toggleAttribute("data-correcting");
      toggle.setAttribute("aria-pressed", String(on));
      announce(on ? HINT : "Bounds are no longer shown");
    };
    return toggle;
  };

  OnRecord.boundsHint = (done) => el("p", { class: "or-hint or-bounds-hint", text: done ?? HINT });

  OnRecord.boundButton = (turn, correct) =>
    turn.bound ? button(BOUNDS[turn.bound], { class: "or-bound", "data-turn": turn.turn, "data-bound": turn.bound, "aria-label": `${BOUNDS[turn.bound]}: ${turn.who}`, onclick: () => correct(turn) }) : null;
})();
