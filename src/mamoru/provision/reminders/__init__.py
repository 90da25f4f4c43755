"""Reminding the officer by mail of what is late or coming up about hand-overs (clauses 4 to 6)."""
