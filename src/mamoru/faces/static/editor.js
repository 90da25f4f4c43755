/* Line numbers beside the editor of the policy, and going to a line. The text works without it. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector(".editor textarea");
  if (!text) return;
  const gutter = document.createElement("pre");
  gutter.className = "gutter";
  gutter.setAttribute("aria-hidden", "true");
  text.before(gutter);
  let count = 0;
  let wrong = "";
  const number = () => {
    const lines = text.value.split("\n").length;
    const found = [...document.querySelectorAll("#checked [data-line]")].map((one) => Number(one.dataset.line));
    if (lines !== count || found.join() !== wrong) {
      count = lines;
      wrong = found.join();
      const marks = new Set(found);
      gutter.textContent = Array.from({ length: lines }, (_, at) => (marks.has(at + 1) ? `! ${at + 1}` : `${at + 1}`)).join("\n");
    }
    gutter.scrollTop = text.scrollTop;
  };
  text.addEventListener("input", number);
  text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
  document.addEventListener("htmx:after:swap", number);
  document.addEventListener("click", (event) => {
    const there = event.target.closest("[data-goto]");
    if (!there) return;
    event.preventDefault();
    const at = Number(there.dataset.goto);
    const lines = text.value.split("\n");
    const start = lines.slice(0, at - 1).join("\n").length + (at > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[at - 1] ?? "").length);
    text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, at - 6);
    number();
  });
  number();
});
