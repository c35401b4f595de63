"use strict";
(() => {
  const one = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const html = document.documentElement, article = one("article"), panel = one("panel"), list = one("cards"), tip = one("tip");
  const cards = all(".card", list), segments = all(".s", article), chips = all(".chip");
  const card = new Map(cards.map((item) => [item.id, item]));
  const places = new Map();
  for (const segment of segments) {
    for (const id of segment.dataset.f.split(" ")) places.set(id, [...(places.get(id) || []), segment]);
  }
  const owner = (id) => id.replace(/p\d+$/, ""); // f7p2 is a part of the entry f7
  const owners = (segment) => [...new Set(segment.dataset.f.split(" ").map(owner))];
  let chosen = null; // ids of the entries that a click in the text chose, null for all

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (element) => element && element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  const kinds = () => new Set(chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.kind));

  const open = (item, yes) => {
    item.classList.toggle("open", yes);
    item.querySelector(".head").ariaExpanded = String(yes);
  };
  const mark = (ids) => {
    for (const segment of segments) segment.classList.toggle("sel", segment.dataset.f.split(" ").some((id) => ids.includes(id)));
  };

  const refresh = () => {
    const wanted = kinds(), words = one("search").value.trim().toLowerCase();
    let shown = 0;
    for (const item of cards) {
      const fits = (!wanted.size || wanted.has(item.dataset.kind)) && (!words || item.textContent.toLowerCase().includes(words));
      item.hidden = chosen ? !chosen.includes(item.id) : !fits;
      item.dataset.fits = fits ? "1" : "";
      shown += !item.hidden;
    }
    for (const segment of segments) {
      segment.classList.toggle("off", !owners(segment).some((id) => card.get(id).dataset.fits));
    }
    one("count").textContent = `${shown}/${cards.length}`;
    one("back").hidden = !chosen;
    panel.classList.toggle("sheet", Boolean(chosen));
  };

  const choose = (ids) => {
    chosen = [...new Set(ids.map(owner))];
    for (const item of cards) open(item, chosen.includes(item.id));
    mark(ids);
    refresh();
    const part = ids.find((id) => id !== owner(id));
    if (part) {
      one(part).scrollIntoView({ block: "nearest" });
      flash(one(part));
    } else list.scrollTop = 0;
    const first = places.get(ids[0]);
    if (first && getComputedStyle(panel).position === "fixed") first[0].scrollIntoView({ block: "start" });
  };
  const release = () => {
    const last = chosen && places.get(chosen[0]);
    chosen = null;
    for (const item of cards) open(item, false);
    mark([]);
    refresh();
    hide();
    if (last) (last.find((segment) => segment.tabIndex === 0) || last[0]).focus({ preventScroll: true });
  };
  const flash = (segment) => {
    segment.classList.remove("flash");
    void segment.offsetWidth;
    segment.classList.add("flash");
  };
  const goTo = (id) => {
    const first = places.get(id) || places.get(`${id}p1`);
    if (!first) return;
    show(first[0]);
    first.forEach(flash);
    mark([id]);
    rove(segments, first[0], false);
  };

  // One tab stop for the text and one for the list; arrows move within.
  const rove = (items, to, focus = true) => {
    for (const item of items) item.tabIndex = item === to ? 0 : -1;
    if (focus) to.focus();
  };
  const arrows = (event, items, now) => {
    const usable = items.filter((item) => !item.closest("[hidden]") && !item.classList.contains("off"));
    const at = usable.indexOf(now);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (to === undefined || !usable[to]) return;
    event.preventDefault();
    rove(items, usable[to]);
  };

  const heads = cards.map((item) => item.querySelector(".head"));
  article.addEventListener("click", (event) => {
    const segment = event.target.closest(".s");
    if (!segment) over(event); // without a pointer that hovers, a tap on a name shows what it stands for
    if (!segment || segment.classList.contains("off") || String(getSelection())) return;
    rove(segments, segment, false);
    choose(segment.dataset.f.split(" "));
  });
  article.addEventListener("keydown", (event) => {
    const segment = event.target.closest(".s");
    if (!segment) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(segment.dataset.f.split(" "));
      card.get(chosen[0]).querySelector(".head").focus({ preventScroll: true });
    } else arrows(event, segments, segment);
  });
  list.addEventListener("click", (event) => {
    const head = event.target.closest(".head");
    if (!head) return;
    const item = head.closest(".card"), yes = !item.classList.contains("open");
    open(item, yes);
    rove(heads, head, false);
    if (yes) goTo(item.id);
  });
  list.addEventListener("keydown", (event) => {
    const head = event.target.closest(".head");
    if (head) arrows(event, heads, head);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") release();
    if (event.key === "/" && event.target.tagName !== "INPUT") {
      event.preventDefault();
      one("search").focus();
    }
  });

  // What a link to an entry or a thing leads to is opened first.
  const follow = (hash) => {
    const target = hash.length > 1 && one(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    const item = target.closest(".card"), thing = target.closest("details");
    if (thing) thing.open = true;
    if (item) choose([target.id.startsWith("f") && target.id.includes("p") ? target.id : item.id]);
    if (item || thing) show(target);
  };
  addEventListener("hashchange", () => follow(location.hash));
  // In a notebook's frame a link within the page would lead to the notebook.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.classList.contains("skip")) return;
    event.preventDefault();
    follow(link.getAttribute("href"));
  });

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.ariaPressed = String(chip.ariaPressed !== "true");
      chosen = null;
      refresh();
    });
  }
  one("search").addEventListener("input", () => {
    chosen = null;
    refresh();
  });
  one("search").addEventListener("keydown", (event) => {
    const first = cards.find((item) => !item.hidden);
    if (event.key === "Enter" && first) {
      open(first, true);
      goTo(first.id);
    }
  });
  one("back").addEventListener("click", release);
  one("language").addEventListener("click", () => {
    html.dataset.ui = html.dataset.ui === "zh" ? "en" : "zh";
    html.lang = html.dataset.ui === "zh" ? "zh-CN" : "en";
  });
  const toggle = (id, element, name) => {
    const button = one(id), set = () => element.classList.toggle(name, button.ariaPressed === "true");
    button.addEventListener("click", () => {
      button.ariaPressed = String(button.ariaPressed !== "true");
      set();
    });
    set();
  };
  toggle("names", article, "names");
  toggle("triples", document.body, "triples");

  // The triples of what is under the pointer or has the focus.
  const hide = () => { tip.hidden = true; };
  const fill = (segment, mention) => {
    tip.replaceChildren();
    if (mention) {
      const name = document.createElement("div"), sort = one(`sort-${mention.dataset.s}`).cloneNode(true);
      name.className = "tip-name";
      sort.removeAttribute("id");
      sort.className = "kind";
      name.append(sort, [mention.textContent, mention.dataset.n, mention.dataset.i && mention.dataset.i.replace(/^.*\/id\//, "zb:id/")].filter(Boolean).join(" → "));
      tip.append(name);
    }
    const ids = segment ? segment.dataset.f.split(" ") : [];
    for (const id of ids.slice(0, 3)) {
      const item = card.get(owner(id)), head = document.createElement("strong");
      const copy = (one(id) || item).querySelector("dl, .detail");
      head.append(item.querySelector(".kind").cloneNode(true), item.querySelector(".label").textContent);
      tip.append(head);
      if (copy) {
        const clone = copy.cloneNode(true);
        for (const part of [clone, ...all("*", clone)]) for (const name of ["about", "property", "resource", "id"]) part.removeAttribute(name);
        tip.append(clone);
      }
    }
    return tip.childElementCount > 0;
  };
  const place = (element) => {
    const box = [...element.getClientRects()].find((rect) => rect.width) || element.getBoundingClientRect();
    tip.hidden = false;
    const size = tip.getBoundingClientRect(), below = box.bottom + 8;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - size.width - 8))}px`;
    tip.style.top = `${below + size.height < innerHeight ? below : Math.max(8, box.top - size.height - 8)}px`;
  };
  const over = (event) => {
    const segment = event.target.closest(".s:not(.off)"), mention = event.target.closest(".names .m");
    if ((segment || mention) && fill(segment, mention)) place(mention || segment);
    else hide();
  };
  if (matchMedia("(hover: hover)").matches) article.addEventListener("mouseover", over);
  article.addEventListener("mouseleave", hide);
  article.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) over(event); });
  article.addEventListener("focusout", hide);
  addEventListener("scroll", hide, { passive: true });

  if (segments.length) segments[0].tabIndex = 0;
  rove(heads, heads[0] || list, false);
  refresh();
  follow(location.hash);
})();
