"""What comes from partners (clause 1(3)): who they are, how they got it, and what they deliver."""
