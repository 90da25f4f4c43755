"""Maps: which tables and columns of a system hold what of whom. Pure: no database is reached."""
