"""Small changes to a program, each of which a test should notice: the mutants of :mod:`benchmarks.mutants`.

A change replaces the text of one expression or statement, so that the rest of the file stays as it is. Left alone are what
no test can notice: docstrings, type annotations, `__all__`; and the examples beside the kinds, which are tests themselves.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Change", "changes", "module_level"]

_OPERATORS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Lt: (">=", "<="),
    ast.LtE: (">", "<"),
    ast.Gt: ("<=", ">="),
    ast.GtE: ("<", ">"),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_UNTESTED = ("__all__", "EXAMPLES", "COUNTEREXAMPLES")
#: An alternative of a regular expression: from one bar to the next, without groups and classes of its own.
_ALTERNATIVE = re.compile(r"\|(?:[^|()\[\]{}\\\"']|\\.)+(?=[|)])")


@dataclass(frozen=True, slots=True)
class Change:
    """What is replaced: offsets in the file's bytes, end exclusive, the line from 1, the old and the new text."""

    line: int
    start: int
    end: int
    old: str
    new: str

    def apply(self, source: bytes) -> bytes:
        """The changed file."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        """Old and new text; of long ones the part that differs, with a little of what stands around it."""
        first = next((i for i, (a, b) in enumerate(zip(self.old, self.new, strict=False)) if a != b), 0)
        cut = max(0, first - 30) if len(self.old) > 90 else 0
        return f"{_short(self.old[cut:])} -> {_short(self.new[cut:])}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 90 else f"{text[:89]}…"


def changes(source: bytes) -> Iterator[Change]:
    """All changes of a file.

    >>> [str(change) for change in changes(b"def f(x):\\n    return x < 1")]
    ['x < 1 -> None', 'x < 1 -> x >= 1', 'x < 1 -> x <= 1', '1 -> 2']
    """
    places = _Places(source)
    for node in _tested(ast.parse(source)):
        for target, new in _replacements(node, places):
            start, end = places.span(target)
            old = source[start:end].decode()
            change = Change(target.lineno, start, end, old, new)
            if new != old and _parses(change.apply(source)):
                yield change


def module_level(source: bytes, line: int) -> bool:
    """Whether a line runs when the module is imported, not when one of its functions is called."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first, last = node.body[0], node.body[-1]
            if first.lineno <= line <= (last.end_lineno or last.lineno):
                return False
    return True


class _Places:
    """Where the nodes of a file stand, in bytes."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.lines[node.lineno - 1] + node.col_offset, self.lines[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.span(node)
        return self.source[start:end].decode()


def _tested(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are worth a change, in the order of the file."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _left_alone(child):
                continue
            yield child
            if not isinstance(child, ast.JoinedStr):  # its pieces have no places of their own
                yield from _tested(child)


def _left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Raise() | ast.Assert():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name in _UNTESTED or "TypeAlias" in ast.dump(node)
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
        case ast.Call(func=ast.Name(id="TypeVar" | "cast")):
            return True
    return False


def _replacements(node: ast.AST, places: _Places) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Node to replace, and what with."""
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            for other in _OPERATORS[type(operator)]:
                yield node, f"{places.text(left)} {other} {places.text(right)}"
        case ast.BoolOp(op=operator, values=values):
            other = " or " if isinstance(operator, ast.And) else " and "
            yield node, f"({other.join(f'({places.text(value)})' for value in values)})"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"({places.text(operand)})"
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield test, f"(not ({places.text(test)}))"
        case ast.comprehension(ifs=[test, *_]):
            yield test, f"(not ({places.text(test)}))"
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield value, "None"
        case ast.Constant(value=bool() as value):
            yield node, str(not value)
        case ast.Constant(value=int() | float() as value):
            yield node, f"{value + 1}" if value >= 0 else f"({value + 1})"
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield from _strings(node, places.text(node))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _strings(node: ast.Constant | ast.JoinedStr, text: str) -> Iterator[tuple[ast.expr, str]]:
    """Without the text; where it is a list of alternatives, without one of them."""
    if isinstance(node, ast.Constant) and not node.value:
        yield node, '"X"'
        return
    alternatives = list(_ALTERNATIVE.finditer(text))
    for found in alternatives:
        yield node, text[: found.start()] + text[found.end() :]
    if not alternatives:
        yield node, '""'


def _parses(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
