"""Looks through what people write, for sensitive information that nothing permits (clause 3)."""

from mamoru.screening.findings import SENSITIVE


def is_sensitive(item: str, value: str) -> bool:
    """Tell whether a value of an item may hold sensitive information."""
    from importlib import import_module  # its dictionaries take long to load

    try:
        fields = import_module("mamoru.screening.fields")
    except ModuleNotFoundError:
        return False
    return any(one.kind in SENSITIVE for one in fields.screened(item, value))
