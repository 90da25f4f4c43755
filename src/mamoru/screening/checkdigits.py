"""Check digits of the numbers that people in Japan are known by. All take ASCII digits.

A check digit only shows that a number may be one: of random numbers about one in ten passes. What
the number is follows from what stands around it (`labels`).
"""

from itertools import cycle

_MY_NUMBER = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_LICENCE = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_TRAVEL = (7, 3, 1)


def is_my_number(digits: str) -> bool:
    """Return whether twelve digits end in the check digit of an individual number.

    Ministerial Ordinance 85 of 2014 (総務省), article 5.
    """
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    rest = _weighted(digits, _MY_NUMBER) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_licence(digits: str) -> bool:
    """Return whether twelve digits may be a driving licence's; the eleventh checks those before.

    The first two are the commission that gave the first licence: 10 to 97, or 00 for abroad.
    """
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    if digits[:2] != "00" and not "10" <= digits[:2] <= "97":
        return False
    return int(digits[10]) == (11 - _weighted(digits, _LICENCE) % 11) % 10


def is_luhn(digits: str) -> bool:
    """Return whether the last digit is that of ISO/IEC 7812: cards, and insurers (保険者番号)."""
    total = 0
    for digit, weight in zip(map(int, reversed(digits)), cycle((1, 2)), strict=False):
        total += digit * weight - 9 * (digit * weight > 9)
    return total % 10 == 0


def is_travel_checked(field: str, digit: str) -> bool:
    """Return whether `digit` checks a field of a passport's machine-readable zone (ICAO 9303)."""
    total = sum(
        _travel_value(character) * weight
        for character, weight in zip(field, cycle(_TRAVEL), strict=False)
    )
    return total % 10 == int(digit)


def _travel_value(character: str) -> int:
    return 0 if character == "<" else int(character, 36)


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
