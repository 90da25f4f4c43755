"""The Chromium in which the tests look at pages.

Where there is its shell without windows, that is taken: whole Chromium opens a window, made of many
pages of its own, for every visitor, which takes five times as long.
"""

import shutil

import pytest
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium-headless-shell", "chromium")


def browser_path() -> str | None:
    """Return where Chromium is, if anywhere."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright, *arguments: str) -> Browser:
    """Start Chromium; skip whoever asks where there is none."""
    path = browser_path()
    if path is None:
        pytest.skip("Chromium is not installed, so no page was tried in a browser")
    return playwright.chromium.launch(executable_path=path, args=list(arguments))
