"""A report as one page that needs nothing else: no script, no font, no picture from elsewhere, light or dark."""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import groupby

from zhoubao.checks.finding import SEVERITIES, Finding, Place
from zhoubao.checks.report import Report
from zhoubao.checks.waivers import Waived, Waiver
from zhoubao.messages import in_both

__all__ = ["html"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5d6b7a; --paper: #f6f7f9; --card: #fff; --line: #dde3ea;
  --violation: #b3261e; --warning: #9a5b00; --info: #2c5f9e; --mark: #ffe9a8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9ef; --soft: #9aa8b7; --paper: #12171d; --card: #1b222a;
  --line: #313c48; --violation: #ff8a80; --warning: #ffc46b; --info: #8ab8f0; --mark: #5c4a12; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6;
  font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
h2 small, .soft { color: var(--soft); font-weight: 400; font-size: .85rem; }
.sum { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; padding: 0; list-style: none; }
.sum li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .8rem; }
.sum b { font-size: 1.15rem; margin-right: .35rem; font-variant-numeric: tabular-nums; }
article { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--tone);
  border-radius: .5rem; padding: .8rem 1rem; margin: .7rem 0; }
.Violation { --tone: var(--violation); } .Warning { --tone: var(--warning); } .Info { --tone: var(--info); }
.head { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline;
  font-size: .85rem; color: var(--soft); }
.head b { color: var(--tone); } article p { margin: .2rem 0; } .zh { font-weight: 600; } .en { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .8rem; margin: .5rem 0 .2rem; }
dt { color: var(--soft); font: .82rem/1.9 ui-monospace, monospace; white-space: nowrap; }
dd { margin: 0; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: .2rem; padding: 0 .1rem; }
code { font: .78rem ui-monospace, monospace; color: var(--soft); overflow-wrap: anywhere; }
.fine { color: var(--soft); } footer { margin-top: 3rem; font-size: .85rem; color: var(--soft); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .3rem; } }
@media print { body { background: #fff; } article { break-inside: avoid; } }
"""
#: So many characters of a line are shown before and behind the words.
_SHOWN = 60


def html(report: Report) -> str:
    """The whole page."""
    counts = Counter(finding.severity for finding in report.findings)
    figures = [(len(report.checked), _both("count", "checked"))]
    figures += [(counts[name], _both("severity", name)) for name in SEVERITIES if counts[name] or name != "Info"]
    figures += [(len(report.waived), _both("report", "waived"))] if report.waived else []
    figures += [(len(report.stale), _both("report", "stale"))] if report.stale else []
    parts = [_bulletin(name, [*found]) for name, found in groupby(report.findings, lambda finding: finding.bulletin)]
    clean = sorted({file for _, file in report.checked} - {p.file for f in report.findings for p in f.places})
    if clean:
        parts.append(f"{_heading('clean')}<p class=fine>{escape('、'.join(clean))}</p>")
    parts += [_waived(report.waived)] if report.waived else []
    parts += [_stale(report.stale)] if report.stale else []
    title = in_both("report", "title")
    sums = "".join(f"<li><b>{count}</b>{escape(name)}</li>" for count, name in figures)
    return (
        '<!doctype html>\n<html lang="zh">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title.zh} · {title.en}</title>\n<style>{_STYLE}</style>\n<main>\n"
        f"<h1>{title.zh} <span class=soft>{title.en}</span></h1>\n"
        f"<ul class=sum>{sums}</ul>\n{chr(10).join(parts)}\n"
        f"<footer>{_both('report', 'footer')}</footer>\n"
        "</main>\n</html>\n"
    )


def _both(section: str, name: str) -> str:
    words = in_both(section, name)
    return f"{words.zh} {words.en}"


def _heading(name: str) -> str:
    words = in_both("report", name)
    return f"<h2>{words.zh} <small>{words.en}</small></h2>"


def _bulletin(name: str, findings: list[Finding]) -> str:
    files = sorted({place.file for finding in findings for place in finding.places})
    cards = "\n".join(map(_card, findings))
    return f"<h2>{escape('、'.join(files) or name)} <small>{escape(name)}</small></h2>\n{cards}"


def _card(finding: Finding) -> str:
    lines: dict[tuple[str, int, str], list[Place]] = {}
    for place in finding.places:  # those of one line are marked in it together
        lines.setdefault((place.file, place.context_start, place.context), []).append(place)
    places = "".join(f"<dt>{escape(str(line[0]))}</dt><dd>{_marked(line)}</dd>" for line in lines.values())
    return (
        f'<article class="{finding.severity}"><div class=head><b>{_both("severity", finding.severity)}</b>'
        f"<span>{escape(finding.rule)}</span></div>"
        f'<p class=zh>{escape(finding.zh)}</p><p class=en lang="en">{escape(finding.en)}</p>'
        f"<dl>{places}</dl><code>{escape(finding.result.focus)}</code></article>"
    )


def _marked(places: list[Place]) -> str:
    """The line with the words of all places marked in it, or the words alone where they are not in one piece of it."""
    context = places[0].context
    told, at = "", 0
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        start, end = place.start - place.context_start, place.end - place.context_start
        if context[start:end] != place.quote:
            return " ".join(f"<mark>{escape(place.quote)}</mark>" for place in places)
        if end > at:
            told += f"{escape(_between(context[at:start], first=not at))}<mark>{escape(context[max(at, start) : end])}</mark>"
            at = end
    rest = context[at:]
    return told + escape(rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}…")


def _between(text: str, *, first: bool) -> str:
    """Not more of a long line than helps to find the words in it."""
    if first:
        return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"


def _waived(entries: tuple[Waived, ...]) -> str:
    rows = "".join(
        f"<dt>{escape(entry.finding.rule)}</dt><dd><mark>{escape(entry.waiver.quote)}</mark>"
        f" {escape(entry.waiver.reason)} <span class=soft>{escape(entry.waiver.who)}</span></dd>"
        for entry in entries
    )
    return f"{_heading('waived_title')}<article class=Info><dl>{rows}</dl></article>"


def _stale(waivers: tuple[Waiver, ...]) -> str:
    rows = "".join(
        f"<dt>{escape(waiver.rule)}</dt><dd><mark>{escape(waiver.quote)}</mark>"
        f" <span class=soft>{escape(waiver.file)}</span></dd>"
        for waiver in waivers
    )
    return f"{_heading('stale_title')}<article class=Warning><dl>{rows}</dl></article>"
