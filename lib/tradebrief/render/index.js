"use strict";
// Searches, filters and pages the cards, and writes the command that compares two. Without it every card stands as it was written.
const form = document.getElementById("find");
if (form) {
  const size = Number(form.dataset.size);
  const said = document.getElementById("shown");
  const clear = document.querySelector("[type=reset]");
  const pager = document.getElementById("pages");
  const [back, on] = pager.querySelectorAll("button");
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name].toLocaleString(document.documentElement.lang));
  const sections = [...document.querySelectorAll(".question")];
  const cards = sections.flatMap((section) => {
    const question = section.querySelector("h3").textContent;
    return [...section.querySelectorAll(".card")].map((element) => {
      const link = element.querySelector("a");
      const text = fold([question, element.textContent, link.getAttribute("href")].join(" "));
      return { element, section, text, day: element.dataset.day ?? "", language: element.lang || document.documentElement.lang };
    });
  });
  let page = 0;

  const value = (name) => form.elements[name]?.value ?? "";
  const found = () => {
    const words = fold(value("words")).split(/\s+/).filter(Boolean);
    const [question, language, from, to] = ["question", "language", "from", "to"].map(value);
    return cards.filter((card) =>
      (!question || card.section.id === question) && (!language || card.language === language) &&
      (!from || card.day >= from) && (!to || (card.day && card.day <= to)) && words.every((word) => card.text.includes(word)));
  };
  const show = () => {
    const all = found();
    const pages = Math.max(1, Math.ceil(all.length / size));
    page = Math.min(page, pages - 1);
    const first = page * size;
    const shown = new Set(all.slice(first, first + size));
    const hide = (element, gone) => element.hidden === gone || (element.hidden = gone); // what is set anew is laid out anew
    for (const card of cards) hide(card.element, !shown.has(card));
    for (const { element } of shown) {
      const picture = element.querySelector("template");
      picture?.replaceWith(picture.content);
    }
    const open = new Set([...shown].map((card) => card.section));
    for (const section of sections) hide(section, !open.has(section));
    said.textContent = filled(all.length ? form.dataset.shown : form.dataset.none, { first: first + 1, last: first + shown.size, all: all.length });
    clear.hidden = !["words", "question", "language", "from", "to"].some(value);
    pager.hidden = pages === 1;
    pager.querySelector("span").textContent = filled(form.dataset.page, { page: page + 1, pages });
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
  };
  const turn = (step) => {
    page += step;
    show();
    said.focus();
    said.scrollIntoView();
  };
  const anew = () => {
    page = 0;
    show();
  };
  form.addEventListener("input", anew);
  form.addEventListener("reset", () => setTimeout(anew));
  form.addEventListener("submit", (event) => event.preventDefault());
  back.addEventListener("click", () => turn(-1));
  on.addEventListener("click", () => turn(1));
  window.addEventListener("pageshow", show); // the browser fills the form again when a reader comes back

  for (const compare of document.querySelectorAll(".compare")) {
    const [pick, code] = [compare.querySelector(".pick"), compare.querySelector("code")];
    const choices = [...pick.querySelectorAll("select")];
    const name = (link) => link.getAttribute("href").replace(/\.html$/, "");
    const write = () => {
      const [one, other] = choices.map((choice) => choice.value);
      code.textContent = `tradebrief compare ${one}.html ${other}.html --out compare_${one}_${other}.html`;
    };
    compare.addEventListener("toggle", () => {
      if (!pick.hidden) return;
      pick.hidden = false;
      const chosen = [...code.textContent.matchAll(/(\S+)\.html/g)].map((match) => match[1]);
      choices.forEach((choice, place) => {
        for (const card of compare.parentElement.querySelectorAll(".card")) {
          const told = [card.querySelector("a").textContent, card.querySelector(".told")?.textContent].filter(Boolean).join(" · ");
          const link = name(card.querySelector("a"));
          choice.add(new Option(told, link, false, link === chosen[place]));
        }
        choice.addEventListener("input", write);
      });
    });
  }
  form.hidden = false;
  document.getElementById("questions").hidden = true;
  said.tabIndex = -1;
  show();
}
