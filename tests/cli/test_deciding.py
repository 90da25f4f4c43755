"""`mamoru policy decide` and `ask`: JSON lines in, JSON lines out."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Here

USE = {"act": "use", "data": "registration", "purpose": "2(1)a"}
PROVIDE = {"act": "provide", "data": "registration", "to": "other", "place": "JP"}
CLAIMED = {**PROVIDE, "grounds": {"consent_prior": None}}
SECRET = "山田花子見本"


def lines(*handlings: Any) -> str:
    return "".join(json.dumps(one) + "\n" for one in handlings)


def answers(here: Here, *handlings: Any, command: str = "decide") -> list[dict[str, Any]]:
    ran = here("policy", command, stdin=lines(*handlings))
    return [json.loads(line) for line in ran.out.splitlines()]


def test_each_line_is_answered_with_everything_the_answer_rests_on(here: Here) -> None:
    allowed, refused, needed, unknown = answers(
        here, USE, PROVIDE, CLAIMED, {**USE, "purpose": "resale"}
    )

    assert (allowed["outcome"], allowed["cites"]) == ("allow", ["2(1)a"])
    assert (refused["outcome"], refused["cites"]) == ("refuse", ["4"])
    assert {"clause": "4(1)", "lacks": ["consent_prior"]} in refused["near"]
    assert needed["outcome"] == "needs"
    assert {"clause": "4(1)", "evidence": "consent_record", "fact": "consent_prior"} in needed[
        "needs"
    ]
    assert (unknown["outcome"], unknown["unknown"]) == ("not_covered", ["purpose"])
    assert set(allowed) == {
        "line", "outcome", "cites", "readings", "law", "needs", "owes", "near", "unknown", "token",
    }  # fmt: skip
    assert all(one["token"].startswith("kusavee:2022-02-04:") for one in (allowed, refused))


@pytest.mark.parametrize(
    ("handlings", "code"),
    [((USE, USE), 0), ((USE, PROVIDE), 1), ((USE, CLAIMED), 1), ((USE, {"act": 1}), 65), ((), 0)],
)
def test_the_exit_code_tells_whether_all_was_allowed(
    here: Here, handlings: tuple[Any, ...], code: int
) -> None:
    assert here("policy", "decide", stdin=lines(*handlings)).code == code


def test_the_persons_own_choices_take_part(here: Here) -> None:
    offer = {**USE, "purpose": "2(1)c"}
    given_at = {"given_at": "2026-01-01T00:00:00+09:00", "recipient": "other"}

    plain, opted_in, stopped, agreed = answers(
        here,
        offer,
        {**offer, "standing": {"opted_in": ["2(1)c"]}},
        {**USE, "standing": {"use_suspended": True}},
        {**PROVIDE, "standing": {"consents": [given_at]}},
    )

    assert [one["outcome"] for one in (plain, opted_in, stopped, agreed)] == [
        "refuse", "allow", "refuse", "allow",
    ]  # fmt: skip
    assert stopped["cites"] == ["7[stopped]"]


def test_the_law_of_the_day_that_is_asked_decides(here: Here) -> None:
    old, new = answers(
        here,
        {**USE, "at": "2023-01-01T00:00:00+09:00"},
        {**USE, "at": "2026-11-23T00:00:00+09:00"},
    )

    assert (old["outcome"], new["outcome"]) == ("allow", "allow")
    assert old["token"].split("+")[0] == new["token"].split("+")[0]


BROKEN: list[tuple[bytes, str]] = [
    (b'{"act":"use",', "not JSON"),
    (b'{"act":"use","data":"\xff"}', "not UTF-8"),
    (b'{"data":"registration"}', "a key is missing: act"),
    (f'{{"act":"use","{SECRET}":1}}'.encode(), "a key that does not belong here"),
    (f'{{"act":"use","data":["{SECRET}"]}}'.encode(), "of its type or form: $.data"),
    (f'{{"act":"use","at":"{SECRET}"}}'.encode(), "of its type or form: $.at"),
    (b'{"act":"use","at":"2026-01-01T00:00:00"}', "of its type or form: $.at"),
    (b'{"act":"use","standing":{"consents":[{"given_at":"2026-01-01T00:00:00"}]}}', "zone"),
    (
        b'{"act":"provide","act":"use","data":"registration","purpose":"2(1)a"}',
        "a key stands twice",
    ),
    (b'{"act":"use","standing":{"left":true,"left":false}}', "a key stands twice"),
    (b"[1]", "of its type or form: $"),
    (b"null", "of its type or form: $"),
    (b"[" * 100_000, "of its type or form: $"),
    (b'{"act":"' + b"x" * (1 << 20) + b'"}', "longer than 1 MiB"),
    (b'{"act":"' + b"x" * (5 << 20) + b'"}', "longer than 1 MiB"),
]


@pytest.mark.parametrize(("broken", "reason"), BROKEN, ids=[str(at) for at in range(len(BROKEN))])
def test_a_broken_line_is_told_with_its_number_and_the_others_are_answered(
    here: Here, broken: bytes, reason: str
) -> None:
    good = lines(USE).encode()

    ran = here("policy", "decide", stdin=good + b"\n" + broken + b"\n" + good)

    first, told, last = (json.loads(line) for line in ran.out.splitlines())
    assert (first["line"], first["outcome"], last["line"], last["outcome"]) == (
        1,
        "allow",
        4,
        "allow",
    )
    assert (told["line"], told["error"]["code"], ran.code) == (3, "line-broken", 65)
    assert reason in told["error"]["message"]
    assert SECRET not in ran.out
    assert SECRET.encode("unicode_escape").decode() not in ran.out


def test_a_broken_line_is_told_in_japanese(here: Here) -> None:
    ran = here("policy", "decide", stdin="{", speech="ja")

    assert json.loads(ran.out)["error"]["message"] == "1 行目を読み取れません(JSON ではない)。"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.lists(st.binary(max_size=60), max_size=4))
def test_whatever_comes_in_each_line_gets_one_answer(here: Here, raw: list[bytes]) -> None:
    stdin = b"\n".join(raw)

    ran = here("policy", "decide", stdin=stdin)

    asked = [number for number, line in enumerate(stdin.split(b"\n"), 1) if line.strip()]
    assert [json.loads(line)["line"] for line in ran.out.splitlines()] == asked
    assert ran.err == ""


def test_in_words_the_answer_has_the_text_of_the_clauses(here: Here) -> None:
    ran = here("policy", "decide", "--format", "text", stdin=lines(CLAIMED), speech="ja")

    assert ran.out.startswith("1: 証拠が必要です。")
    assert "4(1) あらかじめご本人の同意をいただいた場合" in ran.out


def test_an_open_attribute_is_answered_with_every_way_to_be_allowed(here: Here) -> None:
    [found] = answers(here, {"act": "use", "data": "registration", "purpose": "?"}, command="ask")

    ways = {tuple(way["facts"]): way["values"]["purpose"] for way in found["ways"]}
    assert "2(1)a" in ways[()]
    assert ways["opted_in",] == ["2(1)c"]
    assert ways["misuse_event",] == ["2(2)b"]


def test_even_the_act_can_be_left_open(here: Here) -> None:
    [found] = answers(here, {**PROVIDE, "act": "?", "to": "ad_firm"}, command="ask")

    assert any("provide" in way["values"]["act"] and way["facts"] for way in found["ways"])


def test_what_is_never_allowed_has_no_way_and_is_a_no(here: Here) -> None:
    ran = here("policy", "ask", stdin=lines({**USE, "purpose": "ad", "to": "?"}))

    assert (json.loads(ran.out)["ways"], ran.code) == ([], 1)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({**USE, "weather": "?"}, "unknown-attribute"),
        ({"data": "registration"}, "line-broken"),
        ({"act": "use", "standing": {}}, "line-broken"),
        (["?"], "line-broken"),
    ],
)
def test_what_cannot_be_asked_is_told_in_its_place(here: Here, asked: Any, code: str) -> None:
    broken, fine = answers(here, asked, {**USE, "purpose": "?"}, command="ask")

    assert (broken["error"]["code"], bool(fine["ways"])) == (code, True)


def test_a_handling_nested_without_end_is_told_and_not_followed(here: Here) -> None:
    ran = here("policy", "ask", stdin=b'{"act":' + b"[" * 200_000)

    assert (ran.code, json.loads(ran.out)["error"]["code"]) == (65, "line-broken")


def test_a_policy_with_errors_decides_nothing(here: Here) -> None:
    ran = here("policy", "decide", "-", stdin="mamoru: 1")

    assert (ran.code, ran.out, "policy-file" in ran.err) == (65, "", True)


@pytest.mark.parametrize("at", ["9999-12-31T23:00:00Z", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("command", ["decide", "ask"])
def test_a_moment_at_the_end_of_the_calendar_leaves_the_other_lines_answered(
    here: Here, command: str, at: str
) -> None:
    ran = here("policy", command, stdin=lines(USE, {**USE, "at": at}, USE))

    first, told, last = (json.loads(line) for line in ran.out.splitlines())
    assert (told["line"], told["error"]["code"], ran.code) == (2, "far-time", 65)
    assert "error" not in first
    assert {**first, "line": 3} == last


def test_people_are_told_which_law_was_not_seen_in_an_official_source(here: Here) -> None:
    ran = here("policy", "decide", "--format", "text", stdin=lines(USE), speech="ja")

    [line] = [line for line in ran.out.splitlines() if "APPI 18(1)[purpose]" in line]
    assert line.endswith("(公式の資料では未確認)")


def test_the_grounds_and_their_evidence_are_told(here: Here) -> None:
    asked = {**PROVIDE, "grounds": {"consent_prior": "consent:1"}}

    ran = here("policy", "decide", "--format", "text", stdin=lines(asked), speech="en")

    assert "   grounds: 4(1) the person's prior consent\n" in ran.out
    assert "   evidence: 4(1) record of consent\n" in ran.out


def test_a_word_that_the_policy_does_not_know_is_never_a_silent_no(here: Here) -> None:
    asked = {"act": "?", "data": "registration", "to": "newspaper"}

    [unknown] = answers(here, asked, command="ask")
    [known] = answers(here, {**asked, "to": "other"}, command="ask")
    [several] = answers(
        here, {**USE, "to": "?", "purpose": "x", "grounds": {"y": None}}, command="ask"
    )

    assert (unknown["ways"], unknown["unknown"], known["unknown"]) == ([], ["to"], [])
    assert several["unknown"] == ["purpose", "grounds"]
    text = here("policy", "ask", "--format", "text", stdin=lines(asked), speech="ja")
    assert text.out == "1: どの条件でも認められません。\n   ポリシーにない語: 提供先\n"


def test_an_unknown_word_is_named_once(here: Here) -> None:
    asked = lines({**USE, "grounds": {"whim": None}})

    english = here("policy", "decide", "--format", "text", stdin=asked)
    japanese = here("policy", "decide", "--format", "text", stdin=asked, speech="ja")

    assert "\n   the policy has no such word: the grounds\n" in english.out
    assert "\n   ポリシーにない語: 根拠\n" in japanese.out
