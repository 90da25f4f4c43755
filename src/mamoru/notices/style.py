"""The style sheet, under a name that changes with its content, so that it can be kept for ever."""

from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def style() -> bytes:
    """Return the style sheet."""
    return files("mamoru.notices").joinpath("pages.css").read_bytes()


@cache
def style_digest() -> str:
    """Return the part of its name that changes with its content."""
    return sha256(style()).hexdigest()[:12]
