"""The reference policy, mended of one defect at a time, and spoilt where it has none."""

from pathlib import Path

import yaml

from mamoru.paths import reference_policy

REFERENCE = reference_policy().decode()
EDITS: dict[str, dict[str, list[dict[str, str]]]] = yaml.safe_load(
    Path(__file__).with_name("mended.yaml").read_text("utf8")
)
MENDED = EDITS["mended"]
"""For each finding that the reference policy has, what takes it away."""
SPOILT = EDITS["spoilt"]
"""For each finding that our wording of it does not have, what brings it."""


def edited(edits: list[dict[str, str]]) -> str:
    """Return the reference policy with the edits made."""
    text = REFERENCE
    for edit in edits:
        old, new = change(edit)
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text


def change(edit: dict[str, str]) -> tuple[str, str]:
    """Return what an edit takes away, and what it writes in its place."""
    if "old" in edit:
        return edit["old"], edit["new"]
    said = f"ja: {edit['ja']}\n        en: {edit['en']}\n        says: true"
    statement = f'      "[mended]":\n        {said}\n'
    if "before" in edit:
        return edit["before"], f"    also:\n{statement}{edit['before']}"
    start = REFERENCE.index(f'\n  "{edit["in"]}":\n')
    end = REFERENCE.index("\n    also:\n", start) + len("\n    also:\n")
    return REFERENCE[start:end], REFERENCE[start:end] + statement
