"""Forgetting a person in a database: planned, checked, carried out, and read back."""
