"""Settling whose accounts are of people who leave (clause 9)."""
