// The sidebar: filters, and the conversations of this browser. On a phone it is a sheet.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, icon, confirmed, announce } = OnRecord.tools;
  const NARROW = matchMedia("(max-width: 1240px)");
  const WANTED = "onrecord-sidebar"; // whether it is wanted where there is room for it
  let root, list, opener;

  function wanted(value) {
    try {
      if (value !== undefined) localStorage.setItem(WANTED, value);
      return localStorage.getItem(WANTED) !== "closed";
    } catch {
      return true;
    }
  }

  const BEHIND = '#reading, #source, .or-header, #tabs [role="tablist"]'; // what a sheet covers cannot have focus
  const SHEET = { role: "dialog", "aria-modal": "true", "aria-label": "Conversations and filters" };
  const isOpen = () => document.body.hasAttribute("data-side");
  function show(open) {
    document.body.toggleAttribute("data-side", open);
    document.querySelector(".or-menu")?.setAttribute("aria-expanded", String(open));
    const isSheet = open && NARROW.matches;
    for (const node of document.querySelectorAll(BEHIND)) node.inert = isSheet;
    const side = document.getElementById("side");
    for (const [name, value] of Object.entries(SHEET)) isSheet ? side.setAttribute(name, value) : side.removeAttribute(name);
  }

  function openSidebar(from, target) {
    const tab = document.querySelector('#tabs button[role="tab"]');
    if (tab?.getAttribute("aria-selected") === "false") tab.click();
    opener = from;
    show(true);
    if (!NARROW.matches) wanted("open");
    requestAnimationFrame(() => (target ? root.querySelector(target) : root.querySelector("button"))?.focus());
  }
  function closeSidebar() {
    show(false);
    if (!NARROW.matches) wanted("closed");
    (opener?.isConnected ? opener : document.querySelector(".or-menu"))?.focus();
  }

  OnRecord.sidebar = (element) => {
    root = element.querySelector(".or-root");
    root.classList.add("or-side");
    list = el("ul", { class: "or-conversations", "aria-labelledby": "or-conversations-title" });
    const fresh = button("New conversation", { class: "or-button or-new", onclick: () => (OnRecord.conversations.begin(), leaveSheet()) });
    fresh.prepend(icon("plus"));
    const conversations = el("section", { "aria-labelledby": "or-conversations-title" }, el("div", { class: "or-side-head" }, el("h2", { id: "or-conversations-title", text: "Conversations" })), list);
    root.append(button("×", { class: "or-close", "aria-label": "Close sidebar", onclick: closeSidebar }), fresh, OnRecord.filters.form(), conversations);
    show(!NARROW.matches && wanted());
    NARROW.addEventListener("change", () => show(!NARROW.matches && wanted()));
    OnRecord.beside(element);
    OnRecord.kept.onChange(draw);
    draw();
  };
  function leaveSheet() {
    if (NARROW.matches) closeSidebar();
    document.querySelector("#box textarea")?.focus();
  }

  function draw() {
    if (!list) return;
    const kept = OnRecord.kept.list();
    const focused = list.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.id : null;
    list.replaceChildren(...kept.map(entry));
    list.parentElement.hidden = !kept.length;
    if (focused) (list.querySelector(`[data-id="${focused}"] button`) ?? root.querySelector(".or-new")).focus();
  }

  function entry(conversation) {
    const title = conversation.rounds[0].question;
    const isCurrent = conversation.id === OnRecord.kept.open;
    const go = button(title, { class: "or-conversation", dir: "auto", title, "aria-current": isCurrent ? "true" : null, onclick: () => (OnRecord.conversations.show(conversation.id), NARROW.matches && leaveSheet()) });
    const remove = button("", { class: "or-bin", "aria-label": `Delete conversation: ${title}`, title: "Delete", onclick: () => confirmRemoval(conversation, title) });
    remove.append(icon("bin"));
    return el("li", { "data-id": conversation.id }, go, remove);
  }

  async function confirmRemoval(conversation, title) {
    const lines = [title, "It is deleted from this browser. Transcripts stay in the library."];
    if (!(await confirmed("Delete this conversation?", lines, "Keep", "Delete"))) return;
    OnRecord.conversations.remove(conversation.id);
    announce("Conversation deleted");
    root.querySelector(".or-new").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && NARROW.matches && isOpen() && !document.querySelector("dialog[open]")) {
      event.stopImmediatePropagation();
      closeSidebar();
    }
  });

  // the page behind a sheet is there to close it
  document.addEventListener("click", (event) => {
    if (!NARROW.matches || !isOpen() || event.target.closest?.("#side, .or-menu, .or-open-filters, dialog")) return;
    event.preventDefault();
    event.stopPropagation();
    closeSidebar();
  }, true);

  OnRecord.side = { open: openSidebar, toggle: (from) => (isOpen() ? closeSidebar() : openSidebar(from)), redraw: draw };
})();
