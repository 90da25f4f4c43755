"""Joint use (clause 6): the public statement, and the feed of each partner."""
