"""What the screening says of a value that a partner delivered."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from mamoru.screening.findings import SENSITIVE, Finding

Screened = Callable[[str, str], tuple[Finding, ...]]


def findings_of(item: str, value: str) -> tuple[Finding, ...]:
    """Return what is sensitive in the value of an item."""
    return tuple(one for one in _screened()(item, value) if one.kind in SENSITIVE)


@lru_cache(maxsize=1)
def _screened() -> Screened:
    """Return the screening of fields, loaded when the first value is looked at."""
    if find_spec("mamoru.screening.fields") is None:
        return lambda _item, _value: ()
    return cast("Screened", import_module("mamoru.screening.fields").screened)
