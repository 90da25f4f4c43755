"""Figures over time, counted by day from the ledger: how much, and nothing of anybody."""
