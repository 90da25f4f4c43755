"""Automatic collection (clause 1(2)): what may come in is declared, and each event is decided."""
