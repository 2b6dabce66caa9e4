"use strict";
// Pictures over the whole screen, one at a time.
const view = (() => {
  const words = JSON.parse(document.querySelector(".tools [data-words]").dataset.words);
  const make = (parent, tag, kind = "", icon = "") => {
    const element = parent.appendChild(document.createElement(tag));
    element.className = kind;
    if (icon) make(element, "i", icon);
    return element;
  };
  const control = (kind, icon, tag = "button") => {
    const element = make(viewer, tag, `icon ${kind}`, icon);
    element.setAttribute("aria-label", words[kind]);
    return element;
  };

  const viewer = make(document.body, "dialog");
  viewer.setAttribute("aria-label", words.title);
  const title = make(viewer, "p");
  const [name, counter] = [make(title, "bdi"), make(title, "span")];
  const image = make(viewer, "img");
  make(viewer, "small").textContent = words.unshowable;
  const close = control("close", "close");
  const previous = control("previous", "chevron");
  const next = control("next", "chevron");
  const save = control("save", "download", "a");
  save.download = "";
  const sparing = navigator.connection?.saveData;
  let pictures = [];
  let shown = 0;

  // The small picture is here already: it is seen until the large one has come, and when that cannot be shown.
  const show = (index) => {
    if (index < 0 || index >= pictures.length) return;
    shown = index;
    const link = pictures[index];
    name.textContent = image.alt = link.querySelector("bdi").textContent;
    counter.textContent = `${index + 1} / ${pictures.length}`;
    save.href = link.href;
    previous.hidden = index === 0;
    next.hidden = index === pictures.length - 1;
    viewer.classList.remove("failed");
    const small = link.querySelector("img");
    if (small?.naturalWidth) image.src = small.src;
    else image.removeAttribute("src");
    const large = new Image();
    large.onload = () => {
      if (shown !== index || !viewer.open) return;
      image.src = large.src;
      if (!sparing && !next.hidden) new Image().src = pictures[index + 1].href;
    };
    large.onerror = () => shown === index && viewer.classList.add("failed");
    large.src = link.href;
  };

  const step = (by) => () => show(shown + by);
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

  return (all, index) => {
    pictures = all;
    viewer.showModal();
    show(index);
  };
})();
