"""Freeze the ontology, its alignments and its code lists under ontology/releases/{version}/ (docs/versions.md).

    python scripts/make_release.py [--draft]

A copy is never overwritten; --draft allows it while the version is not published.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import OWL

ROOT = Path(__file__).resolve().parent.parent / "ontology"
ONTOLOGY = URIRef("https://w3id.org/zhoubao/ontology")
FILES = ("zhoubao.ttl", "alignments.ttl")


def main(*, draft: bool) -> str:
    """Copy the working version; returns what was done or why not."""
    version = str(Graph().parse(ROOT / "zhoubao.ttl").value(ONTOLOGY, OWL.versionInfo))
    target = ROOT / "releases" / version
    if target.exists() and not draft:
        sys.exit(f"{target} exists: raise owl:versionInfo, or give --draft while {version} is not published")
    shutil.rmtree(target, ignore_errors=True)
    (target / "codes").mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(ROOT / name, target / name)
    for path in sorted((ROOT / "codes").glob("*.ttl")):
        shutil.copyfile(path, target / "codes" / path.name)
    return f"{version} is frozen in {target}"


if __name__ == "__main__":
    print(main(draft="--draft" in sys.argv[1:]))
