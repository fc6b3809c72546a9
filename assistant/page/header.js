// The head of the page.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, icon, mount } = OnRecord.tools;
  const { theme } = OnRecord;

  function menu() {
    const node = button("", { class: "or-menu", "aria-label": "Conversations and filters", title: "Conversations and filters", "aria-controls": "side", "aria-expanded": String(document.body.hasAttribute("data-side")), onclick: () => OnRecord.side.toggle(node) });
    node.append(icon("menu"));
    return node;
  }

  OnRecord.header = (element, props, watch) =>
    mount(element, props, watch, (root, library) => {
      root.classList.add("or-header");
      root.replaceChildren(
        menu(),
        el("span", { class: "or-logo", "aria-hidden": "true", text: "“" }),
        el("h1", { text: "OnRecord" }),
        el("p", { class: "or-summary", text: library.summary ?? "" }),
        button("", { class: "or-theme", "aria-label": "Dark theme", title: "Dark theme", onclick: () => theme.toggle() }),
      );
      theme.apply();
    });
})();
