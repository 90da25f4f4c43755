"""Reading, disclosing and finding: for a purpose that somebody registered, and on record."""

import pytest
from tests.gate.samples import (
    CLIENT,
    COLLECT,
    EMPLOYER,
    INVESTIGATED,
    NAME,
    OFFERS,
    SERVICE,
    TRACE,
    USE,
    counted,
    given,
    last,
    stored,
)

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.change import change
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.errors import (
    EvidenceNeededError,
    NotCoveredError,
    PurposeUnregisteredError,
)
from mamoru.gate.read import disclose, find, read

CORRECT = Wish(act="correct", grounds=INVESTIGATED)
MOVED = Given(whose="", items={"employer": "架空商会ムムム"})
OPT_IN = Choice(kind=Kind.OPT_IN, purpose=OFFERS)


def test_values_are_read_for_a_purpose_and_the_entry_names_it(door: Door) -> None:
    one = stored(door)

    answer, _ = read(door, CLIENT, USE, one.ref, items=["name"])

    assert [(value.item, value.value) for value in answer.values] == [("name", NAME)]
    entry = last()
    assert (entry.act, entry.outcome, entry.purpose, entry.caller) == (
        "use", "allow", SERVICE, "shop-front",
    )  # fmt: skip
    assert (entry.subject, entry.cites) == (one.pseudonym.hex(), (SERVICE,))


def test_a_purpose_that_nobody_registered_is_refused_and_recorded(door: Door) -> None:
    one = stored(door)

    with pytest.raises(PurposeUnregisteredError):
        read(door, CLIENT, Wish(act="use", purpose="2(1)b"), one.ref)

    entry = last()
    assert (entry.outcome, entry.needs, entry.purpose) == (
        "refuse", ("purpose_registration",), "2(1)b",
    )  # fmt: skip
    assert entry.subject == one.pseudonym.hex()


def test_a_client_that_names_no_purpose_has_the_only_one_it_is_registered_for(door: Door) -> None:
    one = stored(door)

    answer, _ = read(door, CLIENT, Wish(act="use"), one.ref, items=["name"])

    assert answer.values[0].value == NAME
    assert last().purpose == SERVICE


def test_a_client_with_several_purposes_has_to_name_one(door: Door) -> None:
    one = stored(door)
    several = Asker(system="crm", purposes=frozenset([SERVICE, OFFERS]))
    none = Asker(system="bare", purposes=frozenset())

    for asker in (several, none):
        with pytest.raises(PurposeUnregisteredError):
            read(door, asker, Wish(act="use"), one.ref)
        assert last().needs == ("purpose_registration",)
        with pytest.raises(PurposeUnregisteredError):
            create(door, asker, COLLECT, [given("Betsu Tsukuri")])
        assert (last().act, last().needs) == ("collect", ("purpose_registration",))
    assert counted("vault_person") == 1


def test_an_unregistered_purpose_is_answered_alike_whether_somebody_is_held(door: Door) -> None:
    one = stored(door)
    answers = []

    for ref in (one.ref, "p_" + "0" * 32, "x"):
        with pytest.raises(PurposeUnregisteredError) as refused:
            read(door, CLIENT, Wish(act="use", purpose=OFFERS), ref)
        answers.append((refused.value.message("en"), refused.value.decision))

    assert answers == [answers[0]] * 3
    assert last().subject is None


def test_reading_no_items_reads_nothing(door: Door) -> None:
    one = stored(door)

    answer, _ = read(door, OFFICER, USE, one.ref, items=[])

    assert answer.values == ()
    assert last().outcome == "allow"


@pytest.mark.parametrize("data", [["nonsense"], ["registration", "nonsense"], ["user_information"]])
def test_a_category_that_the_policy_does_not_know_reads_nothing(
    door: Door, data: list[str]
) -> None:
    one = stored(door)

    with pytest.raises(NotCoveredError):
        read(door, OFFICER, USE, one.ref, data=data)

    assert (last().outcome, last().unknown) == ("not_covered", ("data",))
    assert set(last().data) <= {"registration"}


def test_a_word_that_the_policy_does_not_know_never_enters_the_ledger(door: Door) -> None:
    one = stored(door)
    wish = Wish(act="zenbu", purpose="tsukuribanashi", recipient="zenbu", actor="zenbu",
                grounds={"zenbu": "tsukuribanashi:1"})  # fmt: skip

    with pytest.raises(NotCoveredError):
        read(door, OFFICER, wish, one.ref)

    entry = last()
    assert (entry.act, entry.purpose, entry.recipient, entry.actor) == ("unknown", None, None, None)
    assert {"act", "purpose", "to", "by", "grounds"} <= set(entry.unknown)
    assert (entry.facts, entry.evidence) == ((), ())


def test_everything_is_disclosed_to_the_person_former_values_too(door: Door) -> None:
    one = stored(door)
    change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)

    answer, _ = disclose(door, OFFICER, TRACE, one.ref)

    assert {value.value for value in answer.values} >= {NAME, EMPLOYER, "架空商会ムムム"}
    assert [identity.value for identity in answer.identities] == ["zenbu@example.jp"]
    assert (last().act, last().outcome, last().recipient) == ("disclose", "allow", "user")
    assert last().cites == ("7(1)", "7[recipient][self]")


def test_nothing_is_disclosed_to_somebody_unverified(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError):
        disclose(door, OFFICER, Wish(act="disclose", grounds={"request": "request:1"}), one.ref)

    assert (last().outcome, last().needs) == ("needs", ("identity_check",))


def test_looking_for_somebody_is_on_record_whether_they_exist_or_not(door: Door) -> None:
    one = stored(door)

    assert find(door, CLIENT, USE, "email", "ZENBU@example.jp ") == one.ref
    assert (last().subject, last().count, last().outcome) == (one.pseudonym.hex(), 1, "allow")
    assert find(door, CLIENT, USE, "email", "nobody@example.jp") is None
    assert (last().subject, last().count, last().outcome) == (None, 0, "allow")
    with pytest.raises(PurposeUnregisteredError):
        find(door, CLIENT, Wish(act="use", purpose=OFFERS), "email", "zenbu@example.jp")
    assert last().outcome == "refuse"
