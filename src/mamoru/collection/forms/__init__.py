"""Direct collection (clause 1(1)): registered forms, and what people hand in with them."""
