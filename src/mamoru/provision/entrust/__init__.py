"""Entrusting information to contractors in Japan, and watching over them (clause 5)."""
