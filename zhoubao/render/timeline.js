/* The time line: drawn anew for each span of time, so that zooming shows days, not larger dots. */
"use strict";
(() => {
  const { data, element, token } = zhoubao;
  const svg = document.getElementById("line"), DAY = 86400000, NS = "http://www.w3.org/2000/svg";
  const facts = data.facts.map((fact, number) => ({ ...fact, number, at: Date.parse(fact.d) }));
  const first = Math.min(...facts.map((fact) => fact.at)), last = Math.max(...facts.map((fact) => fact.at));
  const margin = Math.max((last - first) * 0.03, 3 * DAY);
  const whole = [first - margin, last + margin];
  let span = [...whole];
  const kinds = new Set(Object.keys(data.kinds));
  let wanted = "";
  const LEFT = 150, WIDE = 1000, ROW = 34;

  const make = (name, attributes, text) => {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const x = (at) => LEFT + ((at - span[0]) / (span[1] - span[0])) * (WIDE - LEFT - 12);

  function ticks() {
    const days = (span[1] - span[0]) / DAY, found = [];
    const step = days > 2200 ? 12 : days > 700 ? 6 : days > 300 ? 3 : 1;
    const at = new Date(span[0]);
    for (let month = Date.UTC(at.getUTCFullYear(), 0, 1); month < span[1];) {
      if (month >= span[0]) found.push([month, new Date(month).toISOString().slice(0, 7)]);
      const next = new Date(month);
      month = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + step, 1);
    }
    if (days <= 45)
      for (let day = Math.ceil(span[0] / DAY) * DAY; day < span[1]; day += DAY * (days > 20 ? 5 : 1))
        found.push([day, new Date(day).toISOString().slice(5, 10)]);
    return found;
  }

  function draw() {
    const shown = facts.filter((fact) => kinds.has(fact.k) && (!wanted || (fact.l + fact.q.map((quote) => quote[1]).join()).includes(wanted)));
    const lanes = [...new Set(facts.map((fact) => fact.k))].filter((kind) => kinds.has(kind)).sort((a, b) => (data.kinds[a] < data.kinds[b] ? -1 : 1));
    const parts = [], stacks = new Map();
    let top = 26;
    const dots = [];
    for (const kind of lanes) {
      let deepest = 1;
      const inLane = shown.filter((fact) => fact.k === kind && fact.at >= span[0] && fact.at <= span[1]);
      for (const fact of inLane) {
        const slot = `${kind}${Math.round(x(fact.at) / 13)}`, depth = stacks.get(slot) || 0;
        stacks.set(slot, depth + 1);
        deepest = Math.max(deepest, depth + 1);
        dots.push([fact, top + 17 + depth * 13]);
      }
      parts.push(make("text", { x: LEFT - 12, y: top + 21, "text-anchor": "end", "font-size": 13 }, data.kinds[kind]));
      top += Math.max(ROW, 8 + deepest * 13 + 8);
      parts.push(make("line", { class: "zc-axis", x1: LEFT, x2: WIDE, y1: top - 4, y2: top - 4 }));
    }
    for (const [at, name] of ticks()) {
      parts.push(make("line", { class: "zc-axis", x1: x(at), x2: x(at), y1: 22, y2: top }));
      parts.push(make("text", { class: "zc-soft", x: x(at), y: 15, "text-anchor": "middle", "font-size": 12 }, name));
    }
    for (const [fact, y] of dots) {
      const mark = make("g", { class: "zc-mark", tabindex: 0, role: "button", "aria-label": `${fact.d} ${fact.l}`, "data-facts": fact.number });
      mark.append(make("title", {}, `${fact.d} ${fact.l}`), make("circle", { cx: x(fact.at), cy: y, r: 5.5, fill: token(`--zb-kind-${fact.k}`) || "gray" }));
      parts.push(mark);
    }
    svg.setAttribute("viewBox", `0 0 ${WIDE} ${top + 8}`);
    svg.replaceChildren(...parts);
  }

  const limit = () => {
    const least = 10 * DAY;
    if (span[1] - span[0] < least) { const middle = (span[0] + span[1]) / 2; span = [middle - least / 2, middle + least / 2]; }
    if (span[1] - span[0] > whole[1] - whole[0]) span = [...whole];
  };
  const zoom = (factor, around) => {
    span = [around - (around - span[0]) / factor, around + (span[1] - around) / factor];
    limit();
    draw();
  };
  const pointed = (event) => {
    const box = svg.getBoundingClientRect(), part = ((event.clientX - box.left) / box.width) * WIDE;
    return span[0] + ((part - LEFT) / (WIDE - LEFT - 12)) * (span[1] - span[0]);
  };
  svg.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.25 : 0.8, pointed(event)); }, { passive: false });
  let drag = null;
  svg.addEventListener("pointerdown", (event) => { if (!event.target.closest(".zc-mark")) drag = [event.clientX, ...span]; });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const shift = ((event.clientX - drag[0]) / svg.getBoundingClientRect().width) * (WIDE / (WIDE - LEFT)) * (drag[2] - drag[1]);
    span = [drag[1] - shift, drag[2] - shift];
    draw();
  });
  window.addEventListener("pointerup", () => { drag = null; });
  const middle = () => (span[0] + span[1]) / 2;
  document.getElementById("closer").addEventListener("click", () => zoom(1.6, middle()));
  document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.6, middle()));
  document.getElementById("fit").addEventListener("click", () => { span = [...whole]; draw(); });
  document.getElementById("search").addEventListener("input", (event) => { wanted = event.target.value.trim(); draw(); });
  for (const [kind, name] of Object.entries(data.kinds).sort((a, b) => (a[1] < b[1] ? -1 : 1))) {
    const box = element("input", { type: "checkbox", value: kind });
    box.checked = true;
    box.addEventListener("change", () => { box.checked ? kinds.add(kind) : kinds.delete(kind); draw(); });
    document.getElementById("kinds").append(element("label", {}, box, " ",
      element("span", { class: "zn-swatch", style: `background:var(--zb-kind-${kind})` }), name));
  }
  draw();
})();
