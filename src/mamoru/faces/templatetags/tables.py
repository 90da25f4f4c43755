"""Cells that say under which heading they stand, for tables that narrow screens show as cards."""

from collections.abc import Sequence

from django import template

from mamoru.faces.listing import Shown

register = template.Library()


@register.simple_tag
def label(listing: Shown, column: int) -> str:
    """Return the heading of a column of a list, counted from 0."""
    return listing.headings[column].text


@register.filter
def nth(several: Sequence[str], number: int) -> str:
    """Return one of several, counted from 0."""
    return several[number]


@register.filter
def counted(word: str, count: int) -> str:
    """Return a word in which a number stands."""
    return word.format(count=count)
