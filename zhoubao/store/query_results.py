"""What a SPARQL query gave, as values of Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pyoxigraph as ox

__all__ = ["ResultTable", "python_value", "table"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_VALUES: Mapping[str, Callable[[str], Any]] = {
    _XSD + "boolean": lambda text: text in ("true", "1"),
    _XSD + "date": date.fromisoformat,
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "integer": int,
}


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Columns and rows; None stands for what a row leaves unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def named(self) -> list[Any]:
        """The rows as named tuples, for use without pandas."""
        kind = NamedTuple("Row", [(name, Any) for name in self.columns])  # type: ignore[misc]
        return [kind(*row) for row in self.rows]

    def frame(self) -> Any:
        """A pandas DataFrame where pandas is installed, else :meth:`named` rows."""
        try:
            import pandas as pd
        except ImportError:
            return self.named()
        return pd.DataFrame(list(self.rows), columns=list(self.columns))


def python_value(term: object) -> Any:
    """An IRI as its text, a literal as a number, day or text; a form that its type does not allow as text."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        try:
            return _VALUES.get(term.datatype.value, str)(term.value)
        except (ArithmeticError, ValueError):
            return term.value
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)


def table(solutions: ox.QuerySolutions) -> ResultTable:
    """The rows of a SELECT query."""
    columns = tuple(variable.value for variable in solutions.variables)
    return ResultTable(columns, tuple(tuple(python_value(term) for term in row) for row in solutions))
