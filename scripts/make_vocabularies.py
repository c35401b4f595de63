"""Write tests/vocabularies/: the logical axioms of the vocabularies that the alignments refer to.

    npm install @vocabulary/{dcat,dcterms,foaf,geo,oa,org,prov,qb,skos}@1.0.6
    python scripts/make_vocabularies.py node_modules/@vocabulary

Labels, comments and examples are dropped; what entails something is kept. BIBO, CPSV-AP and schema.org, of which only a
few terms are needed, are not copied but told in files of our own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import Dataset, Graph
from rdflib.namespace import OWL, RDF, RDFS

TARGET = Path(__file__).resolve().parent.parent / "tests" / "vocabularies"
NAMES = ("dcat", "dcterms", "foaf", "geo", "oa", "org", "prov", "qb", "skos")

#: Predicates of RDFS and OWL that say something about the world, not about the file.
LOGICAL = frozenset(
    {RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
    | {OWL.equivalentClass, OWL.equivalentProperty, OWL.inverseOf, OWL.disjointWith, OWL.propertyDisjointWith}
    | {OWL.unionOf, OWL.intersectionOf, OWL.complementOf, OWL.oneOf, OWL.members, OWL.propertyChainAxiom, OWL.hasKey}
    | {OWL.onProperty, OWL.onClass, OWL.onDataRange, OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue}
    | {OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality}
    | {OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality}
)


def axioms(file: Path) -> Graph:
    """What entails something in one vocabulary as npm has it; the type of the ontology itself does not."""
    dataset = Dataset(default_union=True)
    dataset.parse(file, format="nquads")
    found = Graph()
    for subject, predicate, value, _ in dataset.quads():
        if predicate in LOGICAL and value != OWL.Ontology:
            found.add((subject, predicate, value))
    return found


def main(folder: Path) -> None:
    for name in NAMES:
        text = axioms(folder / name / f"{name}.nq").serialize(format="turtle")
        note = (
            f"# Logical axioms only, from the npm package @vocabulary/{name} 1.0.6; licence and changes: README.md.\n"
        )
        (TARGET / f"{name}.ttl").write_text(f"{note}{text.rstrip()}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
