"""`mamoru person` and `mamoru client`, on both kinds of database."""

import json
from typing import Any

import pytest
from tests.cli.conftest import Here
from tests.store import Store

SHOWN = ("--from", "person", "--ground", "notice_shown=notice:1")
ASKED = ("--ground", "request=request:1", "--ground", "identity_verified=identity:1")
NAME, EMAIL = "見本 花子", "mihon-hanako@example.jp"


def person(**more: Any) -> str:
    given = {
        "whose": "individual",
        "residence": "JP",
        "identifiers": {"email": EMAIL},
        "items": {"name": NAME, "email": EMAIL},
    }
    return json.dumps({**given, **more})


def added(here: Here) -> str:
    ran = here("person", "add", *SHOWN, "--format", "json", stdin=person())
    assert ran.code == 0, ran.err
    ref: str = json.loads(ran.out)["people"][0]["ref"]
    return ref


def test_a_person_is_stored_shown_and_erased_and_every_step_is_on_record(
    store: Store, here: Here
) -> None:
    ref = added(here)

    shown = here("person", "show", ref, "--purpose", "2(1)a")
    assert (shown.code, NAME in shown.out, EMAIL in shown.out) == (0, True, True)
    refused = here("person", "show", ref, "--purpose", "2(1)c", "--format", "json")
    assert json.loads(refused.out)["decision"]["cites"] == ["2"]
    handlings = here("person", "handlings", ref, "--to", "user", *ASKED, "--format", "json")
    acts = [
        (one["entry"]["act"], one["entry"]["outcome"])
        for one in json.loads(handlings.out)["entries"]
    ]
    assert acts == [("collect", "allow"), ("use", "allow"), ("use", "refuse")]

    erased = here(
        "person", "erase", ref, *ASKED, "--ground", "investigated=inquiry:1", "--format", "json"
    )
    assert (erased.code, json.loads(erased.out)["values"]) == (0, 2)
    gone = here("person", "show", ref, "--purpose", "2(1)a")
    assert (gone.code, gone.out, "[unknown-person]" in gone.err) == (5, "", True)
    assert here("ledger", "verify").code == 0


def test_several_people_are_stored_all_or_none(store: Store, here: Here) -> None:
    two = [
        {"whose": "individual", "items": {"name": NAME}},
        {"whose": "individual", "items": {"shoe_size": "24.5"}},
    ]
    none = here("person", "add", *SHOWN, stdin=json.dumps(two))
    both = here("person", "add", *SHOWN, stdin=json.dumps([two[0], two[0]]))

    assert (none.code, none.out, "[unknown-item]" in none.err) == (65, "", True)
    assert "24.5" not in none.err
    assert (both.code, both.out.count("p_")) == (0, 2)


def test_a_refusal_says_which_evidence_is_needed_in_both_languages(
    store: Store, here: Here
) -> None:
    english = here("person", "add", "--from", "person", stdin=person())
    japanese = here("person", "add", "--from", "person", stdin=person(), speech="ja")

    assert (english.code, japanese.code) == (1, 1)
    assert "needs: 1(1)a record of the notice" in english.out
    assert "必要な証拠: 1(1)a 明示・公表の記録" in japanese.out
    assert NAME not in english.out + english.err + japanese.out + japanese.err


def test_everything_is_disclosed_to_the_person_former_values_too(store: Store, here: Here) -> None:
    ran = here("person", "show", added(here), "--act", "disclose", "--to", "user", *ASKED)

    assert (ran.code, NAME in ran.out) == (0, True)


def test_only_the_items_that_were_named_are_taken_out(store: Store, here: Here) -> None:
    ran = here("person", "show", added(here), "--item", "email", "--purpose", "2(1)a")

    assert (EMAIL in ran.out, NAME in ran.out) == (True, False)


def test_an_identifier_that_is_taken_is_a_conflict(store: Store, here: Here) -> None:
    added(here)

    ran = here("person", "add", *SHOWN, stdin=person())

    assert (ran.code, "[duplicate-identifier]" in ran.err, EMAIL in ran.err) == (6, True, False)


BROKEN: list[tuple[bytes, str]] = [
    (b"", "not JSON"),
    (b"{", "not JSON"),
    (b'{"whose":"individual","items":{"name":"\xff"}}', "not UTF-8"),
    (b"[]", "nobody"),
    (f'{{"whose":"individual","{NAME}":1}}'.encode(), "a key that does not belong here"),
    (f'{{"whose":{{"{NAME}":1}}}}'.encode(), "of its type or form: $.whose"),
    (f'{{"items":{{"name":"{NAME}"}}}}'.encode(), "a key is missing: whose"),
    (f'{{"whose":"individual","items":{{"birth_date":"{NAME}"}}}}'.encode(), "birth_date"),
    (f'{{"whose":"individual","identifiers":{{"email":"{NAME}"}}}}'.encode(), ""),
    (f'{{"whose":"{NAME}","items":{{"name":"x"}}}}'.encode(), ""),
    (b'{"whose":"individual","items":{"name":"a","name":"b"}}', "a key stands twice"),
    (b"[" * 100_000, "of its type or form"),
]


@pytest.mark.parametrize(("raw", "reason"), BROKEN, ids=[str(at) for at in range(len(BROKEN))])
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_people_that_cannot_be_read_are_told_and_never_repeated(
    store: Store, here: Here, raw: bytes, reason: str
) -> None:
    ran = here("person", "add", *SHOWN, stdin=raw)

    assert ran.code in {1, 65}, ran
    assert reason in ran.err
    assert "defect" not in ran.err
    assert NAME not in ran.out + ran.err


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_evidence_is_named_by_a_reference_never_by_its_content(store: Store, here: Here) -> None:
    add = ("person", "add", "--ground", f"notice_shown={NAME} {EMAIL}")
    english, japanese = here(*add, stdin=person()), here(*add, stdin=person(), speech="ja")

    assert (english.code, "[input-broken]" in english.err) == (65, True)
    assert "a reference to evidence has letters, digits and : . _ / # - only" in english.err
    assert "証拠の参照に使えるのは英数字と : . _ / # - だけです" in japanese.err
    assert NAME not in english.err + japanese.err


def test_a_client_is_registered_listed_and_revoked(store: Store, here: Here) -> None:
    made = here("client", "add", "desk", "--purpose", "2(1)b", "--scope", "people:read")
    assert made.code == 0
    assert made.out.startswith("mk_")
    assert "not shown again" in made.err

    [listed] = json.loads(here("client", "list", "--format", "json").out)
    assert (listed["name"], listed["purposes"], listed["revoked_at"]) == ("desk", ["2(1)b"], None)
    assert made.out.strip() not in here("client", "list").out
    assert here("client", "revoke", "desk").code == 0
    assert (here("client", "revoke", "desk").code, here("client", "revoke", "nobody").code) == (
        5,
        5,
    )
    [listed] = json.loads(here("client", "list", "--format", "json").out)
    assert listed["revoked_at"] is not None


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "arguments",
    [
        ("Desk", "--scope", "decide"),
        ("officer", "--scope", "decide"),
        ("desk", "--scope", "decide", "--purpose", "9"),
        ("desk", "--scope", "everything"),
    ],
)
def test_a_client_that_cannot_be_registered_is_told_what_is_possible(
    store: Store, here: Here, arguments: tuple[str, ...]
) -> None:
    for speech in ("ja", "en"):
        ran = here("client", "add", *arguments, speech=speech)
        assert (ran.code, "[invalid-client]" in ran.err) == (65, True)


def test_a_name_of_a_system_is_given_once(store: Store, here: Here) -> None:
    add = ("client", "add", "shop", "--scope", "decide")
    assert here(*add).code == 0

    twice = here(*add)
    assert here("client", "revoke", "shop").code == 0
    again, japanese = here(*add), here(*add, speech="ja")
    gone, nobody = here("client", "revoke", "shop"), here("client", "revoke", "nosuch", speech="ja")

    taken = "mamoru: The name shop is taken; a revoked name is not used again. [client-name-taken]"
    assert [(one.code, one.err) for one in (twice, again)] == [(6, f"{taken}\n")] * 2
    assert "名前 shop は使われています。取り消した名前は再び使えません。" in japanese.err
    assert (gone.code, nobody.code) == (5, 5)
    assert "There is no such client, or it is revoked already." in gone.err
    assert "登録されていないか、すでに取り消されています。" in nobody.err
