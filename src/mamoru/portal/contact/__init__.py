"""Questions and complaints of anybody, from a page."""
