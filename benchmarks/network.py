"""A network of 5,000 nodes and 20,000 links: time to lay it out and write its page, and what Chromium makes of it.

Chromium, when it is there, is driven by playwright: first paint counts from opening the file, frames while the
picture is dragged and scaled are those the browser shows. The time that the page computed counts no neighbours.

    python benchmarks/network.py [NODES LINKS]
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zhoubao.explore.network import Network, find_projection
from zhoubao.explore.network.links import Link, Links
from zhoubao.explore.network.network_entities import NetworkEntity
from zhoubao.render.cards import Card, Quote

_KINDS = ("Issuance", "Meeting", "Visit", "Inspection", "Agreement")
_FRAMES = """async () => {
  const cy = window.zhoubaoNetwork.cy, times = [];
  for (let step = 0; step < 30; step += 1) {
    const from = performance.now();
    if (step < 15) cy.panBy({ x: 12, y: -7 });
    else cy.zoom({ level: cy.zoom() * 1.05, renderedPosition: { x: 400, y: 300 } });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return [times[15], times[29]];
}"""


def made_up(nodes: int, links: int) -> Network:
    """A network with communities and hubs, as bodies that act together have them."""
    chance = random.Random(7)
    names = [f"https://w3id.org/zhoubao/id/org/n-{number:05}" for number in range(nodes)]
    things = {name: NetworkEntity(name, f"某市第{number}办公室", "body") for number, name in enumerate(names)}
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < links:
        one = int(nodes * chance.random() ** 1.6)
        near = chance.random() < 0.8
        other = one - one % 40 + chance.randrange(40) if near else chance.randrange(nodes)
        if other < nodes and one != other:
            pairs.add((names[min(one, other)], names[max(one, other)]))
    found, facts = [], {}
    for number, (source, target) in enumerate(sorted(pairs)):
        iri = f"https://w3id.org/zhoubao/id/event/{number}"
        kind, day = _KINDS[number % 5], f"{2020 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}"
        quote = Quote(number, number + 20, "两家办公室联合召开工作会议并印发纪要", "上周，", "。")
        facts[iri] = Card(
            iri, kind, {"zh": kind, "en": kind}, f"第{number}次会议", "meeting.held", day, "day",
            "工作周报2024年第1期", "", "", "b.txt", (quote,),
        )  # fmt: skip
        found.append(Link(source, target, iri))
    return Network(Links(find_projection("together"), "together", tuple(found), things, facts, {}))


def main(nodes: int, links: int) -> None:
    """Print what was measured."""
    network = made_up(nodes, links)
    started = time.process_time()
    page = network.show()
    print(f"{nodes} nodes, {links} links: laid out and written in {time.process_time() - started:.1f} s CPU", end="")
    print(f", {len(page.html) / 1e6:.1f} MB")
    program = shutil.which("chromium")
    if program is None:
        print("chromium is missing: nothing was painted")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = page.save(Path(folder) / "network.html")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        session = tab.context.new_cdp_session(tab)
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        tab.goto(path.as_uri(), wait_until="commit")
        tab.wait_for_selector("body[data-painted]", timeout=60_000)
        painted = int(tab.get_attribute("body", "data-painted")) / 1000
        busy = next(
            one["value"] for one in session.send("Performance.getMetrics")["metrics"] if one["name"] == "ThreadTime"
        )
        print(f"first paint of the network after {painted:.2f} s, for which the page computed {busy:.2f} s")
        middle, worst = tab.evaluate(_FRAMES)
        print(f"a step of panning or zooming: median {middle:.0f} ms, worst {worst:.0f} ms")
        started = time.perf_counter()
        tab.locator("#kinds input").first.uncheck()
        print(f"filtering a kind out: {time.perf_counter() - started:.2f} s")
        started = time.perf_counter()
        tab.locator("#search").fill("第4999办公室")
        tab.keyboard.press("Enter")
        tab.locator("#panel .zb-card").first.wait_for()
        print(f"finding a node and showing its facts: {time.perf_counter() - started:.2f} s")
        tab.screenshot(path=sys.argv[3]) if len(sys.argv) > 3 else None
        browser.close()


if __name__ == "__main__":
    main(*(int(value) for value in (sys.argv[1:3] or (5000, 20000))))
