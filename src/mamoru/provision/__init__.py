"""Handing over: third parties, contractors and joint users (clauses 4, 5 and 6)."""
