"""What items and purposes of a policy are called."""

from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.law.citing import clause
from mamoru.policy.model import Policy


def item_words(policy: Policy, language: Language) -> dict[str, str]:
    """Return what each item of a policy is called."""
    return {
        name: said(word, language)
        for category in policy.categories.values()
        for name, word in category.items.items()
    }


def purposes_of(policy: Policy, language: Language) -> list[tuple[str, str]]:
    """Return every purpose of a policy, with its clause, to be chosen from."""
    return [
        (name, f"{clause(one.cite, language)} {said(one.word, language)}")
        for name, one in policy.purposes.items()
    ]
