"""Places in the law and in the policy as people cite them, for templates."""

import re

from django import template

from mamoru.errors import Language
from mamoru.law import citing

register = template.Library()


@register.filter
def cited(text: object, language: Language) -> str:
    """Return a text in which rows of the law's table are named as people cite them."""
    return citing.cited(str(text), language)


@register.filter
def numbered(cite: str, language: Language) -> str:
    """Return a clause of the policy by its number: 第2条(1)a, or Clause 2(1)a."""
    if not cite[:1].isdigit():
        return citing.clause(cite, language)
    return re.sub(r"^\d+", r"第\g<0>条", cite) if language == "ja" else f"Clause {cite}"
