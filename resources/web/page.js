"use strict";
// Runs before the list has arrived, so that a long folder has its tools at once: the list is looked up when needed.
for (const path of document.querySelectorAll(".path")) path.scrollLeft = path.scrollWidth;

for (const form of document.querySelectorAll(".tools")) {
  const root = document.documentElement;
  const search = form.querySelector("input");
  const sort = form.querySelector("select");
  const toggle = form.querySelector("button");
  const noMatch = document.querySelector(".no-match");
  const rows = () => [...document.querySelectorAll("main>ul>li")];

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search.blur();
  });
  sort.addEventListener("change", () => location.replace(`?sort=${sort.value}`));

  const plain = (text) => text.normalize("NFC").toLowerCase();
  const filter = () => {
    const wanted = plain(search.value.trim());
    let found = 0;
    for (const row of rows()) {
      row.hidden = !plain(row.querySelector("bdi").textContent).includes(wanted);
      if (!row.hidden) found += 1;
    }
    noMatch.textContent = found ? "" : noMatch.dataset.text;
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
  const addPictures = () => {
    for (const link of document.querySelectorAll("li.image>.open:not(:has(img))")) {
      const picture = new Image();
      picture.loading = "lazy";
      picture.decoding = "async";
      picture.alt = "";
      picture.onerror = () => picture.replaceWith(document.createElement("img"));
      picture.src = link.href;
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

  const viewer = document.querySelector("dialog");
  const [name, counter] = viewer.querySelectorAll("bdi,span");
  const image = viewer.querySelector("img");
  const [close, previous, next, save] = viewer.querySelectorAll(".icon");
  let pictures = [];
  let shown = 0;
  const show = (index) => {
    if (index < 0 || index >= pictures.length) return;
    shown = index;
    const link = pictures[index];
    name.textContent = image.alt = link.querySelector("bdi").textContent;
    counter.textContent = `${index + 1} / ${pictures.length}`;
    image.src = save.href = link.href;
    previous.hidden = index === 0;
    next.hidden = index === pictures.length - 1;
    if (!next.hidden) new Image().src = pictures[index + 1].href;
  };
  const step = (by) => () => show(shown + by);
  image.addEventListener("error", () => (image.alt = viewer.dataset.unshowable));
  close.addEventListener("click", () => viewer.close());
  previous.addEventListener("click", step(-1));
  next.addEventListener("click", step(1));
  viewer.addEventListener("close", () => image.removeAttribute("src"));
  viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
  viewer.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(shown - 1);
    if (key === "ArrowRight") show(shown + 1);
  });

  let start = null; // where a single finger came down; two fingers zoom
  viewer.addEventListener("pointerdown", (event) => (start = event.isPrimary ? event : null));
  viewer.addEventListener("pointercancel", () => (start = null));
  viewer.addEventListener("pointerup", (event) => {
    const across = start ? event.clientX - start.clientX : 0;
    const along = start ? event.clientY - start.clientY : 0;
    start = null;
    if (Math.abs(across) > 40 && Math.abs(across) > 2 * Math.abs(along)) show(shown - Math.sign(across));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("li.image>.open");
    const plainTap = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plainTap || !root.classList.contains("pictures")) return;
    event.preventDefault();
    pictures = [...document.querySelectorAll("li.image:not([hidden])>.open")];
    viewer.showModal();
    show(pictures.indexOf(link));
  });

  const listed = () => {
    if (root.classList.contains("pictures")) addPictures();
    if (search.value) filter();
  };
  for (const event of ["DOMContentLoaded", "listed"]) document.addEventListener(event, listed);
}
