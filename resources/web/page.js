"use strict";
// Runs before the list has arrived, so that a long folder has its tools at once: the list is looked up when needed.

// The other scripts, each fetched when it is wanted for the first time.
const addresses = "the addresses";
const fetched = {};
const part = (name) =>
  (fetched[name] ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = addresses[name];
    script.onload = resolve;
    script.onerror = () => {
      fetched[name] = undefined; // the network may be back the next time
      reject(new Error(name));
    };
    document.head.append(script);
  }));

// The list as a newer answer has it, in place; whether there was one to replace.
const adopt = (page) => {
  const [old, now] = [document, page].map((from) => from.querySelector("main>ul"));
  if (!old || !now) return false;
  old.replaceWith(now);
  for (const part of [".summary", ".actions>a"]) {
    const [before, after] = [document.querySelector(part), page.querySelector(part)];
    if (before && after) before.replaceWith(after);
  }
  for (const outcome of document.querySelectorAll(".outcome")) outcome.remove();
  now.before(...page.querySelectorAll(".outcome"));
  document.dispatchEvent(new Event("listed"));
  return true;
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='?manage']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  part("manage").then(
    () => manage(link.href),
    () => location.assign(link.href),
  );
});

for (const line of document.querySelectorAll(".line[data-words]")) {
  const choose = line.appendChild(document.createElement("button"));
  choose.className = "choose";
  choose.textContent = JSON.parse(line.dataset.words).begin;
  choose.addEventListener("click", () => part("select").then(() => select()));
}
if (document.querySelector("form.upload")) {
  const { classList } = document.documentElement;
  classList.add("scripted");
  part("upload").catch(() => classList.remove("scripted")); // the plain form does it too
}
for (const path of document.querySelectorAll(".path")) path.scrollLeft = path.scrollWidth;

for (const form of document.querySelectorAll(".tools")) {
  const root = document.documentElement;
  const search = form.querySelector("input");
  const sort = form.querySelector("select");
  const [toggle, deeper] = form.querySelectorAll("button");
  const noMatch = document.querySelector(".no-match");
  const rows = () => [...document.querySelectorAll("main>ul>li")];

  // Typing looks through what is on the page; the computer looks through the rest of the folder and all below it.
  const isDeep = "deep" in form.dataset;
  toggle.hidden = false;
  deeper.hidden = true;
  form.addEventListener("submit", (event) => {
    if (isDeep && search.value.trim()) return;
    event.preventDefault();
    search.blur();
  });
  if (sort) {
    sort.hidden = false;
    sort.addEventListener("change", () => location.replace(`?sort=${sort.value}`));
  }

  const plain = (text) => text.normalize("NFC").toLowerCase();
  const filter = () => {
    const wanted = plain(search.value).split(/\s+/);
    const all = rows();
    let found = 0;
    for (const row of all) {
      const name = plain(row.querySelector("bdi").textContent);
      row.hidden = !wanted.every((word) => name.includes(word));
      if (!row.hidden) found += 1;
    }
    noMatch.textContent = found || !all.length ? "" : noMatch.dataset.text;
    deeper.hidden = !isDeep || !search.value.trim() || search.value === search.defaultValue;
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  });

  // A browser that keeps no storage for this page (private windows, sandboxes) throws: the choice then lasts one page.
  const remember = (pictures) => {
    try {
      if (pictures === undefined) return localStorage.getItem("pictures") === "yes";
      localStorage.setItem("pictures", pictures ? "yes" : "no");
    } catch {}
    return pictures;
  };
  // Small pictures, made by the computer. Date and size are in their address, so that a browser may keep them.
  const addPictures = () => {
    for (const link of document.querySelectorAll("li.image>.open:not(:has(img))")) {
      const picture = new Image();
      const [size, date] = link.querySelectorAll("span+span,time");
      picture.loading = "lazy";
      picture.decoding = "async";
      picture.alt = "";
      picture.onerror = () => {
        const answer = performance.getEntriesByName(picture.src).pop()?.responseStatus;
        if (answer === 503) setTimeout(() => (picture.src = picture.src), 3000); // too many at once
        else picture.replaceWith(document.createElement("img"));
      };
      picture.src = `${link.href}?thumbnail=${encodeURIComponent(date.dateTime + size.textContent)}`;
      link.append(picture);
    }
  };
  const showPictures = (wanted) => {
    root.classList.toggle("pictures", wanted);
    toggle.setAttribute("aria-pressed", wanted);
    if (wanted && document.readyState !== "loading") addPictures();
  };
  toggle.addEventListener("click", () => showPictures(remember(!root.classList.contains("pictures"))));
  showPictures(Boolean(remember()));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("li.image>.open");
    const plainTap = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plainTap || !root.classList.contains("pictures")) return;
    event.preventDefault();
    const pictures = [...document.querySelectorAll("li.image:not([hidden])>.open")];
    part("viewer").then(
      () => view(pictures, pictures.indexOf(link)),
      () => location.assign(link.href),
    );
  });

  const listed = () => {
    if (root.classList.contains("pictures")) addPictures();
    if (search.value) filter();
  };
  for (const event of ["DOMContentLoaded", "listed"]) document.addEventListener(event, listed);
}
