"""Whether a page shows a policy as it is written: a pure comparison of what readers see with it."""
