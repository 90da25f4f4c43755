"""Officers settle what may be sensitive."""
