"""What a no does, against a model that tells it as a story: one choice after the other."""

from datetime import UTC, datetime
from itertools import product

import hypothesis.strategies as st
import pytest
from hypothesis import given

from mamoru.law.book import Rulebooks
from mamoru.paths import reference_policy
from mamoru.policy.handling import Consent, Handling, Refusal, Standing
from mamoru.policy.load import load
from mamoru.policy.refusals import OPTIONAL, STOPPED, stopped_by
from mamoru.policy.standing import person_facts
from mamoru.policy.words import PURPOSE_KINDS

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
POLICY = load(reference_policy())
BOOK = Rulebooks(POLICY).at(NOON)
PURPOSES = (None, "2(3)a", "2(1)d", "ad", "2(2)a")
RECIPIENTS = (None, "ad_firm", "processor", "other")
DATA = (None, "registration", "observed", "cookie")

Told = tuple[str, str | None, str | None, str | None]
tellings = st.lists(
    st.tuples(
        st.sampled_from(["yes", "no", "signal"]), st.sampled_from(PURPOSES),
        st.sampled_from(RECIPIENTS), st.sampled_from(DATA),
    ),
    max_size=6,
)  # fmt: skip
handlings = st.builds(
    Handling,
    act=st.sampled_from(["use", "collect", "provide", "entrust", "disclose"]),
    purpose=st.sampled_from(PURPOSES),
    recipient=st.sampled_from(RECIPIENTS),
    data=st.sampled_from(("registration", "cookie")),
)


def standing(told: list[Told]) -> Standing:
    consents, refusals = [], []
    for order, (kind, purpose, recipient, data) in enumerate(told):
        if kind == "yes":
            consents.append(
                Consent(given_at=NOON, purpose=purpose, recipient=recipient, data=data, order=order)
            )
        elif kind == "no":
            refusals.append(
                Refusal(given_at=NOON, purpose=purpose, recipient=recipient, data=data, order=order)
            )
        else:
            refusals.append(Refusal(given_at=NOON, is_signal=True, order=order))
    return Standing(consents=tuple(consents), refusals=tuple(refusals))


def within(named: str | None, asked: str | None) -> bool:
    return named is None or named == asked or (named == "observed" and asked == "cookie")


def is_about(one: Told, handling: Handling) -> bool:
    kind, purpose, recipient, data = one
    if kind == "signal":
        is_ad = handling.purpose == "ad"
        third = handling.recipient in {"ad_firm", "other"}
        return is_ad or (third and handling.act in {"provide", "share"})
    return all(
        [
            within(purpose, handling.purpose),
            within(recipient, handling.recipient),
            within(data, handling.data),
        ]
    )


def has_consent(told: list[Told], handling: Handling) -> bool:
    """Walk through what was said: each yes that counts stands until a no about the same.

    A yes that names nothing does not count once there was a signal about it.
    """
    stands: list[Told] = []
    for at, one in enumerate(told):
        signals = [two for two in told[:at] if two[0] == "signal" and is_about(two, handling)]
        is_explicit = one[1] is not None or one[2] is not None
        needs_name = handling.act == "provide" and one[2] is None
        if one[0] == "yes":
            if is_about(one, handling) and not needs_name and (is_explicit or not signals):
                stands.append(one)
        elif is_about(one, handling):
            stands.clear()
    return bool(stands)


def is_stopped(told: list[Told], handling: Handling) -> bool:
    """Look for a no to the purpose after which there was no yes to the very purpose."""
    purpose = POLICY.purposes.get(handling.purpose or "")
    if purpose is None or purpose.kind not in OPTIONAL or handling.act not in STOPPED:
        return False
    for at, one in enumerate(told):
        names = one[0] == "no" and one[1] == handling.purpose
        names = names or (one[0] == "signal" and handling.purpose == "ad")
        lifted = any(
            later[0] == "yes" and later[1] == handling.purpose
            and is_about(later, handling)
            for later in told[at + 1 :]
        )  # fmt: skip
        if names and is_about(one, handling) and not lifted:
            return True
    return False


@given(tellings, handlings)
def test_a_consent_counts_until_a_no_about_it_and_not_again_by_itself(
    told: list[Told], handling: Handling
) -> None:
    facts = person_facts(BOOK, handling, standing(told), NOON)

    assert ("consent" in facts) == has_consent(told, handling)


@given(tellings, handlings)
def test_a_no_stops_its_purpose_until_a_yes_to_that_very_purpose(
    told: list[Told], handling: Handling
) -> None:
    stopped = stopped_by(POLICY, standing(told), handling, NOON)

    assert (stopped is not None) == is_stopped(told, handling)


def test_all_pairs_of_choices_are_as_the_story_tells_them() -> None:
    scopes = list(
        product((None, "2(3)a", "ad"), (None, "ad_firm", "processor"), (None, "observed"))
    )
    single: list[Told] = [("signal", None, None, None)]
    single += [(kind, *scope) for kind in ("yes", "no") for scope in scopes]
    asked = [
        Handling(act=act, purpose=purpose, recipient=recipient, data="cookie")
        for act in ("use", "provide")
        for purpose in (None, "2(3)a", "ad")
        for recipient in (None, "ad_firm", "processor")
    ]
    for pair in product(single, repeat=2):
        told = list(pair)
        state = standing(told)
        for handling in asked:
            facts = person_facts(BOOK, handling, state, NOON)
            assert ("consent" in facts) == has_consent(told, handling), (told, handling)
            stopped = stopped_by(POLICY, state, handling, NOON) is not None
            assert stopped == is_stopped(told, handling), (told, handling)


@pytest.mark.parametrize("kind", PURPOSE_KINDS)
def test_what_a_no_stops_is_decided_for_every_kind_of_purpose(kind: str) -> None:
    needed = {
        "service", "inquiry", "transaction", "notice", "misuse", "identity", "care", "employment",
        "legal",
    }  # fmt: skip

    assert (kind in OPTIONAL) != (kind in needed)


def test_who_said_nothing_is_asked_for_nothing_more() -> None:
    assert stopped_by(POLICY, Standing(), Handling(act="use", purpose="ad"), NOON) is None
