"""What a user sees of four samples, as text: each command, each view and the words of each page.

``python -m tests.recordings`` writes tests/recorded/ anew; look at every line that changed, and commit it with the change
that made it. What depends on machine, day or digest is masked.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import pyoxigraph as ox

from tests.conftest import ROOT, Command
from zhoubao.building.builder import build_store
from zhoubao.knowledge_graph import KnowledgeGraph

RECORDED = Path(__file__).parent / "recorded"
SAMPLES = [ROOT / "samples" / f"s0{number}.txt" for number in (1, 2, 3, 4)]
S03, S04 = SAMPLES[2:]
#: Digests in base 16, and in base 32 at the end of a part of an IRI.
_DIGEST = re.compile(r"\b(?=\w*\d)[0-9a-f]{10,64}\b|(?<=[-/])[a-z2-7]{16}\b")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_NAMED = re.compile(r'\b(?:title|aria-label|alt|placeholder)="([^"]*)"')

#: Commands as a person types them; STORE, OUT and the files stand for their paths.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "facts": ("facts", str(S04)),
    "facts-json": ("facts", str(S04), "--format", "json"),
    "ledger": ("ledger",),
    "stats": ("stats",),
    "validate": ("validate",),
    "validate-ttl": ("validate", "--format", "ttl"),
    "validate-junit": ("validate", "--format", "junit"),
    "check-json": ("check", str(S03), "--format", "json"),
    "questions": ("questions", "--format", "csv"),
    "questions-md": ("questions", "--tag", "figures", "--format", "md"),
    "ask": ("ask", "delegations", "--lang", "zh"),
    "ask-csv": ("ask", "delegations", "--format", "csv"),
    "names": ("names", str(S03), str(S04)),
    "names-csv": ("names", str(S03), "--format", "csv"),
    "show-body": ("show", "省林草局"),
    "show-region": ("show", "绵阳市"),
    "path": ("path", "省林草局", "绵阳市"),
    "compare": ("compare", "2024-21", "2024-22"),
    "compare-later": ("compare", "2024-21", "2024-23"),
    "no-such-thing": ("show", "不存在的机关"),
    "no-such-question": ("ask", "delegation"),
    "no-such-value": ("ask", "delegations", "--param", "region=自贡是"),
    "no-such-file": ("check", "nowhere.txt"),
    "no-such-format": ("ledger", "--format", "xml"),
    "no-way": ("path", "省林草局", "省药监局"),
    "explain-nothing": ("explain", "urn:nothing"),
    "remove-nothing": ("remove", "sc-zwzx/1999-1"),
    "sparql-update": ("sparql", "DROP ALL"),
    "sparql": ("sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?x a zw:Meeting }"),
}
#: Commands that write a page.
PAGES: Mapping[str, tuple[str, ...]] = {
    "check-html": ("check", str(S03), str(S04), "--format", "html"),
    "validate-html": ("validate", "--format", "html"),
    "page": ("page", "2024-23"),
}
VIEWS: Mapping[str, Callable[[KnowledgeGraph], object]] = {
    "timeline": lambda kg: kg.timeline(),
    "map-powers": lambda kg: kg.map("powers"),
    "map-visits": lambda kg: kg.map("visits"),
    "map-silence": lambda kg: kg.map("silence"),
    "map-provinces": lambda kg: kg.map("visits", of="全国"),
    "ranking": lambda kg: kg.ranking(),
    "ranking-week": lambda kg: kg.ranking("2024-05"),
    "series": lambda kg: kg.series("受理", scope="综合窗口"),
    "network": lambda kg: kg.network("together").show(),
    "network-delegations": lambda kg: kg.network("delegations").show(),
}


def recordings(folder: Path) -> dict[str, str]:
    """All recordings by name, made with a store in the folder."""
    store = folder / "store"
    build_store(SAMPLES, store)
    command, found = Command(store), {}
    for name, arguments in COMMANDS.items():
        for language in ("zh", "en"):
            run = command(*arguments, ZHOUBAO_LANG=language, COLUMNS="160")
            found[f"{name}.{language}"] = f"exit {run.returncode}\n{run.stdout}{run.stderr}"
    for name, arguments in PAGES.items():
        command(*arguments, "--output", folder / f"{name}.html")
        found[name] = words_of((folder / f"{name}.html").read_text("utf-8"))
    for form in ("csv", "neo4j", "turtle"):
        command("export", "-f", form, "-o", folder / form)
    found["export-csv"] = "".join(_head(path) for path in sorted((folder / "csv").glob("*.csv")))
    found["export-neo4j"] = "".join(_head(path) for path in sorted((folder / "neo4j").glob("*.csv")))
    described = ox.parse(path=str(folder / "turtle.description.ttl"), format=ox.RdfFormat.TURTLE)
    found["export-description"] = "\n".join(
        sorted(str(quad.triple) for quad in described if "byteSize" not in str(quad))
    )
    before = os.environ.get("ZHOUBAO_LANG")
    try:
        for language in ("zh", "en"):
            os.environ["ZHOUBAO_LANG"] = language
            found |= {f"{name}.{language}": text for name, text in _views(store).items()}
    finally:
        os.environ.pop("ZHOUBAO_LANG") if before is None else os.environ.update(ZHOUBAO_LANG=before)
    return _once({name: _masked(text, folder) for name, text in found.items()})


def _once(found: Mapping[str, str]) -> dict[str, str]:
    """What is the same in both languages has no language in its name."""
    alike = {name[:-3] for name in found if name.endswith(".zh") and found[name] == found.get(f"{name[:-3]}.en")}
    return {
        name.rpartition(".")[0] if name[:-3] in alike else name: text
        for name, text in found.items()
        if not (name.endswith(".en") and name[:-3] in alike)
    }


def _views(store: Path) -> dict[str, str]:
    found = {}
    with KnowledgeGraph(store) as kg:
        for name, view in VIEWS.items():
            page = view(kg)
            found[name] = f"{page}\n\n{words_of(page.html)}"  # type: ignore[attr-defined]
        found["report"] = words_of(kg.report()._repr_html_())
    return found


def words_of(html: str) -> str:
    """What a page shows and what it tells those who cannot see it, a piece of text in each line."""
    pieces: list[str] = []
    for piece in re.split(r"(<[^>]*>)", _UNSEEN.sub("", html)):
        pieces += _NAMED.findall(piece) if piece.startswith("<") else [piece]
    return "\n".join(text for piece in pieces if (text := " ".join(unescape(piece).split())))


def _head(path: Path) -> str:
    """The titles of a table and its first rows."""
    lines = path.read_text("utf-8-sig").splitlines()
    return f"{path.name} ({len(lines)} lines)\n" + "".join(f"{line}\n" for line in lines[:3])


def _masked(text: str, folder: Path) -> str:
    text = text.replace(str(folder), "FOLDER").replace(str(ROOT), "PROJECT")
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z]+|\d+(?:\.\d+)? ?[kM]B", "…", text)
    text = _DIGEST.sub("…", text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def main() -> None:
    RECORDED.mkdir(exist_ok=True)
    for path in RECORDED.glob("*.txt"):
        path.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in recordings(Path(folder)).items():
            (RECORDED / f"{name}.txt").write_text(text, "utf-8")
            print(f"{len(text):8} {name}")


if __name__ == "__main__":
    sys.exit(main())
