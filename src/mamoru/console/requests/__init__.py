"""Requests of people (clause 7), from their receipt to the answer, as officers handle them."""
