"""Officers see the company's own databases: their maps, checks and plans."""
