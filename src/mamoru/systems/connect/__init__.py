"""Reaching a company's database or service: read-only unless a system is marked writable."""
