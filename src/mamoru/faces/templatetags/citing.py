"""Places in the law as people cite them, for templates."""

from django import template

from mamoru.errors import Language
from mamoru.law import citing

register = template.Library()


@register.filter
def cited(text: object, language: Language) -> str:
    """Return a text in which rows of the law's table are named as people cite them."""
    return citing.cited(str(text), language)
