"""Handing over (clauses 4, 5 and 6): what leaves, to whom, and the records of it."""
