"""Makes from ontology/model/kinds.ttl what repeats it: python scripts/make_model.py

The targets are in TARGETS: for each file of the project a function from the model to its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parent.parent
ZW = Namespace("https://w3id.org/zhoubao/ontology#")
ZWM = Namespace("https://w3id.org/zhoubao/model#")
CODE = "https://w3id.org/zhoubao/code/"
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
MARK = "made from ontology/model/kinds.ttl by scripts/make_model.py; do not edit"

_PREFIXES = {
    "code": CODE,
    "dct": "http://purl.org/dc/terms/",
    "qb": "http://purl.org/linked-data/cube#",
    "rdfs": str(RDFS),
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": str(SKOS),
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "zw": str(ZW),
    "zwsh": "https://w3id.org/zhoubao/shape#",
}
#: Datatypes of the values of a property, by type of slot.
_DATATYPES = {"integer": "xsd:integer", "decimal": "xsd:decimal", "flag": "xsd:boolean", "day": "xsd:date"}
_JSON_TYPES = {
    "entity": {"type": "string"},
    "document": {"type": "string"},
    "wording": {"type": "string"},
    "outcome": {"type": "string"},
    "integer": {"type": "integer"},
    "count": {"type": "integer"},
    "decimal": {"type": "number"},
    "flag": {"type": "boolean"},
    "day": {"$ref": "#/$defs/day"},
    "date": {"$ref": "#/$defs/date"},
    "person": {"$ref": "#/$defs/person"},
    "period": {"$ref": "#/$defs/period"},
    "whole": {"$ref": "#/$defs/whole"},
    "part": {"$ref": "#/$defs/part"},
    "row": {"$ref": "#/$defs/row"},
}


@dataclass
class Slot:
    """A slot as the model declares it."""

    name: str
    type: str
    labels: dict[str, str]
    shape: str
    entries: dict[str, object]
    published: bool = False

    def get(self, name: str) -> object:
        return self.entries.get(name)


@dataclass
class Kind:
    """A kind as the model declares it."""

    name: str
    cls: URIRef
    labels: dict[str, str]
    shape: str
    entries: dict[str, object]
    slots: list[Slot] = field(default_factory=list)


def _labels(graph: Graph, node: URIRef) -> dict[str, str]:
    return {str(label.language): str(label) for label in graph.objects(node, RDFS.label) if isinstance(label, Literal)}


@cache
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "zhoubao.ttl")


@cache
def declared() -> Graph:
    return Graph().parse(ROOT / "ontology" / "model" / "kinds.ttl")


@cache
def common() -> list[Slot]:
    """The slots that a fact of any kind can have, in the graph only."""
    listed = declared().value(ZWM["any"], ZWM.graphSlots)
    return [_slot(declared(), slot, published=False) for slot in Collection(declared(), listed)]


@cache
def model() -> list[Kind]:
    """The kinds in their order."""
    graph = declared()
    kinds = []
    for node in graph.subjects(RDF.type, ZWM.Kind):
        entries = _entries(graph, node)
        cls = URIRef(str(entries["class"]))
        kind = Kind(
            str(entries["name"]), cls, _labels(ontology(), cls), str(entries.get("shape", _local(cls))), entries
        )
        for name, published in (("slots", True), ("graphSlots", False)):
            listed = graph.value(node, ZWM[name])
            own = [] if listed is None else [*Collection(graph, listed)]
            if published and entries.get("published"):
                own = [ZWM.date, ZWM.place, *own]
            kind.slots += [_slot(graph, slot, published) for slot in own]
        if not entries.get("published"):
            known = {slot.name for slot in kind.slots}
            kind.slots[:0] = [
                _slot(graph, ZWM[name], published=False) for name in ("date", "place") if name not in known
            ]
        kinds.append(kind)
    return sorted(kinds, key=lambda kind: int(str(kind.entries["order"])))


def _entries(graph: Graph, node: URIRef) -> dict[str, object]:
    base = graph.value(node, ZWM.same)
    entries = _entries(graph, base) if isinstance(base, URIRef) else {}
    for predicate, value in graph.predicate_objects(node):
        if str(predicate).startswith(str(ZWM)):
            entries[str(predicate).removeprefix(str(ZWM))] = value.toPython() if isinstance(value, Literal) else value
    return entries


def _slot(graph: Graph, node: URIRef, published: bool) -> Slot:
    entries = _entries(graph, node)
    labels: dict[str, str] = {}
    place: URIRef | None = node
    while place is not None and not labels:
        labels = _labels(graph, place)
        base = graph.value(place, ZWM.same)
        place = base if isinstance(base, URIRef) else None
    if not {"name", "type"} <= entries.keys() or labels.keys() != {"zh", "en"}:
        raise SystemExit(f"{node}: a slot needs zwm:name, zwm:type and labels in zh and en")
    name = str(entries["name"])
    return Slot(name, str(entries["type"]), labels, str(entries.get("shape", name)), entries, published)


def _local(iri: object) -> str:
    return re.split(r"[#/]", str(iri))[-1]


def _short(iri: object) -> str:
    for prefix, space in _PREFIXES.items():
        if str(iri).startswith(space):
            return f"{prefix}:{str(iri)[len(space) :]}"
    raise SystemExit(f"{iri}: no prefix for it in scripts/make_model.py")


# --- Python -----------------------------------------------------------------------------------------------------------


def python() -> str:
    """mappers/facts/model.py."""
    lines = [
        "# ruff: noqa: E501",
        f'"""The kinds of facts with their slots: {MARK}."""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
        "from typing import Literal, TypeAlias",
        "",
        "from mappers.facts.fact import EntityType",
        "from mappers.facts.spec import KindSpec, SlotSpec, SlotType",
        "",
        '__all__ = ["EVENT_KINDS", "GRAPH_KINDS", "KINDS", "MODEL", "KindName"]',
        "",
        f"KindName: TypeAlias = Literal[{', '.join(json.dumps(kind.name) for kind in model())}]",
        "",
        "_COMMON = (",
        *(f"    {_slot_spec(slot)}," for slot in common()),
        ")",
        "",
        "#: Each kind by its name, in the order in which kinds are listed.",
        "MODEL: Mapping[str, KindSpec] = {",
        "    kind.name: kind",
        "    for kind in (",
    ]
    for kind in model():
        entries = kind.entries
        lines += [
            "        KindSpec(",
            f"            {_words(kind.name)},",
            f"            {_words(kind.cls)},",
            f"            event={bool(entries.get('event'))},",
            f"            published={bool(entries.get('published'))},",
            f"            prefix={_words(entries['prefix'])},",
            f"            folder={_words(entries.get('folder', 'event'))},",
            f"            status={_words(entries['status']) if 'status' in entries else None},",
            f"            zh={_words(kind.labels['zh'])},",
            f"            en={_words(kind.labels['en'])},",
            "            slots=(",
            *(f"                {_slot_spec(slot)}," for slot in kind.slots),
            f"                {_common_of(kind)},",
            "            ),",
            "        ),",
        ]
    lines += [
        "    )",
        "}",
        "",
        "#: Kinds of the published JSON of facts.",
        "KINDS = tuple(kind.name for kind in MODEL.values() if kind.published)",
        "",
        "#: Published kinds that are dated happenings with actors.",
        "EVENT_KINDS = tuple(kind.name for kind in MODEL.values() if kind.published and kind.event)",
        "",
        "#: Kinds that are written to the graph only.",
        "GRAPH_KINDS = tuple(kind.name for kind in MODEL.values() if not kind.published)",
    ]
    return "\n".join(lines) + "\n"


def _common_of(kind: Kind) -> str:
    """The common slots, without those that the kind declares itself."""
    own = sorted({slot.name for slot in common()} & {slot.name for slot in kind.slots})
    return f"*(slot for slot in _COMMON if slot.name not in {tuple(own)!r})" if own else "*_COMMON"


def _words(value: object) -> str:
    return json.dumps(str(value), ensure_ascii=False)


def _slot_spec(slot: Slot) -> str:
    entries = slot.entries
    named = {
        "many": bool(entries.get("list")),
        "published": slot.published,
        "free": bool(entries.get("free")),
        "bodies": bool(entries.get("bodies")),
        "official": bool(entries.get("official")),
        "internal": bool(entries.get("internal")),
    }
    parts = [
        _words(slot.name),
        f"SlotType.{slot.type.upper()}",
        _words(entries["property"]) if "property" in entries else "None",
        _words(slot.labels["zh"]),
        _words(slot.labels["en"]),
        *(f"{name}=True" for name, value in named.items() if value),
    ]
    if "bare" in entries:
        parts.append(f"bare=EntityType.{str(entries['bare']).upper()}")
    if "counts" in entries:
        parts += [f"counts={_words(_local(entries['counts']))}", f"counted={_words(entries['counted'])}"]
    if "codeList" in entries:
        parts.append(f"code_list={_words(_local(entries['codeList']))}")
    return f"SlotSpec({', '.join(parts)})"


def vocabulary() -> str:
    """mappers/rdf/zw.py: every term of the ontology that is in use."""
    graph = ontology()
    found: set[str] = set()
    for sort in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        found |= {_local(term) for term in graph.subjects(RDF.type, sort) if str(term).startswith(str(ZW))}
    found |= {
        _local(term)
        for term in graph.subjects(RDF.type, URIRef("http://purl.org/linked-data/cube#DataStructureDefinition"))
        if str(term).startswith(str(ZW))
    }
    found -= {_local(term) for term in graph.subjects(STATUS, Literal("reserved"))}
    lines = [
        '"""The terms of the ontology: made from ontology/zhoubao.ttl by scripts/make_model.py; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from mappers.rdf.terms import Iri",
        "",
        f'_NAMESPACE = "{ZW}"',
        "",
    ]
    lines += [f'{name} = Iri(_NAMESPACE + "{name}")' for name in sorted(found)]
    return "\n".join(lines) + "\n"


# --- JSON Schema ------------------------------------------------------------------------------------------------------


def json_schema() -> str:
    """ontology/facts.schema.json: the JSON of facts, in JSON Schema 2020-12."""
    nullable_day = {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/day"}]}
    number = {"type": ["number", "null"]}
    words = {"type": ["string", "null"]}
    span = {"type": "array", "prefixItems": [{"$ref": "#/$defs/day"}] * 2, "minItems": 2, "maxItems": 2}
    defs: dict[str, object] = {
        "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "span": span,
        "date": {"oneOf": [{"$ref": "#/$defs/day"}, {"$ref": "#/$defs/span"}]},
        "person": _object({"name": {"type": "string"}, "post": words, "body": words}),
        "period": _object({"kind": {"enum": _period_kinds()}, "start": nullable_day, "end": nullable_day}),
        "whole": _object({"label": {"type": "string"}, "value": {"type": "number"}, "unit": words}),
        "part": _object({"label": {"type": "string"}, "value": {"type": "number"}}),
        "row": _object(
            {
                "window": {"type": "string"},
                **dict.fromkeys(("base", "deduction", "bonus", "total"), number),
                "rank": {"type": ["integer", "null"]},
            }
        ),
        "bulletin": _object(
            {
                "series": words,
                "year": {"type": ["integer", "null"]},
                "issue": {"type": ["integer", "null"]},
                "total_issue": {"type": ["integer", "null"]},
                "publisher": words,
                "published": nullable_day,
                "period": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/span"}]},
                "copies": {"type": ["integer", "null"]},
                "form": {"enum": ["periodical", "document"]},
                "title": words,
                "number": words,
                "distribution": {
                    "type": "array",
                    "items": _object(
                        {
                            "kind": {"enum": ["报", "送", "发", "抄送"]},
                            "to": {"type": "array", "items": {"type": "string"}},
                        }
                    ),
                },
            }
        ),
    }
    kinds = [kind for kind in model() if kind.entries.get("published")]
    for kind in kinds:
        slots = {slot.name: _json_type(slot) for slot in kind.slots if slot.published}
        fact = _object(
            {
                "kind": {"const": kind.name},
                "quote": {"type": "string", "minLength": 1},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
                **slots,
            }
        )
        fact["title"] = f"{kind.labels['en']} / {kind.labels['zh']}"
        fact["description"] = f"When {kind.entries['when']}."
        defs[kind.name] = fact
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/zhoubao/facts.schema.json",
        "$comment": MARK,
        "title": "Facts of a bulletin",
        "oneOf": [{"$ref": "#/$defs/document"}, {"type": "array", "items": {"$ref": "#/$defs/document"}}],
        "$defs": {
            "document": {
                "type": "object",
                "required": ["bulletin", "facts"],
                "properties": {
                    "bulletin": {"$ref": "#/$defs/bulletin"},
                    "facts": {
                        "type": "array",
                        "items": {"oneOf": [{"$ref": f"#/$defs/{kind.name}"} for kind in kinds]},
                    },
                },
            },
            **defs,
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "required": [*properties],
        "properties": properties,
        "additionalProperties": False,
    }


def _json_type(slot: Slot) -> dict[str, object]:
    if slot.type == "code":
        one: dict[str, object] = {"enum": _codes(_local(slot.entries["codeList"]))}
    else:
        one = dict(_JSON_TYPES[slot.type])
    if slot.entries.get("list"):
        return {"type": "array", "items": one}
    return one if slot.type == "flag" else {"oneOf": [{"type": "null"}, one]}


def _codes(scheme: str) -> list[str]:
    found: list[str] = []
    for path in sorted((ROOT / "ontology" / "codes").glob("*.ttl")):
        graph = Graph().parse(path)
        found += [_local(concept) for concept in graph.subjects(SKOS.inScheme, URIRef(CODE + scheme))]
    if not found:
        raise SystemExit(f"no code list {scheme}")
    return sorted(found)


def _period_kinds() -> list[str]:
    return [name.replace("-", "_") for name in _codes("periodKind") if name != "unstated"]


# --- SHACL ------------------------------------------------------------------------------------------------------------


def shapes() -> str:
    """shapes/model.ttl: what only restates the model."""
    kinds = model()
    lines = [f"# What restates the model of kinds and slots: {MARK}."]
    lines += [f"@prefix {prefix}: <{space}> ." for prefix, space in sorted(_PREFIXES.items())]
    lines.append("")
    facts = _classes(kinds)
    events = [cls for cls in facts if (URIRef(cls), RDFS.subClassOf) and _is_event(URIRef(cls))]
    for name, classes in (("Fact", facts), ("Misprint", facts), *((name, events) for name in _EVENT_SHAPES)):
        targets = " , ".join(_short(cls) for cls in classes if name != "Fact" or cls != str(ZW.CountClaim))
        lines.append(f"zwsh:{name} sh:targetClass {targets} .\n")
    written: set[str] = set()
    for kind in kinds:
        constraints = [(slot, [*_constraints(slot)]) for slot in kind.slots]
        owned = [(slot, found) for slot, found in constraints if found and f"{kind.shape}-{slot.shape}" not in written]
        if not owned:
            if any(found for _, found in constraints) and f"sh:targetClass {_short(kind.cls)} ;" not in "".join(lines):
                lines.append(f"zwsh:{kind.shape} sh:targetClass {_short(kind.cls)} .\n")
            continue
        names = " , ".join(f"zwsh:{kind.shape}-{slot.shape}" for slot, _ in owned)
        lines.append(
            f"zwsh:{kind.shape} a sh:NodeShape ;\n"
            f'    rdfs:label "{kind.labels["zh"]}"@zh , "{kind.labels["en"]}"@en ;\n'
            f"    sh:targetClass {_short(kind.cls)} ;\n    sh:property {names} .\n{_reason(kind)}"
        )
        for slot, found in owned:
            written.add(f"{kind.shape}-{slot.shape}")
            lines.append(_property_shape(kind, slot, found))
    return "\n".join(lines)


#: Hand-written shapes about all events, whose target classes stand with the model.
_EVENT_SHAPES = ("Event", "EventAfterIssue", "EventAfterPeriod")


def _reason(kind: Kind) -> str:
    """Why the shape is there, with a sentence: by hand in reasons.ttl, else what the ontology says of the class."""
    if f"zwsh:{kind.shape} " in (ROOT / "shapes" / "reasons.ttl").read_text("utf-8"):
        return ""
    texts = {
        (name, text.language): str(text)
        for name in ("definition", "example")
        for text in ontology().objects(kind.cls, SKOS[name])
        if isinstance(text, Literal)
    }
    return (
        f'zwsh:{kind.shape} sh:description "{texts["definition", "zh"]}"@zh , "{texts["definition", "en"]}"@en ;\n'
        f'    skos:example "{texts["example", "zh"]}"@zh .\n'
    )


def _classes(kinds: list[Kind]) -> list[str]:
    return [*dict.fromkeys(str(kind.cls) for kind in kinds)]


def _is_event(cls: URIRef) -> bool:
    return ZW.Event in set(ontology().transitive_objects(cls, RDFS.subClassOf))


def _constraints(slot: Slot) -> Iterator[str]:
    entries = slot.entries
    if "min" in entries:
        yield f"sh:minCount {entries['min']}"
    if "max" in entries:
        yield f"sh:maxCount {entries['max']}"
    constrained = "min" in entries or "max" in entries
    if constrained and slot.type in _DATATYPES:
        yield f"sh:datatype {_DATATYPES[slot.type]}"
    if "least" in entries:
        yield f"sh:minInclusive {entries['least']}"
    if "valueClass" in entries:
        yield f"sh:class {_short(entries['valueClass'])}"


def _property_shape(kind: Kind, slot: Slot, constraints: list[str]) -> str:
    zh, en = _message(kind, slot)
    return (
        f"zwsh:{kind.shape}-{slot.shape} a sh:PropertyShape ;\n"
        f"    sh:path {_short(slot.entries['property'])} ;\n"
        f"    {' ; '.join(constraints)} ;\n"
        "    sh:severity sh:Violation ;\n"
        f'    sh:name "{slot.labels["zh"]}"@zh , "{slot.labels["en"]}"@en ;\n'
        f'    sh:message "{zh}"@zh ,\n        "{en}"@en .\n'
    )


def _message(kind: Kind, slot: Slot) -> tuple[str, str]:
    """What is wrong, in words."""
    entries = slot.entries
    what, label = kind.labels, slot.labels
    a = "An" if what["en"][0] in "aeiou" else "A"
    if "least" in entries:
        return (
            f"{what['zh']}的{label['zh']}须是不小于{entries['least']}的整数",
            f"{a} {what['en']}: {label['en']} must be a whole number of at least {entries['least']}",
        )
    if "min" in entries and "max" in entries:
        return f"{what['zh']}须恰有一个{label['zh']}", f"{a} {what['en']} has exactly one {label['en']}"
    if "min" in entries:
        return f"{what['zh']}没有{label['zh']}", f"{a} {what['en']} has no {label['en']}"
    return f"{what['zh']}至多有一个有效的{label['zh']}", f"{a} {what['en']} has at most one valid {label['en']}"


def fixtures() -> dict[str, str]:
    """For each property shape of the model data that break it: tests/shapes/break/{shape}.ttl."""
    found: dict[str, str] = {}
    for kind in model():
        for slot in kind.slots:
            if any(_constraints(slot)):
                found.setdefault(f"tests/shapes/break/{kind.shape}-{slot.shape}.ttl", _fixture(kind, slot))
    return found


def _fixture(kind: Kind, slot: Slot) -> str:
    """A node of the kind whose slot is missing, too small, of another type, or filled twice."""
    entries = slot.entries
    if "min" in entries:
        values = ""
    elif "least" in entries:
        values = f" ; {_short(entries['property'])} {int(str(entries['least'])) - 1}"
    elif slot.type in _DATATYPES:
        values = f' ; {_short(entries["property"])} "x"'
    else:
        values = f" ; {_short(entries['property'])} ex:one , ex:other"
    prefixes = {**{name: _PREFIXES[name] for name in ("dct", "qb", "zw")}, "ex": "https://w3id.org/zhoubao/id/example/"}
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items())
    return f"# {MARK}.\n{head}\nex:e a {_short(kind.cls)}{values} .\n"


# --- colours ----------------------------------------------------------------------------------------------------------


def colours() -> str:
    """zhoubao/render/kinds.css: one colour for each kind, everywhere."""
    kinds = {_local(kind.cls): kind for kind in model()}
    light = "".join(f"  --zb-kind-{name}: {kind.entries['colour']};\n" for name, kind in kinds.items())
    dark = "".join(f"    --zb-kind-{name}: {kind.entries['darkColour']};\n" for name, kind in kinds.items())
    hues = "".join(f".k-{name} {{ --h: {kind.entries['hue']}; }}\n" for name, kind in kinds.items())
    return (
        f"/* Colours of the kinds of facts: {MARK}. */\n"
        f":root {{\n{light}}}\n@media (prefers-color-scheme: dark) {{\n  :root {{\n{dark}  }}\n}}\n{hues}"
    )


# --- docs -------------------------------------------------------------------------------------------------------------

_TABLE = re.compile(r"(?<=<!-- kinds -->\n).*?(?=<!-- /kinds -->)", re.DOTALL)


def facts_page() -> str:
    """docs/facts.md with its table of kinds."""
    rows = ["| kind | it is one when | slots besides `date` and `place` |", "| --- | --- | --- |"]
    for kind in model():
        if not kind.entries.get("published"):
            continue
        slots = [
            f"`{slot.name}{'[]' if slot.entries.get('list') else ''}`"
            for slot in kind.slots
            if slot.published and slot.name not in ("date", "place")
        ]
        rows.append(f"| `{kind.name}` | {kind.entries['when']} | {', '.join(slots)} |")
    return _TABLE.sub(lambda _: "\n".join(rows) + "\n", (ROOT / "docs" / "facts.md").read_text("utf-8"))


TARGETS: dict[str, Callable[[], str]] = {
    "mappers/facts/model.py": python,
    "mappers/rdf/zw.py": vocabulary,
    "ontology/facts.schema.json": json_schema,
    "shapes/model.ttl": shapes,
    "zhoubao/render/kinds.css": colours,
    "docs/facts.md": facts_page,
}
TARGETS.update({name: (lambda name=name: fixtures()[name]) for name in fixtures()})

if __name__ == "__main__":
    for name, make in TARGETS.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
        print(name)
