"""Checks: the quick screen, what is compared across bulletins, and the report that an editor can act on."""
