"""Questions to a store: the catalogue of queries, asking one, explaining a fact, comparing two bulletins."""

from __future__ import annotations

from zhoubao.questions.catalogue import Question, catalogue, find_question

__all__ = ["Question", "catalogue", "find_question"]
