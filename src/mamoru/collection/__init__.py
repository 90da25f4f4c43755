"""Collecting information (clauses 1 and 3): three intakes, and the quarantine beside them."""
