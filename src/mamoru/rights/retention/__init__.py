"""What was kept long enough goes: every day, in batches, and not when it would be too much."""
