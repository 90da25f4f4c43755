/* Going through a list by keys: j and k move between rows, Enter opens the one that has the focus. */
"use strict";
(() => {
  const KEPT = "mamoru-keys";
  const links = () => [...document.querySelectorAll("tr[data-row] th a")];

  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem(KEPT) === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const rows = links();
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step;
    if (rows[next]) {
      event.preventDefault();
      rows[next].focus();
    }
  });

  // What follows comes in the place of the link to it: the focus goes on to the first new row.
  let shown = 0;
  document.addEventListener("click", (event) => {
    if (event.target.closest("#more a")) shown = links().length;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (shown) links()[shown]?.focus();
    shown = 0;
  });

  document.addEventListener("DOMContentLoaded", () => {
    const off = document.querySelector("[data-keys-off]");
    if (!off) return;
    off.closest("label").hidden = false;
    off.checked = localStorage.getItem(KEPT) === "off";
    off.addEventListener("change", () => localStorage.setItem(KEPT, off.checked ? "off" : "on"));
  });
})();
