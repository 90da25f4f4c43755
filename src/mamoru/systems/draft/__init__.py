"""Proposing a map from the schema of a database."""
