"""Clause 9: somebody leaves; what the law keeps is held, the rest is erased, and others told."""
