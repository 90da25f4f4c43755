/* What makes pages a little quicker. Everything works without it. */
"use strict";
(() => {
  // An error summary is read out and gets the focus, as after a page that was loaded anew.
  const announce = (root) => root.querySelector(".errors[role=alert]")?.focus();
  document.addEventListener("DOMContentLoaded", () => announce(document));
  document.addEventListener("htmx:after:swap", () => announce(document));

  // Keys of the console: data-key on a link or button says which one presses it.
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem("mamoru-keys") === "off") return; // WCAG 2.1.4
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const there = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (there) {
      event.preventDefault();
      there.focus();
      there.click();
    }
  });

  // A form that must not be sent twice says that it is on its way.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent && form.method === "post") event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });
})();
