"""Makes the JSON-LD context from the ontology: python scripts/make_context.py"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from zhoubao.exchange.files.jsonld import make_context  # noqa: E402  needs the path above

if __name__ == "__main__":
    store = ox.Store()
    store.load(path=str(ROOT / "ontology" / "zhoubao.ttl"), format=ox.RdfFormat.TURTLE)
    text = json.dumps(make_context(store), ensure_ascii=False, indent=1) + "\n"
    (ROOT / "ontology" / "context.jsonld").write_text(text, encoding="utf-8")
