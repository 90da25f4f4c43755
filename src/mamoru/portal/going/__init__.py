"""Leaving: what will become of everything, the step itself, and what follows."""
