"use strict";
// The page of "?manage" as a dialog over the list. Its forms are the ones that work without a script, too.
const manage = (() => {
  const dialog = document.createElement("dialog");
  dialog.className = "changing";
  dialog.setAttribute("aria-labelledby", "change");
  document.body.append(dialog);

  const ask = async (url, options = {}) => {
    const answer = await fetch(url, { ...options, headers: { Accept: "text/html" } });
    return [answer, new DOMParser().parseFromString(await answer.text(), "text/html")];
  };

  // Whatever the computer answers: the forms, or the page of an error.
  const show = (page) => {
    const style = page.querySelectorAll("style")[1];
    if (style && !document.head.querySelector("style+style")) document.head.append(style);
    const content = page.querySelector(".change,.notice");
    if (!content) throw new Error("no page of ours");
    dialog.replaceChildren(content);
    if (!dialog.open) dialog.showModal();
    const input = dialog.querySelector("input");
    if (!input) return;
    const dot = input.value.lastIndexOf(".");
    input.focus();
    input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
  };

  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog && !event.target.closest("a")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button");
    button.disabled = true; // one tap, one change
    try {
      const body = new URLSearchParams(new FormData(form));
      const [answer, page] = await ask(form.getAttribute("action"), { method: "POST", body });
      if (!answer.redirected) return show(page);
      dialog.close();
      if (!adopt(page)) location.replace(answer.url);
    } catch {
      form.submit(); // the connection is gone, or this is not our server any more: the browser says so
    } finally {
      button.disabled = false;
    }
  });

  return async (url) => {
    try {
      show((await ask(url))[1]);
    } catch {
      location.assign(url);
    }
  };
})();
