"""Correcting and suspending in a database: planned like an erasure, and done the same way."""
