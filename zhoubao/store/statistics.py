"""What a store holds at a glance: its figures, and the queries that list its facts, its ledger and its coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zhoubao.store.record import Record

__all__ = ["COVERAGE", "FACTS", "LEDGER", "Stats"]

#: All facts with the words of the bulletin that they stand on.
FACTS = """
SELECT ?fact ?kind ?rule ?quote ?start ?end ?graph WHERE {
  GRAPH ?graph {
    ?fact zw:rule ?rule ; a ?kind ; zw:evidence ?evidence .
    ?evidence oa:hasSelector ?position, ?words .
    ?position oa:start ?start ; oa:end ?end .
    ?words oa:exact ?quote .
  }
} ORDER BY ?graph ?start ?end ?fact
"""

#: The sentences that gave no fact, and why.
LEDGER = """
SELECT ?quote ?reason ?title ?start ?end ?graph WHERE {
  GRAPH ?graph {
    ?sentence a zw:UnreadSentence ; zw:unreadReason ?reason ; zw:reportedIn ?section ;
      oa:hasSelector ?position, ?words .
    ?position oa:start ?start ; oa:end ?end .
    ?words oa:exact ?quote .
  }
  OPTIONAL { ?section dct:title ?title }
} ORDER BY ?graph ?start ?end
"""


#: How many sentences each section has, and how many of them gave a fact.
COVERAGE = """
SELECT ?section ?title ?sentences ?understood ?graph WHERE {
  GRAPH ?graph { ?section zw:sentenceCount ?sentences ; zw:understoodSentenceCount ?understood }
  OPTIONAL { ?section dct:title ?title }
} ORDER BY ?graph ?section
"""


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of a whole store."""

    bulletins: int
    triples: int
    sentences: int
    understood: int
    violations: int
    warnings: int
    facts: dict[str, int]

    @classmethod
    def of(cls, records: list[Record]) -> Stats:
        """The sums over records of bulletins."""
        kinds: Counter[str] = Counter()
        for record in records:
            kinds.update(record.facts)
        return cls(
            bulletins=len(records),
            triples=sum(record.triples for record in records),
            sentences=sum(record.sentences for record in records),
            understood=sum(record.understood for record in records),
            violations=sum(record.violations for record in records),
            warnings=sum(record.warnings for record in records),
            facts=dict(sorted(kinds.items())),
        )
