"""The company's own databases: what is a person's in them, by a map of each."""
