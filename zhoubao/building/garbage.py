"""How often the interpreter looks for garbage that refers to itself.

What is read of a bulletin refers to nothing that refers back, and the rules and registers stay: looking for what could
go takes time and finds nothing. Programs of Zhoubao's own look seldom; a program that imports Zhoubao
decides for itself.
"""

from __future__ import annotations

__all__ = ["SELDOM"]

#: New objects between two looks, for gc.set_threshold.
SELDOM = 100_000
