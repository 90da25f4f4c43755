"""Handing over: whom a hand-over is about, decided person by person, and what goes out."""
