"use strict";
// Choosing some of the rows, to download them as one archive, or to delete them where that is allowed.
const select = (() => {
  const LONGEST_ADDRESS = 6000; // a request's first line may be 8 KiB

  const { classList } = document.documentElement;
  const button = document.querySelector(".choose");
  const words = JSON.parse(button.parentElement.dataset.words);
  const bar = document.createElement("div");
  const [cancel, all, download] = [["button", "secondary"], ["button", "secondary"], ["a", "primary"]].map(([tag, kind]) => {
    const element = bar.appendChild(document.createElement(tag));
    element.className = kind;
    return element;
  });
  const remove = document.createElement("button");
  remove.className = "secondary danger";
  remove.textContent = words.delete;
  if (document.querySelector(".make")) all.after(remove);
  bar.className = "actions chosen";
  download.download = "";
  download.setAttribute("role", "link"); // also while it leads nowhere
  cancel.textContent = words.cancel;
  all.textContent = words.all;

  const links = () => [...document.querySelectorAll("main>ul>li:not([hidden])>.open")];
  const chosen = () => links().filter((link) => link.getAttribute("aria-checked") === "true");

  // The address of a row is its name in the folder, encoded for a path; in a query two signs more have a meaning.
  const name = (link) =>
    "name=" +
    link.getAttribute("href").split("?")[0].replace(/^\.\/|\/$/g, "").replace(/&/g, "%26").replace(/\+/g, "%2B");

  const show = () => {
    const number = chosen().length;
    download.textContent = words.download.replace("{n}", number);
    download.setAttribute("aria-disabled", !number);
    remove.disabled = !number;
    if (number) download.href = "?zip&" + chosen().map(name).join("&");
    else download.removeAttribute("href");
  };
  const check = (link, wanted) => {
    link.setAttribute("role", "checkbox");
    link.setAttribute("aria-checked", wanted);
  };
  const begin = () => {
    classList.add("choosing");
    for (const link of links()) check(link, false);
    button.closest("header").append(bar);
    show();
    cancel.focus();
  };
  const end = () => {
    classList.remove("choosing");
    for (const link of document.querySelectorAll("[aria-checked]")) {
      link.removeAttribute("role");
      link.removeAttribute("aria-checked");
    }
    bar.remove();
    button.focus();
  };

  cancel.addEventListener("click", end);
  all.addEventListener("click", () => {
    const wanted = chosen().length < links().length;
    for (const link of links()) check(link, wanted);
    show();
  });
  download.addEventListener("click", (event) => {
    if (download.href.length > LONGEST_ADDRESS) {
      event.preventDefault();
      const form = document.createElement("form");
      const choice = form.appendChild(document.createElement("input"));
      form.method = "post";
      form.action = "?zip";
      choice.name = "choice";
      choice.type = "hidden";
      choice.value = chosen().map(name).join("&");
      document.body.append(form);
      form.submit();
      form.remove();
    }
    if (download.hasAttribute("href")) setTimeout(end); // after the browser has followed the link
  });
  // As many in one request as its address holds; what cannot be deleted is told, and the list is as it is then.
  const batches = (names) => {
    const result = [[]];
    for (const each of names) {
      if (result.at(-1).join("&").length + each.length > LONGEST_ADDRESS) result.push([]);
      result.at(-1).push(each);
    }
    return result;
  };
  const removeChosen = async () => {
    const names = chosen().map((link) => name(link).replace(/^name/, "delete"));
    if (!names.length || !confirm(words.question.replace("{n}", names.length))) return;
    remove.disabled = true;
    const sum = { deleted: 0, refused: 0 };
    for (const batch of batches(names)) {
      const options = { method: "POST", body: new URLSearchParams(), headers: { Accept: "application/json" } };
      const answer = await fetch("?" + batch.join("&"), options).catch(() => null);
      if (answer?.ok) for (const [key, number] of Object.entries(await answer.json())) sum[key] += number;
      else sum.refused += batch.length;
    }
    const told = "?" + new URLSearchParams(sum);
    const page = await fetch(told, { headers: { Accept: "text/html" } }).catch(() => null);
    end();
    if (!page || !adopt(new DOMParser().parseFromString(await page.text(), "text/html"))) location.replace(told);
  };
  remove.addEventListener("click", removeChosen);
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("main>ul>li>.open");
      if (!link || !classList.contains("choosing")) return;
      event.preventDefault();
      event.stopPropagation();
      check(link, link.getAttribute("aria-checked") !== "true");
      show();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (!classList.contains("choosing")) return;
    if (event.key === "Escape") end();
    if (event.key !== " " || event.target.getAttribute("role") !== "checkbox") return;
    event.preventDefault();
    event.target.click();
  });
  document.addEventListener("listed", () => {
    if (!classList.contains("choosing")) return;
    for (const link of links()) if (!link.hasAttribute("aria-checked")) check(link, false);
    show();
  });
  return begin;
})();
