/* Marks of a chart lead to their facts, by mouse and by keyboard. */
"use strict";
(() => {
  const picture = document.getElementById("picture");
  let chosen = null;
  function open(mark) {
    if (chosen) chosen.classList.remove("zc-chosen");
    chosen = mark;
    mark.classList.add("zc-chosen");
    const numbers = mark.dataset.facts ? mark.dataset.facts.split(",").map(Number) : [];
    zhoubao.show(mark.getAttribute("aria-label"), "", numbers);
  }
  picture.addEventListener("click", (event) => {
    const mark = event.target.closest(".zc-mark");
    if (mark) open(mark);
  });
  picture.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".zc-mark");
    if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(mark); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (chosen) chosen.classList.remove("zc-chosen");
    zhoubao.hint();
  });
  document.body.dataset.painted = Math.round(performance.now());
})();
