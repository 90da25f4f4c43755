"""Notices: one text for ever, current or stale, shown before, to one person."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from tests.consent.notice_samples import BANNER, notice

from mamoru.consent.errors import (
    InvalidNoticeError,
    NoticeNotShownError,
    NoticeStaleError,
    NoticeTakenError,
    UnknownNoticeError,
)
from mamoru.consent.notices import (
    Stale,
    current,
    evidence,
    register,
    rendering,
    show,
    shown,
    stale,
    tie,
)
from mamoru.paths import reference_policy
from mamoru.policy.load import load
from mamoru.policy.model import Policy

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
SOMEBODY, OTHER = 7, 8
TEXT = reference_policy()
POLICY: Policy = load(TEXT)

pytestmark = pytest.mark.usefixtures("store")


def revised(old: str, new: str) -> Policy:
    text = TEXT.decode()
    assert old in text
    return load(text.replace(old, new).encode())


def test_a_notice_is_kept_with_the_hash_of_exactly_what_is_shown() -> None:
    kept = register(notice(), POLICY, now=NOON)

    assert kept.digest == sha256(BANNER["text"].encode()).hexdigest()
    assert (kept.policy, kept.policy_version) == ("kusavee", POLICY.version)
    assert current("banner", NOON) == (kept,)


def test_the_same_notice_again_is_no_other() -> None:
    first = register(notice(), POLICY, now=NOON)

    assert register(notice(), POLICY, now=LATER) == first


def test_a_version_never_says_something_else() -> None:
    register(notice(), POLICY, now=NOON)

    for changed in ({"text": "別の文"}, {"purposes": ("ad",)}, {"media": "text/html"}):
        with pytest.raises(NoticeTakenError):
            register(notice(**changed), POLICY, now=LATER)


def test_a_superseded_version_does_not_grow() -> None:
    register(notice(), POLICY, now=NOON)
    register(notice(version="2026-12-01"), POLICY, now=LATER)

    with pytest.raises(NoticeTakenError):
        register(notice(language="en", text="We use cookies."), POLICY, now=LATER)


def test_a_version_has_a_text_for_each_language_and_channel() -> None:
    register(notice(), POLICY, now=NOON)
    english = register(notice(language="en", text="We use cookies."), POLICY, now=NOON)

    assert rendering("banner", "en", "web", NOON) == english
    assert len(current("banner", NOON)) == 2
    with pytest.raises(UnknownNoticeError):
        rendering("banner", "en", "paper", NOON)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"purposes": ("zenbu",)}, "purposes"),
        ({"recipients": ("zenbu",)}, "recipients"),
        ({"text": "  "}, "text"),
        ({"text": "あ" * 100_000}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "a\ud800b"}, "text"),
    ],
)
def test_what_cannot_be_a_notice_is_refused(changed: dict[str, object], part: str) -> None:
    with pytest.raises(InvalidNoticeError) as refused:
        register(notice(**changed), POLICY, now=NOON)

    assert refused.value.facts == {"part": part}


def test_a_later_version_makes_the_one_before_stale() -> None:
    old = register(notice(), POLICY, now=NOON)
    new = register(notice(version="2026-12-01"), POLICY, now=LATER)

    assert stale(old, POLICY, NOON) is None
    assert stale(old, POLICY, LATER) is Stale.SUPERSEDED
    assert stale(new, POLICY, LATER) is None


def test_a_revision_makes_a_notice_stale_only_where_it_is_about_what_the_notice_names() -> None:
    kept = register(notice(), POLICY, now=NOON)
    elsewhere = revised("サービスを円滑にご利用いただくため", "サービスをご利用いただくため")
    there = revised(
        "利用者の行動や関心に応じた広告を配信するため", "利用者の関心に応じた広告を配信するため"
    )

    assert stale(kept, elsewhere, LATER) is None
    assert stale(kept, there, LATER) is Stale.POLICY


def test_a_showing_before_anybody_is_known_is_tied_to_one_person_later() -> None:
    kept = register(notice(), POLICY, now=NOON)
    showing = show(kept, now=NOON)

    assert shown(showing.reference) == showing
    assert showing.person is None
    tie(showing.reference, SOMEBODY, now=LATER)
    tie(showing.reference, SOMEBODY, now=LATER)
    assert shown(showing.reference).person == SOMEBODY
    with pytest.raises(NoticeNotShownError):
        tie(showing.reference, OTHER, now=LATER)


def test_evidence_names_the_showing_and_what_was_shown() -> None:
    kept = register(notice(), POLICY, now=NOON)
    showing = show(kept, now=NOON, person=SOMEBODY)

    proof = evidence(showing.reference, POLICY, now=LATER, name="banner", person=SOMEBODY)

    assert proof.evidence == f"shown:{showing.reference}#{kept.digest}"
    assert (proof.shown.at, proof.shown.notice) == (NOON, kept)


def test_there_is_no_evidence_of_another_notice_another_person_or_what_comes_later() -> None:
    showing = show(register(notice(), POLICY, now=NOON), now=LATER, person=SOMEBODY)
    reference = showing.reference
    for case in (
        {"name": "other"},
        {"person": OTHER},
        {"person": None},
        {"now": NOON},
        {"reference": "s_none"},
    ):
        asked = {"reference": reference, "now": LATER, "person": SOMEBODY} | case
        with pytest.raises(NoticeNotShownError):
            evidence(policy=POLICY, **asked)  # type: ignore[arg-type] # one of each


def test_there_is_no_evidence_of_a_stale_notice() -> None:
    showing = show(register(notice(), POLICY, now=NOON), now=NOON)
    register(notice(version="2026-12-01"), POLICY, now=NOON)

    with pytest.raises(NoticeStaleError) as refused:
        evidence(showing.reference, POLICY, now=LATER)

    assert refused.value.facts == {"why": "superseded"}
