// The way into the library: files, folders and addresses, each with a line that tells how far it is, what is wrong
// with it, and a button to try again. Uploads are told by the browser, all that follows by assistant/page_adding.py.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const { el, button, announce } = OnRecord.tools;
  const MOST_LINES = 60; // of a job that are drawn
  const ASKED_AFTER = 1500; // ms in which nothing was heard of a job
  const ORDER = { failed: 0, cancelled: 0, busy: 1, done: 2 };
  const IN_SIGHT = 6; // lines before they scroll: adding.css
  const LABEL = "Drop transcripts here, or click to choose files";
  const KINDS = "Text, Markdown, HTML, PDF, Word, SRT, VTT, JSON, CSV or ZIP";

  const jobs = new Map(); // id -> what is being added, or was
  let list, server, send, taken;

  OnRecord.adding = (element, props, watch, functions, events) => {
    [server, send, taken] = [functions, events, props.taken];
    const root = element.querySelector(".or-root");
    list = el("div", { class: "or-jobs" });
    root.replaceChildren(el("div", { class: "or-ways" }, dropZone(), addressForm()), list);
    watch("value", () => told(props.value ?? {}));
    told(props.value ?? {}); // of what was corrected before this tab was opened
  };

  // ---- what is dropped, chosen or typed

  function dropZone() {
    const files = el("input", { type: "file", multiple: true, hidden: true, id: "or-files" });
    const folder = el("input", { type: "file", webkitdirectory: true, hidden: true, id: "or-folder" });
    files.onchange = () => (start(OnRecord.uploads.chosen(files.files)), (files.value = ""));
    folder.onchange = () => (startFolder(OnRecord.uploads.chosen(folder.files)), (folder.value = ""));
    const choose = button("", { class: "or-drop", "aria-describedby": "or-kinds", onclick: () => files.click() });
    choose.append(el("b", { text: LABEL }));
    const zone = el("div", { id: "upload", class: "or-upload" }, choose, el("span", { id: "or-kinds", class: "or-meta", text: KINDS }), button("Choose a folder", { class: "or-link", onclick: () => folder.click() }), files, folder);
    acceptDrops(zone);
    return zone;
  }

  function acceptDrops(zone) {
    zone.addEventListener("dragover", (event) => (event.preventDefault(), zone.setAttribute("data-over", "")));
    for (const over of ["dragleave", "dragend", "drop"]) zone.addEventListener(over, () => zone.removeAttribute("data-over"));
    zone.addEventListener("drop", async (event) => {
      event.preventDefault();
      const { files, folders, addresses } = await OnRecord.uploads.dropped(event.dataTransfer);
      if (folders) startFolder(files);
      else if (files.length) start(files);
      else for (const address of addresses) startAddress(address);
    });
  }

  function startFolder(files) {
    const some = OnRecord.uploads.transcriptsAmong(files, taken.suffixes);
    const others = files.length - some.length;
    const note = others ? `${others.toLocaleString("en")} other ${others === 1 ? "file" : "files"} passed over` : "";
    if (some.length) return start(some, note);
    const job = newJob([{ name: "Folder", state: "failed", text: `No transcripts in this folder. It may hold ${KINDS} files.` }], "");
    finish(job);
  }

  function addressForm() {
    const input = el("input", { type: "url", id: "or-address", maxlength: 2000, placeholder: "https://…", autocapitalize: "off", autocomplete: "off", spellcheck: "false", inputmode: "url" });
    const add = el("button", { type: "submit", class: "or-button primary", text: "Add" });
    const form = el("form", { id: "address", class: "or-address", novalidate: true }, el("label", { for: "or-address", text: "Add from a web address" }), el("div", { class: "or-joined" }, input, add));
    form.onsubmit = (event) => {
      event.preventDefault();
      const typed = input.value;
      startAddress(typed, () => input.value === typed && (input.value = ""));
    };
    return form;
  }

  // ---- jobs

  const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function newJob(items, note, id = newId(), drop = id) {
    for (const [old, job] of jobs) if (job.state === "done" && !job.failed) forget(old);
    const job = { id, drop, items, note, state: "uploading", abort: new AbortController(), answer: null, lines: [] };
    jobs.set(id, job);
    addNodes(job);
    return job;
  }

  /** Add files; `drop` is the job in which they were tried first, beside others that they do not replace. */
  async function start(files, note = "", drop = undefined) {
    if (!files.length) return;
    const job = newJob(files.map(({ name, file }) => ({ name, file, state: "busy", percent: null, text: "Waiting", loaded: 0 })), note, newId(), drop);
    announce(`Adding ${counted(files.length)}`);
    draw(job);
    await OnRecord.uploads.upload(job.items, job.abort.signal, taken.largest, () => soon(job));
    if (job.abort.signal.aborted) return;
    job.sent = job.items.filter((item) => item.path);
    if (!job.sent.length) return finish(job);
    job.state = "adding";
    draw(job);
    begin(job, { job: job.id, drop: job.drop, files: job.sent.map(({ path, name }) => ({ path, name })) });
  }

  function startAddress(typed, added = () => {}) {
    for (const [id, job] of jobs) if (job.state === "done" && job.address !== undefined) forget(id); // it was mended, or given up
    const job = newJob([], "");
    Object.assign(job, { state: "adding", address: typed, added });
    draw(job);
    begin(job, { job: job.id, address: typed });
  }

  /**
   * Of two events that come while the page has no time, only the later one may be seen: a job's beginning, which is
   * sent again, less and less often, until the job has begun, or its end, which is asked for. What is sent twice is
   * done once.
   */
  function begin(job, form) {
    job.isWatched = true;
    send.begin({ form });
    let asked = 0;
    let due = 2;
    let heard = null;
    const timer = setInterval(async () => {
      if (job.state !== "adding") return clearInterval(timer);
      if (job.answer !== heard) return (heard = job.answer); // it goes on
      const answer = await server.became(job.id);
      if (answer.lines && job.state === "adding") told(answer);
      else if (!answer.begun && ++asked === due) {
        due *= 2;
        send.begin({ form });
      }
    }, ASKED_AFTER + 1000 * Math.random()); // not all jobs at once
  }

  function cancel(job) {
    job.abort.abort();
    if (job.state === "adding") server.cancel(job.id);
    else {
      for (const item of job.items) if (item.state === "busy") Object.assign(item, { state: "cancelled", percent: null, text: "Not added: cancelled" });
      finish(job);
    }
    job.nodes.cancel.textContent = "Cancelling…";
  }

  function told(answer) {
    if (!answer.lines) return;
    const job = jobs.get(answer.job) ?? newJob([], "", answer.job ?? newId()); // a note, or the sample, begins its own
    if (job.isWatched && job.state === "done") return; // told already
    job.answer = answer;
    if (answer.busy) draw(job);
    else finish(job);
  }

  function finish(job) {
    job.state = "done";
    draw(job);
    if (!job.failed) job.added?.();
    announce(job.lines.length === 1 ? `${job.lines[0].file}: ${job.lines[0].text}` : job.nodes.summary.textContent);
  }

  function again(job, items) {
    for (const item of items) item.retried = true;
    const files = items.filter((item) => item.file);
    draw(job);
    if (!job.lines.length && job.address === undefined) forget(job.id);
    if (job.address !== undefined) startAddress(job.address);
    else start(files, "", job.drop);
    [...jobs.values()].at(-1).nodes.summary.focus();
  }

  function forget(id) {
    jobs.get(id).nodes.root.remove();
    jobs.delete(id);
  }

  // ---- drawing, in place so that focus and what a screen reader is reading stay

  function addNodes(job) {
    const nodes = (job.nodes = {
      summary: el("p", { class: "or-job-summary", tabindex: "-1" }),
      bar: el("progress", { max: 100, "aria-label": "All files" }),
      cancel: button("Cancel", { class: "or-button small", onclick: () => cancel(job) }),
      retry: button("Try all again", { class: "or-button small", onclick: () => again(job, failedItems(job)) }),
      clear: button("Clear", { class: "or-link", "aria-label": "Clear this list", onclick: () => forget(job.id) }),
      lines: el("ul", { class: "or-lines", "aria-label": "What became of each" }),
      more: el("p", { class: "or-notice" }),
    });
    nodes.root = el("section", { class: "or-job", "aria-label": "Adding" }, el("div", { class: "or-job-head" }, nodes.summary, nodes.bar, nodes.cancel, nodes.retry, nodes.clear), nodes.lines, nodes.more);
    list.prepend(nodes.root);
  }

  const failedItems = (job) => job.lines.filter((line) => line.again).map((line) => line.again);
  function soon(job) {
    job.frame ??= requestAnimationFrame(() => ((job.frame = null), draw(job)));
  }

  function draw(job) {
    const { nodes } = job;
    const busy = job.state !== "done";
    job.lines = linesOf(job);
    if (!busy) job.lines.sort((one, other) => ORDER[one.state] - ORDER[other.state]); // what failed is in sight
    job.failed = job.lines.some((line) => line.state === "failed" || line.state === "cancelled");
    const hadFocus = nodes.root.contains(document.activeElement);
    nodes.summary.textContent = [summaryOf(job), job.note].filter(Boolean).join(" · ");
    nodes.cancel.hidden = !busy;
    nodes.retry.hidden = busy || new Set(failedItems(job)).size < 2;
    nodes.clear.hidden = busy;
    nodes.bar.hidden = !busy || (job.answer?.total ?? job.items.length) < 2;
    nodes.bar.value = shareOf(job);
    const shown = job.lines.slice(0, MOST_LINES);
    shown.forEach((line, place) => drawLine(nodes.lines.children[place] ?? nodes.lines.appendChild(lineNode()), line, job));
    while (nodes.lines.children.length > shown.length) nodes.lines.lastChild.remove();
    nodes.lines.tabIndex = shown.length > IN_SIGHT ? 0 : -1; // it scrolls
    const hidden = (job.answer?.total ?? job.items.length) - shown.length;
    nodes.more.textContent = hidden > 0 && job.lines.length ? `${hidden.toLocaleString("en")} more are not listed here` : "";
    if (hadFocus && !nodes.root.contains(document.activeElement)) nodes.summary.focus();
    else if (document.activeElement?.hidden) nodes.summary.focus();
  }

  function linesOf(job) {
    const own = (item) => ({ file: item.name, state: item.state, percent: item.percent, text: item.text, again: item.file && item.state !== "busy" ? item : null });
    const mine = job.items.filter((item) => !item.retried && (!job.answer || !item.path)).map(own);
    if (!job.answer) return job.items.length <= MOST_LINES ? mine : mine.sort((one, other) => ORDER[one.state] - ORDER[other.state] || (other.percent ?? -1) % 100 - ((one.percent ?? -1) % 100));
    const theirs = job.answer.lines.map((line) => {
      const item = job.address !== undefined ? job : job.sent?.[line.item];
      const canRetry = item && (line.state === "failed" || line.state === "cancelled");
      return { ...line, again: canRetry ? item : null, retried: item?.retried };
    });
    return [...mine, ...theirs.filter((line) => !line.retried)].map((line) => ({ ...line, text: line.text.replace(`${line.file}: `, "") }));
  }

  function summaryOf(job) {
    if (job.answer?.summary) return job.answer.summary;
    if (job.state === "uploading") {
      const done = job.items.filter((item) => item.path).length;
      return `Uploading: ${done.toLocaleString("en")} of ${counted(job.items.length)}`;
    }
    return job.state === "adding" ? "Waiting for the library" : "";
  }

  function shareOf(job) {
    if (job.answer) return job.answer.total ? (100 * job.answer.ended) / job.answer.total : 0;
    const total = job.items.reduce((sum, item) => sum + (item.file?.size ?? 0), 0);
    return total ? (100 * job.items.reduce((sum, item) => sum + (item.loaded ?? 0), 0)) / total : 0;
  }

  const lineNode = () => el("li", {}, el("span", { class: "or-file", dir: "auto" }), el("progress", { max: 100 }), el("span", { class: "or-line", dir: "auto" }));

  function drawLine(node, line, job) {
    const [file, bar, text] = node.children;
    if (file.textContent !== line.file) file.textContent = line.file;
    if (node.dataset.state !== line.state) node.dataset.state = line.state;
    bar.hidden = line.state !== "busy";
    bar.setAttribute("aria-label", line.file);
    if (line.percent === null || line.percent === undefined) bar.removeAttribute("value");
    else bar.value = line.percent;
    if (line.state === "failed") text.setAttribute("role", "alert");
    else text.removeAttribute("role");
    if (text.textContent !== line.text) text.textContent = line.text;
    drawRetry(node, line, job);
  }

  function drawRetry(node, line, job) {
    const there = node.querySelector("button");
    if (!line.again || job.state !== "done") return there?.remove();
    const retry = there ?? node.appendChild(button("Try again", { class: "or-button small" }));
    retry.setAttribute("aria-label", `Try again: ${line.file}`);
    retry.onclick = () => again(job, [line.again]);
  }

  const counted = (number) => `${number.toLocaleString("en")} ${number === 1 ? "file" : "files"}`;
})();
