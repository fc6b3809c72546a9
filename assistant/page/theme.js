// The theme: the system's until the person chooses. Runs before anything is drawn, and again whenever Gradio sets its own.
(() => {
  "use strict";
  const OnRecord = (window.OnRecord ??= {});
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const theme = (OnRecord.theme = {
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
      document.documentElement.dataset.theme = this.dark ? "dark" : "light";
      document.documentElement.style.colorScheme = this.dark ? "dark" : "light";
      if (document.body && document.body.classList.contains("dark") !== this.dark) document.body.classList.toggle("dark", this.dark);
      document.querySelector(".or-theme")?.setAttribute("aria-pressed", String(this.dark));
    },
  });
  const followBody = () => new MutationObserver(() => theme.apply()).observe(document.body, { attributeFilter: ["class"] });
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    theme.apply();
    followBody();
  }).observe(document.documentElement, { childList: true });
  theme.apply();
  systemDark.addEventListener("change", () => theme.apply());
})();
