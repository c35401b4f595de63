"""How well bulletins are read, against their answer keys: the published figures, and each fact that is not read as in its key.

    python benchmarks/scores.py

Writes quality/scores.json. Of the samples each difference is written with its quote and values; of bulletins that stay
outside the project with its place and the names of its slots alone. A folder that is not here keeps what was published.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from zhoubao.evaluation.bulletin_score import SlotDifference  # noqa: E402  needs the path above
from zhoubao.evaluation.evaluation import Scores, evaluate  # noqa: E402

TARGET = ROOT / "quality" / "scores.json"
SHARED = Path(os.environ.get("ZHOUBAO_BULLETINS", ROOT.parent / "shared" / "bulletins"))
#: Folders with answer keys, by the name under which they are published.
FOLDERS = {
    "samples": ROOT / "samples",
    "documents": ROOT / "samples" / "documents",
    **{name: SHARED / name for name in ("real", "dev", "forms")},
}


def published(name: str, scores: Scores) -> dict[str, Any]:
    """What is published of one folder."""
    line = with_quote if name in ("samples", "documents") else with_place
    return {
        "figures": {figure: round(value, 4) for figure, value in scores.figures().items()},
        "refused": list(scores.refused),
        "differences": sorted(line(difference) for difference in scores.differences),
    }


def with_quote(difference: SlotDifference) -> str:
    """A difference with its words, in one line."""
    first, *values = str(difference).split("\n")
    return "; ".join((first, *(value.strip() for value in values)))


def with_place(difference: SlotDifference) -> str:
    """A difference without a word of the text: its place in characters, and the slots that differ.

    >>> with_place(SlotDifference("d01", "visit", "…", (3, 9), (("actors", "…"),), (("place", "…"),)))
    'd01 00003-00009 visit differs: wrong actors; missed place'
    """
    slots = (("wrong", difference.wrong), ("missed", difference.missed))
    named = [f"{what} {', '.join(slot for slot, _ in values)}" for what, values in slots if values]
    start, end = difference.span
    head = f"{difference.bulletin} {start:05}-{end:05} {difference.kind} {difference.sort}"
    return f"{head}: {'; '.join(named)}" if difference.sort == "differs" else head


def main() -> None:
    kept = json.loads(TARGET.read_text("utf-8"))
    found = {name: published(name, evaluate(folder)) for name, folder in FOLDERS.items() if folder.is_dir()}
    TARGET.write_text(json.dumps({**kept, **found}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, entry in found.items():
        print(name, *(f"{figure} {value}" for figure, value in entry["figures"].items()), sep="\n  ")


if __name__ == "__main__":
    main()
