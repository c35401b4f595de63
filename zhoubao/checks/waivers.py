"""Findings that somebody answers for, in a file beside the bulletin: `2024-23.txt` has `2024-23.waivers.yaml`.

    - rule: StatIssued
      quote: 颁发 2140 件
      reason: certificates of earlier weeks are handed out in this one
      who: 李明，综合处

A waiver meets the findings of its rule of which one quote holds its quote; blanks do not count. One that meets
nothing is stale and is told, so that what was mended, or came to be printed otherwise, is not passed by a waiver that
was written for something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhoubao.checks.finding import Finding
from zhoubao.errors import UsageError

__all__ = ["Waived", "Waiver", "apply_waivers", "read_waivers", "waiver_file"]

_FIELDS = ("rule", "quote", "reason", "who")


@dataclass(frozen=True, slots=True, order=True)
class Waiver:
    """One entry: the rule, words of the bulletin, why it stands as it is, who says so; and the file it is in."""

    rule: str
    quote: str
    reason: str
    who: str
    file: str


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver it is passed by."""

    finding: Finding
    waiver: Waiver


def waiver_file(bulletin: Path) -> Path:
    """The file beside a bulletin."""
    return bulletin.with_name(f"{bulletin.stem}.waivers.yaml")


def read_waivers(bulletin: Path) -> list[Waiver]:
    """The waivers beside a bulletin, none where there is no such file; raises UsageError E-WAIVER."""
    import yaml

    path = waiver_file(bulletin)
    if not path.is_file():
        return []
    try:
        entries = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) or []
        return [Waiver(**{name: _said(entry, name) for name in _FIELDS}, file=str(path)) for entry in entries]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise UsageError("E-WAIVER", path, reason=" ".join(str(error).split())) from error


def apply_waivers(
    findings: Iterable[Finding], waivers: Sequence[Waiver], files: Mapping[str, Path]
) -> tuple[list[Finding], tuple[Waived, ...], tuple[Waiver, ...]]:
    """What stands, what is waived, and the waivers that meet nothing; files are those of the places."""
    beside = {str(waiver_file(path)): shown for shown, path in files.items()}
    standing: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        waiver = next((waiver for waiver in waivers if _meets(waiver, finding, beside.get(waiver.file, ""))), None)
        if waiver is None:
            standing.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    used = {entry.waiver for entry in waived}
    ordered = tuple(sorted(waived, key=lambda entry: entry.finding.order))
    return standing, ordered, tuple(sorted(waiver for waiver in set(waivers) - used))


def _meets(waiver: Waiver, finding: Finding, file: str) -> bool:
    words = "".join(waiver.quote.split())
    return waiver.rule == finding.rule and any(
        place.file == file and words in "".join(place.quote.split()) for place in finding.places
    )


def _said(entry: object, name: str) -> str:
    """A field of an entry, which must say all of them."""
    value = entry.get(name) if isinstance(entry, dict) else None
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"an entry has no {name}")
    return value.strip()
