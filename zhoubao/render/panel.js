/* The data of the page, and the panel that shows facts with the words they stand on. Shared by all views. */
"use strict";
const zhoubao = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("panel");
  const MOST = 40;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "click") made.addEventListener("click", value);
      else if (key === "style") made.style.cssText = value;
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const flat = (text) => text.replace(/\s+/g, " ");

  function card(number) {
    const fact = data.facts[number];
    const colour = `--zb-kind:var(--zb-kind-${fact.k})`;
    const quotes = fact.q.map(([before, quote, after]) =>
      element("blockquote", { lang: "zh" }, flat(before), element("mark", {}, flat(quote)), flat(after)));
    const places = fact.q.map(([, , , start, end]) => `${start}–${end}`).join("; ");
    const date = fact.d + (fact.t ? `（${data.words.dated_issue}）` : "");
    return element("article", { class: "zb-card", style: colour, "data-fact": fact.i },
      element("header", {}, element("span", { class: "zb-kind" }, data.kinds[fact.k] || fact.k), " ",
        element("b", { lang: "zh" }, fact.l), element("span", { class: "zb-date" }, date)),
      ...quotes,
      element("footer", {}, `${fact.f} [${places}] · ${fact.b}${fact.r ? " · " + fact.r : ""}`));
  }

  /* Facts by number under a heading; `links` are [text, function] shown as buttons, `note` a line of text. */
  function show(title, small, facts, links, note) {
    panel.replaceChildren(element("h2", { tabindex: "-1" }, title, " ", element("small", {}, small || "")));
    if (note) panel.append(element("p", {}, note));
    if (links && links.length)
      panel.append(element("ul", { class: "zn-links", "aria-label": data.words.linked },
        ...links.map(([text, go]) => element("li", {}, element("button", { type: "button", click: go }, text)))));
    const numbers = [...new Set(facts)].sort((a, b) => a - b);
    if (!numbers.length) panel.append(element("p", {}, data.words.none));
    const list = (from) => {
      panel.append(...numbers.slice(from, from + MOST).map(card));
      const rest = numbers.length - from - MOST;
      if (rest > 0) {
        const more = element("button", { type: "button" }, data.words.more.replace("{count}", rest));
        more.addEventListener("click", () => { more.remove(); list(from + MOST); });
        panel.append(more);
      }
    };
    list(0);
    panel.scrollTop = 0;
  }

  function hint() {
    panel.replaceChildren(element("p", { class: "zn-hint" }, data.words.hint));
  }

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return { data, element, show, hint, token };
})();
