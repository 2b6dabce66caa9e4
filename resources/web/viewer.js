"use strict";
// Pictures over the whole screen, one at a time.
const view = (() => {
  const viewer = document.querySelector("dialog");
  const [name, counter] = viewer.querySelectorAll("bdi,span");
  const image = viewer.querySelector("img");
  const [close, previous, next, save] = viewer.querySelectorAll(".icon");
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
