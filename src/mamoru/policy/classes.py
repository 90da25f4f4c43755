"""Values of an attribute that no rule of a rulebook tells apart, together."""

from mamoru.policy.model import Value
from mamoru.policy.rulebook import DATALESS, Rulebook


def classes(book: Rulebook, attribute: str) -> list[tuple[Value, ...]]:
    """Return the values of `attribute`, those together that are answered alike.

    Beside the masks counts what a value does to another attribute: a category may always identify,
    or be sensitive by nature, so that stating no kind is not like stating one.
    """
    found: dict[object, list[Value]] = {}
    for value, mask in book.tables[attribute].items():
        key: object = mask
        if attribute == "data":
            name = None if value is None else str(value)
            key = (book.data[name], value is None, book.natures.get(name))
        elif attribute == "act":
            key = (mask, value in DATALESS)
        elif attribute == "sensitive":
            key = (mask, value is None and bool(book.natures))
        found.setdefault(key, []).append(value)
    return [tuple(values) for values in found.values()]
