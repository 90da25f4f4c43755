"""A server in this process, and a real one with a real browser."""

from tests.faces.conftest import chromium, pages, running, site

__all__ = ["chromium", "pages", "running", "site"]
