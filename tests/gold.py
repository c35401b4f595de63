"""Answer keys as mapped bulletins, so that the graph can be tested without the rules that read texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from mappers.facts.fact import (
    AssessmentRow,
    Document,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Outcome,
    Part,
    Period,
    Person,
    Slot,
    SlotValue,
    TimeSpan,
    Whole,
)
from mappers.names.registers import load_registers
from mappers.text.bulletin import Bulletin, Distribution, Masthead
from mappers.text.source import read_text
from mappers.text.view import View

FOLLOW_UPS = ("已", "责令", "反馈", "整改", "公示", "提出", "立案", "约谈", "下达")


@dataclass(frozen=True)
class Mapped:
    bulletin: Bulletin
    facts: tuple[Fact, ...]


def read(path: Path) -> Mapped:
    """The mapped bulletin that an answer key describes."""
    key = json.loads(path.with_suffix("").with_suffix(".gold.json").read_text("utf-8"))
    text = read_text(path.read_bytes(), path.name)
    reader = _Reader(text.content, key["bulletin"])
    bulletin = Bulletin(text, View("", __import__("array").array("I")), reader.masthead(), (), (), ())
    return Mapped(bulletin, tuple(reader.fact(entry) for entry in key["facts"]))


class _Reader:
    def __init__(self, content: str, head: dict[str, Any]) -> None:
        self.content = content
        self.head = head
        self.home = load_registers().body_named(head["publisher"], None)
        self.region = self.home.region if self.home else None

    def evidence(self, quote: str) -> Evidence:
        start = self.content.find(quote)
        return Evidence(max(start, 0), max(start, 0) + len(quote), quote)

    def masthead(self) -> Masthead:
        head, publisher = self.head, self.body(self.head["publisher"])
        slug = load_registers().series_slug(head["series"] or "", publisher.ref, publisher.name, publisher.region)
        lines = tuple(
            Distribution(
                line["kind"], tuple(Entity(name, EntityType.GROUP) for name in line["to"]), Evidence(0, 1, "x")
            )
            for line in head["distribution"]
        )
        return Masthead(
            series=head["series"],
            year=head["year"],
            issue=head["issue"],
            total_issue=head["total_issue"],
            publisher=publisher,
            published=date.fromisoformat(head["published"]),
            period=self.span(head["period"]),
            copies=head["copies"],
            distribution=lines,
            series_slug=slug,
        )

    def span(self, value: Any) -> TimeSpan | None:
        if value is None:
            return None
        days = [value, value] if isinstance(value, str) else value
        return TimeSpan(*map(date.fromisoformat, days))

    def body(self, name: str) -> Entity:
        found = load_registers().body_named(name, self.region)
        if found:
            return Entity(name, EntityType.BODY, found.slug, found.name)
        if name.endswith("窗口") and (parent := load_registers().body_named(name.removesuffix("窗口"), self.region)):
            return Entity(
                name, EntityType.WINDOW, parent=Entity(parent.name, EntityType.BODY, parent.slug, parent.name)
            )
        kind = EntityType.COMPANY if name.endswith("公司") else EntityType.GROUP
        return Entity(name, kind)

    def place(self, name: str) -> Entity:
        code = load_registers().resolve_region(name, self.region).code
        return Entity(name, EntityType.REGION, code, name) if code else Entity(name, EntityType.REGION)

    def fact(self, entry: dict[str, Any]) -> Fact:
        slots = tuple(
            Slot(name, value)
            for name, raw in entry.items()
            if name not in ("kind", "quote") and raw not in (None, [])
            if (value := self.value(entry["kind"], name, raw, entry)) is not None
        )
        return Fact(entry["kind"], f"{entry['kind']}.key", self.evidence(entry["quote"]), slots)

    def value(self, kind: str, name: str, raw: Any, entry: dict[str, Any]) -> SlotValue | None:
        number = lambda x: None if x is None else Decimal(str(x))  # noqa: E731
        match name:
            case "actors" | "giver" | "receiver" | "granter" | "targets":
                names = raw if isinstance(raw, list) else [raw]
                return tuple(self.body(item) for item in names)
            case "regions" | "place":
                return tuple(self.place(item) for item in raw)
            case "destinations":
                return tuple(self.place(item) if self.place(item).ref else self.body(item) for item in raw)
            case "documents":
                return tuple(self.document(item) for item in raw)
            case "document":
                return self.document(raw)
            case "matters":
                return tuple(Entity(item, EntityType.MATTER) for item in raw)
            case "items":
                return tuple(Entity(item, EntityType.TEXT) for item in raw)
            case "persons":
                return tuple(Person(p["name"], p["post"], self.body(p["body"]) if p["body"] else None) for p in raw)
            case "date":
                return self.span(raw)
            case "effective" | "until":
                return date.fromisoformat(raw)
            case "period":
                start, end = (date.fromisoformat(raw[side]) if raw[side] else None for side in ("start", "end"))
                return Period(raw["kind"], start, end)
            case "value":
                return Decimal(str(raw))
            case "whole":
                return Whole(raw["label"], Decimal(str(raw["value"])), raw["unit"])
            case "parts":
                return tuple(Part(part["label"], Decimal(str(part["value"]))) for part in raw)
            case "outcomes":
                return tuple(
                    Outcome(item, "follow_up" if item.startswith(FOLLOW_UPS) or "反馈" in item else "finding")
                    for item in raw
                )
            case "rows":
                return tuple(
                    AssessmentRow(
                        self.body(row["window"]),
                        *(number(row[column]) for column in ("base", "deduction", "bonus", "total")),
                        row["rank"],
                        self.evidence(row["window"]),
                    )
                    for row in raw
                )
        return raw

    def document(self, name: str) -> Document:
        return Document(name, name if re.match(r"\d{4}年第", name) else None)
