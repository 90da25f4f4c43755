"""Clauses 7 and 9: what people ask about what is held of them, and what becomes of it."""
