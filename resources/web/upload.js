"use strict";
// Sends files by the tus protocol, so that whatever ends a connection, the next one goes on behind the last byte that
// arrived. The server's word alone decides how far a file is.
for (const form of document.querySelectorAll("form.upload")) {
  const AT_ONCE = 2;
  const SPEED_OVER_MS = 3000;
  const LONGEST_WAIT_MS = 15000;
  const [LEAST_PIECE, FIRST_PIECE, MOST_PIECE] = [1 << 17, 1 << 20, 1 << 22]; // what a bad connection may cost
  const FORGET_MS = 24 * 3600 * 1000; // the server has removed the rest by then

  const { classList } = document.documentElement;
  const input = form.querySelector("input");
  const [send, folder] = form.querySelectorAll("button");
  const section = document.querySelector(".arriving");
  const list = section.querySelector("ol");
  const sum = section.querySelector("p");
  const model = section.querySelector("template").content.firstElementChild;
  const words = JSON.parse(section.dataset.words);
  const uploads = [];
  const AGAIN = ["full", "refused", "taken", "ended", "unreadable"]; // what may succeed when it is tried once more

  input.required = false;
  send.querySelector("span").textContent = words.add;
  folder.hidden = !("webkitdirectory" in input) || !matchMedia("(pointer:fine)").matches;

  // What is known of unfinished uploads, for the page after a reload. Without storage they begin again then.
  const remembered = {
    all() {
      try {
        const entries = Object.entries(JSON.parse(localStorage.getItem("uploads") || "{}"));
        return Object.fromEntries(entries.filter(([, entry]) => entry.at > Date.now() - FORGET_MS));
      } catch {
        return {};
      }
    },
    put(key, entry) {
      try {
        const all = this.all();
        if (entry) all[key] = { ...entry, at: Date.now() };
        else delete all[key];
        localStorage.setItem("uploads", JSON.stringify(all));
      } catch {}
    },
  };

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  // CRC-32: a page without HTTPS is not given any other checksum that is fast.
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });
  // None when the file is not there any more, or was changed after it was chosen.
  const checksum = async (piece) => {
    const content = await piece.arrayBuffer().catch(() => null);
    if (!content) return null;
    const bytes = new Uint8Array(content);
    let value = -1;
    for (let at = 0; at < bytes.length; at += 1) value = (value >>> 8) ^ table[(value ^ bytes[at]) & 255];
    value = ~value;
    return "crc32 " + btoa(String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255));
  };

  // One request, whatever becomes of it: the status is 0 when there was no answer.
  const ask = (upload, method, url, fields, body) =>
    new Promise((resolve) => {
      const request = (upload.request = new XMLHttpRequest());
      request.open(method, url);
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      for (const [name, value] of Object.entries(fields)) request.setRequestHeader(name, value);
      request.onloadend = () => {
        const header = (name) => request.getResponseHeader(name); // null without an answer
        resolve({ status: request.status, offset: parseInt(header("Upload-Offset")), location: header("Location") });
      };
      if (body) request.upload.onprogress = (event) => upload.moved(upload.offset + event.loaded);
      request.send(body || null);
    });

  // begun: the computer has agreed to take this file before.
  const describe = ({ status, unreadable }, begun) => {
    if (unreadable) return "unreadable";
    if (status === 413) return "large";
    if (status === 507) return "full";
    if (!status || [408, 423, 460].includes(status) || status >= 500) return "lost"; // 460: the checksum is another
    if (status === 409) return "taken";
    return status === 403 && begun ? "ended" : "refused";
  };

  class Upload {
    constructor(file, path) {
      this.file = file;
      this.path = path;
      this.key = [location.pathname, path, file.size, file.lastModified].join("\n");
      this.offset = 0;
      this.state = "waiting";
      this.failures = 0;
      this.piece = FIRST_PIECE;
      this.marks = [];
      this.row = model.cloneNode(true);
      this.bar = this.row.querySelector("progress");
      this.text = this.row.querySelector("output");
      const [again, cancel] = this.row.querySelectorAll("button");
      this.again = again;
      this.cancel = cancel;
      this.row.querySelector("bdi").textContent = path;
      again.setAttribute("aria-label", words.again.replace("{name}", path));
      cancel.setAttribute("aria-label", words.cancel.replace("{name}", path));
      this.bar.setAttribute("aria-label", path);
      again.addEventListener("click", () => this.retry());
      cancel.addEventListener("click", () => this.stop());
      list.append(this.row);
      this.show("waiting");
    }

    show(state) {
      this.state = state;
      this.row.className = state;
      this.row.classList.toggle("failed", state === "large" || AGAIN.includes(state));
      this.text.textContent = words[state] || "";
      this.again.hidden = state !== "lost" && !AGAIN.includes(state);
      this.cancel.hidden = state === "added";
      if (state === "added") this.bar.value = 1;
    }

    moved(offset) {
      const now = performance.now();
      this.marks.push([now, offset]);
      while (this.marks.length > 2 && now - this.marks[0][0] > SPEED_OVER_MS) this.marks.shift();
      const [since, from] = this.marks[0];
      const share = this.file.size ? offset / this.file.size : 1;
      const speed = now - since > 500 ? ` · ${((offset - from) / (now - since) / 1000).toFixed(1)} MB/s` : "";
      this.bar.value = share;
      this.text.textContent = `${Math.floor(share * 100)} %${speed}`;
    }

    // Until the file is added, refused or given up.
    async run() {
      this.show("sending");
      this.url = remembered.all()[this.key]?.url;
      this.asks = Boolean(this.url);
      while (this.state === "sending" || this.state === "lost") {
        const answer = await this.advance();
        if (this.state === "stopped") break;
        if (answer.done) this.show("added");
        else if (answer.status && answer.status < 300) this.failures = 0;
        else await this.failed(describe(answer, this.url));
      }
      if (!["lost", "full"].includes(this.state)) remembered.put(this.key, null);
    }

    // The next step: create it, ask how far it is, or send the rest.
    async advance() {
      if (!this.url) return this.create();
      if (this.asks) return this.took(await ask(this, "HEAD", this.url, {}));
      if (this.state !== "sending") {
        this.marks = [];
        this.show("sending");
      }
      this.moved(this.offset);
      const piece = this.file.slice(this.offset, this.offset + this.piece);
      const sum = await checksum(piece);
      if (!sum || this.state === "stopped") return { unreadable: true };
      const fields = {
        "Upload-Offset": this.offset,
        "Upload-Checksum": sum,
        "Content-Type": "application/offset+octet-stream",
      };
      const answer = this.took(await ask(this, "PATCH", this.url, fields, piece));
      const fits = answer.status && answer.status < 300;
      this.piece = Math.min(Math.max(fits ? this.piece * 2 : this.piece / 2, LEAST_PIECE), MOST_PIECE);
      return answer;
    }

    async create() {
      const metadata = { relativePath: this.path, lastModified: String(this.file.lastModified) };
      const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${base64(value)}`);
      const fields = { "Upload-Length": this.file.size, "Upload-Metadata": pairs.join(",") };
      const answer = await ask(this, "POST", location.pathname, fields);
      if (answer.status !== 201) return answer;
      this.url = new URL(answer.location, location.href).href;
      remembered.put(this.key, { url: this.url, path: this.path, page: location.pathname });
      return this.took(answer);
    }

    // Only what the server says it has counts; anything else, and it is asked first.
    took(answer) {
      this.asks = !(answer.status && answer.status < 300);
      if (answer.status === 404 || answer.status === 410) {
        this.url = undefined;
        remembered.put(this.key, null);
        if (this.began) return answer;
        this.began = true; // it has expired: from the beginning, once
        return { status: 200 };
      }
      if (answer.status === 409 && !Number.isNaN(answer.offset)) return { status: 200 };
      if (!this.asks) {
        this.offset = answer.offset;
        answer.done = this.offset === this.file.size;
      }
      return answer;
    }

    async failed(state) {
      this.failures += 1;
      this.show(state);
      if (state !== "lost") return;
      const wait = Math.min(500 * 2 ** this.failures, LONGEST_WAIT_MS);
      await new Promise((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, wait);
      });
    }

    retry() {
      this.failures = 0;
      if (this.state === "lost") this.wake?.();
      else {
        this.show("waiting");
        work();
      }
    }

    stop() {
      const url = this.state === "added" ? null : this.url;
      this.show("stopped");
      this.request?.abort();
      this.wake?.();
      this.row.remove();
      uploads.splice(uploads.indexOf(this), 1);
      remembered.put(this.key, null);
      if (url) ask({}, "DELETE", url, {});
      tell();
      work();
    }
  }

  let running = 0;
  let shown = 0;
  const tell = () => {
    const added = uploads.filter((upload) => upload.state === "added").length;
    section.hidden = !list.firstElementChild;
    const text = added && added === uploads.length ? words.checked : words.sum;
    sum.textContent = uploads.length ? text.replace("{n}", added).replace("{all}", uploads.length) : "";
    return added;
  };
  const work = async () => {
    tell();
    const next = uploads.find((upload) => upload.state === "waiting");
    if (running >= AT_ONCE || !next) return;
    running += 1;
    next.show("sending");
    work();
    await next.run();
    running -= 1;
    const added = tell();
    if (!running && !uploads.some((upload) => upload.state === "waiting") && added > shown) {
      shown = added;
      await refresh();
    }
    work();
  };

  // The list as it is now, in place: what is still shown of the uploads stays.
  const refresh = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!adopt(fresh) && !document.querySelector(".inbox") && uploads.every((upload) => upload.state === "added"))
        location.replace(`?checked=${uploads.length}`); // its first files: a list brings its tools
    } catch {} // the connection is gone: the list stays as it was
  };

  const add = (files) => {
    for (const [file, path] of files) {
      const upload = new Upload(file, path);
      if (uploads.some(({ key, state }) => key === upload.key && state !== "added" && state !== "stopped")) upload.row.remove();
      else uploads.push(upload);
      for (const row of list.querySelectorAll(".unfinished")) if (row.dataset.key === upload.key) row.remove();
    }
    work();
  };

  const choose = (folders) => {
    input.webkitdirectory = folders;
    input.value = "";
    input.click();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(false);
  });
  folder.addEventListener("click", () => choose(true));
  const named = (files) => [...files].map((file) => [file, file.webkitRelativePath || file.name]);
  input.addEventListener("change", () => add(named(input.files)));

  const inside = async (entry, before = "") => {
    const path = before + entry.name;
    if (entry.isFile) return [[await new Promise((resolve, reject) => entry.file(resolve, reject)), path]];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return found;
      for (const inner of some) found.push(...(await inside(inner, path + "/")));
    }
  };
  let depth = 0; // of elements that the drag has entered and not left
  const dragging = (by, event) => {
    if (event && !event.dataTransfer.types.includes("Files")) return;
    depth = by ? depth + by : 0;
    classList.toggle("dropping", depth > 0);
    event?.preventDefault();
  };
  addEventListener("dragenter", (event) => dragging(1, event));
  addEventListener("dragleave", (event) => dragging(-1, event));
  addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  addEventListener("drop", async (event) => {
    dragging(0, event);
    const { items, files } = event.dataTransfer;
    const entries = [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.length) add(named(files)); // what is no file of a disk, such as a picture of another program
    for (const entry of entries) add(await inside(entry));
  });

  // A phone that was locked or changed its network tries at once, not when its next turn comes.
  const hurry = () => document.visibilityState === "visible" && uploads.forEach((upload) => upload.wake?.());
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  addEventListener("beforeunload", (event) => running && event.preventDefault());

  // What a reload has interrupted: its file must be chosen again, as a page may not keep it.
  for (const [key, { url, path, page }] of Object.entries(remembered.all())) {
    if (page !== location.pathname) continue;
    const row = model.cloneNode(true);
    row.className = "unfinished";
    row.dataset.key = key;
    row.querySelector("bdi").textContent = path;
    row.querySelector("output").textContent = words.unfinished;
    row.querySelector("progress").remove();
    const [again, cancel] = row.querySelectorAll("button");
    again.remove();
    cancel.setAttribute("aria-label", words.cancel.replace("{name}", path));
    cancel.addEventListener("click", () => {
      remembered.put(key, null);
      row.remove();
      ask({}, "DELETE", url, {});
      tell();
    });
    list.append(row);
  }
  tell();
}
