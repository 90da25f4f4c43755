"""Handing over (clauses 4, 5 and 6): to third parties, contractors and joint users."""
