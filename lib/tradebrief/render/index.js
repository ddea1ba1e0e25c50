"use strict";
// Filters and sorts the table of reports. Without it the table stands as it was written.
const table = document.getElementById("reports");
const body = table.tBodies[0];
const cards = new Map([...document.querySelectorAll("[data-card]")].map((card) => [card.dataset.card, card]));
const box = document.getElementById("filter");
const count = document.getElementById("count");
box.parentElement.hidden = false;
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    const card = cards.get(row.dataset.name);
    if (card) card.hidden = row.hidden;
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = `${shown} of ${body.rows.length}`;
});
const collator = new Intl.Collator("en", { numeric: true });
[...table.tHead.rows[0].cells].forEach((head, place) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = [...body.rows].sort((a, b) => collator.compare(a.cells[place].textContent, b.cells[place].textContent));
    body.append(...(up ? rows : rows.reverse()));
  });
});
