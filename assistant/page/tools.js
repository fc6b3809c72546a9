// What every part of the page uses: elements, dialogs, announcements, links and copying. Text is set as textContent,
// never parsed as markup.
(() => {
  "use strict";
  const { OnRecord } = window;

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") node.textContent = value;
      else if (typeof value === "function") node[name] = value;
      else if (value === true) node.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }
  /** A part of a picture. */
  function shape(tag, attributes, text = "") {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    return node;
  }
  /** Parts of a line, each set in its own direction: in one run, an Arabic name would turn the date beside it round. */
  const joined = (parts) => parts.filter(Boolean).flatMap((part, place) => [...(place ? [" · "] : []), el("bdi", { text: part })]);
  const button = (label, attributes) => el("button", { type: "button", text: label, ...attributes });
  const banner = (problem, mend) =>
    el("div", { class: "or-banner", role: "alert" }, el("strong", { text: problem, dir: "auto" }), " ", el("span", { text: mend, dir: "auto" }));

  function mount(element, props, watch, draw) {
    const root = element.querySelector(".or-root");
    const update = () => draw(root, props.value ?? {});
    watch("value", update);
    update();
  }

  let liveRegion;
  function announce(text) {
    liveRegion ??= document.body.appendChild(el("div", { class: "or-hidden", role: "status" }));
    liveRegion.textContent = "";
    setTimeout(() => (liveRegion.textContent = text), 50); // a change, even when the words are the same again
  }

  // what the server answers, or the problem that it did not
  async function answered(asked) {
    try {
      return await asked;
    } catch {
      return { problem: "The server did not answer.", mend: "Check that OnRecord is still running, then try again." };
    }
  }

  let dialogs = 0;
  function dialog(title, attributes = {}) {
    const id = `or-dialog-${++dialogs}`;
    const node = el("dialog", { class: "or-dialog", ...attributes, "aria-labelledby": id }, el("h2", { id, text: title }));
    node.addEventListener("close", () => node.remove());
    document.body.append(node);
    return node;
  }
  function confirmed(title, lines, keep, go) {
    return new Promise((resolve) => {
      const node = dialog(title);
      const decide = (yes) => () => (resolve(yes), node.close());
      const choices = [button(keep, { class: "or-button", onclick: decide(false) }), button(go, { class: "or-button danger", onclick: decide(true) })];
      node.append(...lines.map((text) => el("p", { text, dir: "auto" })), el("div", { class: "or-choices" }, ...choices));
      node.addEventListener("close", () => resolve(false));
      node.showModal();
    });
  }

  function pageLink(name = null, value = "") {
    const url = new URL(location.pathname, location.origin);
    if (name) url.searchParams.set(name, value);
    return url.href;
  }
  /** The page's address with this place, or none, under a name; what was opened last stands last in it. */
  function addressWith(name, place) {
    const url = new URL(location);
    url.searchParams.delete(name);
    if (place) url.searchParams.set(name, place);
    return url;
  }
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(el("textarea", { class: "or-hidden" })); // plain http has no clipboard
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce("Copied");
  }
  function copyButton(label, text) {
    const node = button(label, { class: "or-link" });
    node.onclick = async () => {
      await copy(text());
      node.textContent = "Copied";
      setTimeout(() => (node.textContent = label), 1500);
    };
    return node;
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /** At most so many characters, without half of one at the end. */
  const cut = (text, most) => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");

  const MONTHS = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split(" ");
  function dayText(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  }

  const ICONS = {
    bin: "M4 6h12M8 6V4h4v2m-6 0 1 11h6l1-11",
    filter: "M3 5h14M6 10h8M9 15h2",
    menu: "M3 5h14M3 10h14M3 15h14",
    plus: "M10 4v12M4 10h12",
  };
  function icon(name) {
    const svg = shape("svg", { viewBox: "0 0 20 20", class: "or-icon", "aria-hidden": "true", focusable: "false" });
    svg.append(shape("path", { d: ICONS[name] }));
    return svg;
  }

  function lineList(lines) {
    const items = lines.map((line) =>
      el(
        "li",
        { "data-state": line.state },
        el("span", { class: "or-file", text: line.file, dir: "auto" }),
        line.state === "busy" ? el("progress", { max: 100, value: line.percent, "aria-label": line.file }) : null,
        el("span", { class: "or-line", text: line.text, role: line.state === "failed" ? "alert" : null, dir: "auto" }),
      ),
    );
    return el("ul", { class: "or-lines" }, ...items);
  }

  // a link to what a tab shows opens that tab as soon as there is one
  function openWhenThere(tabId) {
    const watcher = new MutationObserver(() => {
      const tab = document.getElementById(tabId);
      if (!tab) return;
      watcher.disconnect();
      tab.click();
    });
    watcher.observe(document.documentElement, { childList: true, subtree: true });
  }

  OnRecord.tools = { el, shape, joined, button, banner, mount, announce, answered, dialog, confirmed, lineList, pageLink, openWhenThere, addressWith, copy, copyButton, save, cut, dayText, icon };
})();
