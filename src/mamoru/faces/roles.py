"""What each kind of officer may do, in the scopes that the API's keys have."""

from collections.abc import Iterable
from typing import Literal, get_args

from mamoru.gate.scopes import Scopes
from mamoru.policy.words import Word

Role = Literal["officer", "reviewer", "desk", "auditor", "engineer"]
ROLES: tuple[Role, ...] = get_args(Role)

_READING = (Scopes.LEDGER, Scopes.POLICY_READ, Scopes.RECORDS_READ)
_VALUES = (Scopes.PEOPLE_READ, Scopes.PEOPLE_DISCLOSE)
SCOPES: dict[Role, frozenset[str]] = {
    "officer": frozenset(Scopes.ALL) - {Scopes.JOINT_PULL, Scopes.EVENTS_WRITE},
    "reviewer": frozenset([
        *_READING, *_VALUES, Scopes.REQUESTS_HANDLE, Scopes.REQUESTS_DECIDE, Scopes.QUARANTINE,
        Scopes.CASES_APPROVE, Scopes.PACKAGES_APPROVE, Scopes.POLICY_REVISE,
    ]),
    "desk": frozenset([
        *_VALUES, Scopes.REQUESTS_RECEIVE, Scopes.REQUESTS_HANDLE, Scopes.INQUIRIES_RECEIVE,
        Scopes.INQUIRIES_HANDLE, Scopes.CONSENT,
    ]),
    "auditor": frozenset([*_READING, Scopes.HOLDS_READ]),
    "engineer": frozenset([Scopes.SYSTEMS_MANAGE, Scopes.POLICY_READ, Scopes.RETENTION_RUN]),
}  # fmt: skip
"""An auditor reads everything but values; opening a value takes `people:read`."""

WORDS: dict[str, Word] = {
    "officer": Word("個人情報保護管理者", "privacy officer"),
    "reviewer": Word("審査担当", "reviewer"),
    "desk": Word("窓口担当", "desk"),
    "auditor": Word("監査担当", "auditor"),
    "engineer": Word("システム担当", "engineer"),
}


def scopes_of(roles: Iterable[str]) -> frozenset[str]:
    """Return what an officer with these roles may do; a word that is no role gives nothing."""
    found: frozenset[str] = frozenset()
    for role in ROLES:
        if role in roles:
            found |= SCOPES[role]
    return found
