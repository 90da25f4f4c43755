"""How a telephone number is usually written down: what an index can be asked for.

Columns hold `03-1234-5678`, `03(1234)5678`, `+81 3-1234-5678` or `０３－１２３４－５６７８`; which,
only the column knows. The groups are those that the numbering plan gives; what is grouped otherwise
is recognised where a column is read as a whole (`forget.within`).
"""

from collections.abc import Iterator
from functools import lru_cache

_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_LINES = ("-", "ー", "−", "‐")
"""What stands between the groups of a number in full width: hyphens, and what is taken for one."""


@lru_cache(maxsize=1024)
def usual_phones(shared: str) -> tuple[str, ...]:
    """Return the usual spellings of a number in E.164, the plainest first."""
    import phonenumbers  # here: its tables take long to load, and most commands need none

    number = phonenumbers.parse(shared)
    nation, whole = f"{number.country_code}", phonenumbers.national_significant_number(number)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    groups = shown.removeprefix(f"+{nation}").replace("-", " ").split()
    found = [shared, whole, f"{nation}{whole}", f"00{nation}{whole}", *_abroad(nation, groups)]
    if nation == "81":
        groups[0] = f"0{groups[0]}"
        found += [f"0{whole}", *_at_home(groups)]
    wide = [one.translate(_FULL) for one in found]
    wide += [one.replace("－", line) for one in wide for line in _LINES]
    thin = [one.replace("-", line) for one in found for line in _LINES]
    return tuple(dict.fromkeys([*found, *thin, *wide]))


def _abroad(nation: str, groups: list[str]) -> Iterator[str]:
    for line in ("-", " ", ""):
        rest = line.join(groups)
        yield f"+{nation}{line}{rest}"
        yield f"{nation}{line}{rest}"
        yield f"+{nation} {rest}"
        yield f"+{nation}(0){rest}"
        yield f"+{nation} (0){rest}"
        yield f"+{nation}-(0){rest}"
        yield f"010{line}{nation}{line}{rest}"


def _at_home(groups: list[str]) -> Iterator[str]:
    first, *rest = groups
    for line in ("-", " ", "."):
        yield line.join(groups)
    if len(rest) > 1:
        middle, last = rest[0], "-".join(rest[1:])
        yield f"{first}({middle}){last}"
        yield f"{first} ({middle}) {last}"
    for line in ("", " "):
        yield f"({first}){line}{'-'.join(rest)}"
