"""Holding a map against the schema of its database."""
