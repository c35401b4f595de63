"""The version of the package, in a module of its own so that every module can name it without a circle of imports."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
