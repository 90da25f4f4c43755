"""Everything of one person in one system."""
