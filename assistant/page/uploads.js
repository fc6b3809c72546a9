// Files of this computer on their way to the server: what was dropped or chosen, and each upload with its progress.
(() => {
  "use strict";
  const OnRecord = window.OnRecord;
  const AT_ONCE = 4;

  /** What was dropped, as `{name, file}`, a folder searched through; or the addresses of links. */
  async function dropped(transfer) {
    const addresses = transfer.getData("text/uri-list").split(/[\r\n]+/).filter((line) => line && !line.startsWith("#"));
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean); // only while the event lasts
    if (!entries.length) return { files: [...transfer.files].map((file) => ({ name: file.name, file })), folders: false, addresses };
    const files = [];
    for (const entry of entries) await walk(entry, files);
    return { files, folders: entries.some((entry) => entry.isDirectory), addresses: [] };
  }

  async function walk(entry, files) {
    if (entry.isFile) {
      const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
      if (file) files.push({ name: entry.fullPath.replace(/^\//, ""), file });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
      if (!some.length) return;
      for (const inner of some) await walk(inner, files);
    }
  }

  const chosen = (files) => [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

  /** Of a folder, the files that may be transcripts; hidden ones are passed over. */
  function transcriptsAmong(files, suffixes) {
    const isHidden = (name) => name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
    return files.filter(({ name }) => !isHidden(name) && suffixes.some((suffix) => name.toLowerCase().endsWith(suffix)));
  }

  /** Upload each item, some at once; `changed` is called whenever one got further. An item ends with a path or a problem. */
  async function upload(items, signal, largest, changed) {
    const waiting = [...items];
    const work = async () => {
      for (let item = waiting.shift(); item && !signal.aborted; item = waiting.shift()) {
        await one(item, signal, largest, changed);
        changed();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async function one(item, signal, largest, changed) {
    const failed = (text) => Object.assign(item, { state: "failed", text });
    const isArchive = item.name.toLowerCase().endsWith(".zip"); // what is in it counts, each by itself
    if (item.file.size > largest && !isArchive) return failed(`Larger than ${Math.floor(largest / 1e6)} MB. Split it into smaller files, one transcript each.`);
    Object.assign(item, { state: "busy", text: "Uploading", percent: 0 });
    const answer = await sent(item, signal, changed);
    if (signal.aborted) return;
    if (answer.path) Object.assign(item, { path: answer.path, text: "Uploaded", percent: 100, loaded: item.file.size });
    else failed(answer.status === 413 ? "Too large for this server. Split it into smaller files." : "The upload failed. Check the connection and the file, then try again.");
  }

  function sent(item, signal, changed) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest(); // fetch cannot tell how much was sent
      const { root = "", api_prefix: prefix = "" } = window.gradio_config ?? {};
      request.open("POST", `${root}${prefix}/upload`);
      request.upload.onprogress = (event) => {
        item.loaded = event.loaded;
        item.percent = event.total ? Math.floor((100 * event.loaded) / event.total) : null;
        item.text = item.percent === null ? "Uploading" : `Uploading ${item.percent} %`;
        changed();
      };
      request.onloadend = () => resolve({ status: request.status, path: request.status === 200 ? pathIn(request.responseText) : null });
      signal.addEventListener("abort", () => request.abort(), { once: true });
      const form = new FormData();
      form.append("files", item.file, item.file.name);
      request.send(form);
    });
  }

  function pathIn(text) {
    try {
      return JSON.parse(text)[0] ?? null;
    } catch {
      return null;
    }
  }

  OnRecord.uploads = { dropped, chosen, transcriptsAmong, upload };
})();
