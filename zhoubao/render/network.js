/* A network to poke at. Places are computed beforehand; what is filtered out stays where it is and fades away. */
"use strict";
(() => {
  const { data, element, show, hint, token } = zhoubao;
  const words = data.words, byId = (id) => document.getElementById(id);
  const GROUPS = ["#2b6cb0", "#c05621", "#2f7d4f", "#97266d", "#b7791f", "#6b46c1", "#0f7c82", "#9b2d20", "#4a5568", "#718096"];
  /* So many links that a picture which knows each of them takes seconds: they are drawn as plain lines beneath it. */
  const large = data.large;
  const state = { kinds: new Set(Object.keys(data.kinds)), since: "", until: "9999" };

  const passing = (links) => links.filter(([fact]) => {
    const card = data.facts[fact], month = card.d.slice(0, 7);
    return state.kinds.has(card.k) && month >= state.since && month <= state.until;
  });
  const weight = (links) => new Set(links.map(([fact, matter]) => (matter < 0 ? `f${fact}` : matter))).size;
  const colourOf = (node, by) => (by === "group" ? GROUPS[Math.min(node[5], GROUPS.length - 1)] : data.sorts[node[1]][2]);

  /* In lines of like length, so that no line holds a single character. */
  const inLines = (name) => {
    const signs = [...name], length = Math.ceil(signs.length / Math.ceil(signs.length / 11));
    return large ? name : signs.map((sign, at) => (at && at % length === 0 ? `\n${sign}` : sign)).join("");
  };
  const nodes = data.nodes.map((node, number) => ({
    group: "nodes",
    data: { id: `n${number}`, number, label: node[0], lines: inLines(node[0]), size: 12 + 5 * Math.sqrt(node[4]), colour: colourOf(node, "sort") },
    position: { x: node[2], y: node[3] },
  }));
  const weights = data.edges.map(([, , links]) => weight(links));
  const width = (number) => Math.min(1 + weights[number], 9);
  const edgesOf = data.nodes.map(() => []);
  data.edges.forEach(([source, target], number) => { edgesOf[source].push(number); if (target !== source) edgesOf[target].push(number); });
  const edge = (number) => ({
    group: "edges",
    data: { id: `e${number}`, number, source: `n${data.edges[number][0]}`, target: `n${data.edges[number][1]}`, width: width(number) },
  });
  const line = token("--zb-soft"), ink = token("--zb-ink"), paper = token("--zb-paper"), accent = token("--zb-accent");
  const cy = cytoscape({
    container: byId("graph"),
    elements: large ? nodes : [...nodes, ...data.edges.map((_, number) => edge(number))],
    layout: { name: "preset", fit: false },
    pixelRatio: large ? 1 : "auto",
    minZoom: 0.02, maxZoom: 4, boxSelectionEnabled: false,
    style: [
      { selector: "node", style: {
        width: "data(size)", height: "data(size)", "background-color": "data(colour)", label: "data(lines)",
        "font-size": 11, "font-family": token("--zb-font"), color: ink, "text-valign": "bottom", "text-margin-y": 3,
        "text-outline-color": paper, "text-outline-width": large ? 0 : 2, "min-zoomed-font-size": large ? 11 : data.nodes.length > 120 ? 7 : 0,
        ...(large ? {} : { "text-wrap": "wrap" }) } },
      { selector: "edge", style: {
        width: "data(width)", "line-color": line, opacity: 0.4, "curve-style": "bezier",
        "target-arrow-shape": data.directed ? "triangle" : "none", "target-arrow-color": line, "arrow-scale": 0.8 } },
      { selector: ".faded", style: { opacity: 0.12 } },
      { selector: ".off", style: { display: "none" } },
      { selector: "edge.near", style: { "line-color": accent, "target-arrow-color": accent, opacity: 1, "z-index": 9 } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": accent } },
    ],
  });
  const shown = data.nodes.map(() => true);
  const plain = large ? zhoubao.lines(cy, byId("graph"), data.edges, data.nodes.map(([, , x, y]) => [x, y]), (number) => (weights[number] ? width(number) : 0), line) : null;
  /* By the places alone: measuring every name takes longer than drawing the picture. */
  function seeAll() {
    const seen = data.nodes.filter((_, number) => shown[number]);
    if (!seen.length || !cy.width()) return;
    const [xs, ys] = [2, 3].map((axis) => seen.map((node) => node[axis]));
    const range = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
    const [left, right] = range(xs), [top, bottom] = range(ys);
    const zoom = Math.min(cy.width() / (right - left + 170), cy.height() / (bottom - top + 90), 2);
    cy.viewport({ zoom, pan: { x: cy.width() / 2 - (zoom * (left + right)) / 2, y: cy.height() / 2 - (zoom * (top + bottom)) / 2 } });
  }
  /* In a notebook the frame gets its size after the page has run: see all until somebody moves the picture. */
  let moved = false;
  byId("graph").addEventListener("wheel", () => { moved = true; }, { passive: true });
  byId("graph").addEventListener("pointerdown", () => { moved = true; });
  new ResizeObserver(() => { cy.resize(); if (!moved) seeAll(); }).observe(byId("graph"));
  seeAll();
  cy.one("render", () => { document.body.dataset.painted = Math.round(performance.now()); });

  const nodeElements = cy.nodes().toArray();

  /* Only what changes is touched: thousands of links are filtered in one go. */
  function filter() {
    const degree = new Uint32Array(data.nodes.length), facts = new Set();
    let links = 0;
    cy.batch(() => {
      data.edges.forEach(([source, target, rows], number) => {
        const left = passing(rows), now = weight(left);
        if (now) { degree[source] += 1; degree[target] += 1; links += 1; left.forEach(([fact]) => facts.add(fact)); }
        if (now === weights[number]) return;
        weights[number] = now;
        const known = cy.$id(`e${number}`);
        known.toggleClass("off", !now);
        if (now) known.data("width", width(number));
      });
      nodeElements.forEach((node, number) => {
        if (shown[number] === degree[number] > 0) return;
        shown[number] = degree[number] > 0;
        node.toggleClass("off", !shown[number]);
      });
    });
    if (plain) plain.redraw();
    byId("counts").textContent = words.counts.replace("{nodes}", shown.filter(Boolean).length)
      .replace("{links}", links).replace("{facts}", facts.size);
  }

  function clear() {
    cy.batch(() => {
      if (large) cy.edges().remove();
      cy.elements(".faded, .near").removeClass("faded near");
      cy.nodes(":selected").unselect();
    });
    welcome();
  }

  /* Before anything is chosen: the best linked nodes, also for those who do not use the picture. */
  function welcome() {
    hint();
    const best = data.nodes.map((node, number) => [node[4], node[0], nodeElements[number]]).filter((_, number) => shown[number])
      .sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1)).slice(0, 15);
    byId("panel").append(element("h2", {}, words.strongest), element("ul", { class: "zn-links" },
      ...best.map(([strength, name, node]) => element("li", {}, element("button", { type: "button", click: () => openNode(node, true) }, `${name} ×${strength}`)))));
  }

  /* Brings links forward, and with them the nodes they tie. */
  function focus(numbers, chosen) {
    cy.batch(() => {
      if (large) { cy.edges().remove(); cy.add(numbers.map(edge)); }
      else { cy.edges(".near").removeClass("near"); cy.elements().addClass("faded"); }
      numbers.forEach((number) => cy.$id(`e${number}`).removeClass("faded").addClass("near").connectedNodes().removeClass("faded"));
      if (chosen) chosen.removeClass("faded");
    });
  }

  function openNode(node, travel) {
    if (node.hasClass("off")) return;
    const number = node.data("number"), edges = edgesOf[number].filter((each) => weights[each]);
    cy.nodes(":selected").not(node).unselect();
    node.select();
    focus(edges, node);
    const facts = [], links = [];
    edges.forEach((each) => {
      const [source, target, all] = data.edges[each], rows = passing(all), other = source === number ? target : source;
      facts.push(...rows.map(([fact]) => fact));
      if (other !== number) links.push([weights[each], `${data.nodes[other][0]} ×${weights[each]}`, () => openNode(nodeElements[other], true)]);
    });
    links.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
    show(node.data("label"), data.sorts[data.nodes[number][1]][1], facts, links.map(([, text, go]) => [text, go]));
    if (travel) { moved = true; cy.animate({ center: { eles: node }, zoom: Math.max(cy.zoom(), 1), duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250 }); }
  }

  function openEdge(number) {
    const [source, target, links] = data.edges[number], rows = passing(links);
    focus([number]);
    const matters = [...new Set(rows.map(([, matter]) => matter))].filter((matter) => matter >= 0).map((matter) => data.matters[matter]);
    const ends = [source, target].map((end) => [data.nodes[end][0], () => openNode(nodeElements[end], true)]);
    show(`${data.nodes[source][0]} ${data.directed ? "→" : "—"} ${data.nodes[target][0]}`, `×${weight(rows)}`,
      rows.map(([fact]) => fact), ends, matters.join("；"));
  }

  cy.on("tap", "node", (event) => openNode(event.target, false));
  cy.on("tap", "edge", (event) => openEdge(event.target.data("number")));
  cy.on("tap", (event) => {
    if (event.target !== cy) return;
    const under = plain ? plain.at(event.position) : -1;
    if (under < 0) clear(); else openEdge(under);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { closeMatches(); clear(); } });

  const search = byId("search"), matches = byId("matches");
  const closeMatches = () => { matches.hidden = true; matches.replaceChildren(); };
  function find() {
    const wanted = search.value.trim().toLowerCase();
    closeMatches();
    if (!wanted) return;
    const found = data.nodes.map((node, number) => [node, number])
      .filter(([node, number]) => node[0].toLowerCase().includes(wanted) && shown[number])
      .sort(([a], [b]) => b[4] - a[4]).slice(0, 12);
    matches.append(...found.map(([node, number]) => element("li", {}, element("button",
      { type: "button", click: () => { closeMatches(); search.value = node[0]; openNode(nodeElements[number], true); } },
      node[0]))));
    if (!found.length) matches.append(element("li", {}, element("p", {}, words.nothing)));
    matches.hidden = false;
  }
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    const first = matches.querySelector("button");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
  });

  for (const [kind, name] of Object.entries(data.kinds).sort((a, b) => (a[1] < b[1] ? -1 : 1))) {
    const box = element("input", { type: "checkbox", value: kind });
    box.checked = true;
    box.addEventListener("change", () => { box.checked ? state.kinds.add(kind) : state.kinds.delete(kind); filter(); });
    byId("kinds").append(element("label", {}, box, " ",
      element("span", { class: "zn-swatch", style: `background:var(--zb-kind-${kind})` }), name));
  }
  const months = [...new Set(data.facts.map((fact) => fact.d.slice(0, 7)))].sort();
  for (const [id, none] of [["since", ""], ["until", "9999"]]) {
    byId(id).append(element("option", { value: none }, words.all), ...months.map((month) => element("option", { value: month }, month)));
    byId(id).addEventListener("change", () => { state[id] = byId(id).value; filter(); });
  }
  function legend() {
    const by = byId("colour").value;
    const used = by === "sort" ? data.sorts.filter((_, number) => data.nodes.some((node) => node[1] === number)).map(([, name, colour]) => [name, colour])
      : GROUPS.slice(0, Math.max(0, ...data.nodes.map((node) => Math.min(node[5], 9))) + 1).map((colour, number) => [`${words.group} ${number + 1}${number === 9 ? "+" : ""}`, colour]);
    byId("legend").replaceChildren(...used.map(([name, colour]) => element("span", {},
      element("span", { class: "zn-swatch", style: `background:${colour}` }), name)));
  }
  byId("colour").addEventListener("change", () => {
    cy.batch(() => cy.nodes().forEach((node) => { node.data("colour", colourOf(data.nodes[node.data("number")], byId("colour").value)); }));
    legend();
  });
  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", seeAll);
  legend();
  filter();
  welcome();
  window.zhoubaoNetwork = { cy };
})();
