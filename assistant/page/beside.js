// What stands beside the conversation ends with the window: how much of it the page's head takes changes as one scrolls.
(() => {
  "use strict";
  let ask;

  function measure() {
    if (!ask.offsetParent) return; // another tab is open
    const above = Math.max(0, Math.round(ask.getBoundingClientRect().top));
    document.documentElement.style.setProperty("--or-above", `${above}px`);
  }

  window.OnRecord.beside = (element) => {
    ask = element.closest("#ask");
    for (const event of ["scroll", "resize"]) window.addEventListener(event, measure, { passive: true });
    new ResizeObserver(measure).observe(ask); // also once its tab is opened again
  };
})();
