"""The tag that asks people in their browser, and the list of what leaves for others."""
