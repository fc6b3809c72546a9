// The head of the page, and its theme: the system's until the person chooses.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, mount } = OnRecord.tools;
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const theme = {
    get chosen() {
      try {
        return localStorage.getItem("onrecord-theme");
      } catch {
        return null; // storage may be forbidden
      }
    },
    get dark() {
      return this.chosen ? this.chosen === "dark" : systemDark.matches;
    },
    toggle() {
      try {
        localStorage.setItem("onrecord-theme", this.dark ? "light" : "dark");
      } catch {}
      this.apply();
    },
    apply() {
      if (document.body.classList.contains("dark") !== this.dark) document.body.classList.toggle("dark", this.dark);
      document.documentElement.style.colorScheme = this.dark ? "dark" : "light";
      document.querySelector(".or-theme")?.setAttribute("aria-pressed", String(this.dark));
    },
  };
  theme.apply();
  systemDark.addEventListener("change", () => theme.apply());
  // Gradio sets the class from the system again once it is mounted
  new MutationObserver(() => theme.apply()).observe(document.body, { attributeFilter: ["class"] });

  OnRecord.header = (element, props, watch) =>
    mount(element, props, watch, (root, library) => {
      root.classList.add("or-header");
      root.replaceChildren(
        el("span", { class: "or-logo", "aria-hidden": "true", text: "“" }),
        el("h1", { text: "OnRecord" }),
        el("p", { class: "or-summary", text: library.summary ?? "" }),
        button("", { class: "or-theme", "aria-label": "Dark theme", title: "Dark theme", onclick: () => theme.toggle() }),
      );
      theme.apply();
    });
})();
