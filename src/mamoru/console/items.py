"""What items of a policy are called."""

from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.policy.model import Policy


def item_words(policy: Policy, language: Language) -> dict[str, str]:
    """Return what each item of a policy is called."""
    return {
        name: said(word, language)
        for category in policy.categories.values()
        for name, word in category.items.items()
    }
