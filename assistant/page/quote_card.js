// The card with the quote of a chip: on hover and focus; hoverable, closed by Escape (WCAG 1.4.13).
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el } = OnRecord.tools;
  const HIDE_DELAY = 150; // ms to move the pointer from a chip onto its quote card

  let card, hideTimer;
  function showCard(chip) {
    clearTimeout(hideTimer);
    const citation = OnRecord.citation(chip.dataset.round, chip.dataset.n);
    if (!citation) return;
    card ??= document.body.appendChild(el("div", { id: "or-quote", role: "tooltip" }));
    card.replaceChildren(...OnRecord.quoteParts(citation));
    card.hidden = false;
    chip.setAttribute("aria-describedby", "or-quote");
    const at = chip.getBoundingClientRect();
    const below = at.bottom + 6;
    card.style.left = `${Math.max(8, Math.min(at.left - 12, document.documentElement.clientWidth - card.offsetWidth - 8))}px`;
    card.style.top = `${below + card.offsetHeight < innerHeight ? below : Math.max(8, at.top - card.offsetHeight - 6)}px`;
  }
  function hideCard() {
    clearTimeout(hideTimer);
    if (card) card.hidden = true;
    document.querySelector("[aria-describedby=or-quote]")?.removeAttribute("aria-describedby");
  }
  const chipAt = (event) => event.target.closest?.(".or-chip");
  document.addEventListener("mouseover", (event) => {
    if (chipAt(event)) showCard(chipAt(event));
    else if (event.target.closest?.("#or-quote")) clearTimeout(hideTimer);
    else if (card && !card.hidden) {
      clearTimeout(hideTimer);
      hideTimer = setTimeout(hideCard, HIDE_DELAY);
    }
  });
  document.addEventListener("focusin", (event) => (chipAt(event) ? showCard(chipAt(event)) : hideCard()));
  document.addEventListener("scroll", hideCard, { capture: true, passive: true });

  OnRecord.card = { hide: hideCard, isShown: () => Boolean(card) && !card.hidden };
})();
