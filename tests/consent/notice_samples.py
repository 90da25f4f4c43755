"""Notices that tests show."""

from typing import Any

from mamoru.consent.notices import NewNotice

BANNER: dict[str, Any] = {
    "name": "banner",
    "version": "2026-11-01",
    "language": "ja",
    "purposes": ("2(1)d", "2(3)a", "ad"),
    "recipients": ("ad_firm",),
    "text": "統計、個別最適化及び広告のために Cookie を利用します。いつでも撤回できます。",
}


def notice(**changes: Any) -> NewNotice:
    return NewNotice(**BANNER | changes)
