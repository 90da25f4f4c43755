"""Identifiers that are left in another spelling: each is found, by every vendor's database."""

import json
import time

import pytest
from tests.systems.company import Company
from tests.systems.forget.forgetting import forgotten, plan_of
from tests.systems.forget.test_fates import HEAD

from mamoru.systems.forget.within import stands_in
from mamoru.systems.trace.spellings import usual_phones

LAND, MOBILE = "+81312345678", "+819012345678"
USUAL = {
    LAND: (
        "0312345678", "03-1234-5678", "03(1234)5678", "(03)1234-5678", "03 (1234) 5678",
        "03 1234 5678", "03.1234.5678", "+81312345678", "+81-3-1234-5678", "+81 3-1234-5678",
        "+81 3 1234 5678", "+81(0)3-1234-5678", "+81 (0)3-1234-5678", "81-3-1234-5678",
        "010-81-3-1234-5678", "０３１２３４５６７８", "０３－１２３４－５６７８",
        "０３（１２３４）５６７８", "（０３）１２３４－５６７８", "０３ー１２３４ー５６７８",
        "０３−１２３４−５６７８", "＋８１－３－１２３４－５６７８", "03ー1234ー5678",
        "03‐1234‐5678", "312345678",
    ),
    MOBILE: ("090-1234-5678", "09012345678", "+81 90 1234 5678", "０９０－１２３４－５６７８"),
}  # fmt: skip
ODD = {
    LAND: (
        "0312-34-5678", "03--1234--5678", "03-1234・5678", "03-1234-5678(代)", "０３-1234-５６７８",
    ),
    MOBILE: ("0901234-5678", "090 (1234) 5678", "TEL:090-1234-5678", "ｹｰﾀｲ 090ｰ1234ｰ5678"),
}  # fmt: skip
OTHERS = ("03-1234-56789", "9903-1234-5678", "03-1234-5679", "090-1234-5670", "")
BOTH = [(shared, one) for found in (USUAL, ODD) for shared in found for one in found[shared]]
PEOPLE = (
    "  people:\n    person: {kind: individual, found_by: {account: id, phone: phone}}\n"
    "    columns:\n      id: none\n      phone: {data: registration, item: phone}\n"
)
NOTES = (
    "  notes:\n    columns:\n      id: none\n"
    "      phone: {data: registration, item: phone}\n"
    "      text: {data: registration, search: contains}\n"
)
MADE = "CREATE TABLE people (id INTEGER PRIMARY KEY, phone VARCHAR(40))"


def noted(company: Company, *, indexed: bool) -> None:
    company.run(
        MADE, "CREATE TABLE notes (id INTEGER PRIMARY KEY, phone VARCHAR(40), text VARCHAR(200))"
    )
    if indexed:
        company.run("CREATE INDEX notes_phone ON notes (phone)")


@pytest.mark.parametrize("shared", [LAND, MOBILE])
@pytest.mark.parametrize("indexed", [True, False])
def test_a_column_is_searched_for_every_usual_spelling(
    company: Company, shared: str, indexed: bool
) -> None:
    noted(company, indexed=indexed)
    company.fill("people", [(1, shared)])
    there = (*USUAL[shared], *(() if indexed else ODD[shared]))
    company.fill("notes", [(at, one, None) for at, one in enumerate((*there, *OTHERS))])

    _, back = forgotten(company, HEAD + PEOPLE + NOTES, ("account", "1"))

    found = {one.name[1][0] for one in back.left}
    assert [one for at, one in enumerate(there) if at not in found] == []
    assert len(found) == len(there)
    assert {one.why for one in back.left} == {"phone"}


@pytest.mark.parametrize("shared", [LAND, MOBILE])
def test_texts_are_searched_for_every_spelling(company: Company, shared: str) -> None:
    noted(company, indexed=False)
    company.fill("people", [(1, shared)])
    there = (*USUAL[shared], *ODD[shared])
    texts = [f"連絡先は{one}です。" for one in (*there, *OTHERS)]
    company.fill("notes", [(at, None, one) for at, one in enumerate(texts)])

    _, back = forgotten(company, HEAD + PEOPLE + NOTES, ("account", "1"))

    found = {one.name[1][0] for one in back.left}
    assert [one for at, one in enumerate(there) if at not in found] == []
    assert len(found) == len(there)


@pytest.mark.parametrize("shared", [LAND, MOBILE])
def test_somebody_is_found_by_a_number_however_the_column_spells_it(
    company: Company, shared: str
) -> None:
    company.run(MADE)
    company.fill("people", [(1, "03-1111-2222"), (2, None)])
    for spelling in USUAL[shared]:
        company.run("DELETE FROM people WHERE id = 2")
        company.fill("people", [(2, spelling)])

        plan = plan_of(company, HEAD + PEOPLE, ("phone", shared))

        assert [one.name for one in plan.deletes] == [("people", (2,))], spelling


MEMBERS = (
    "  members:\n    person: {kind: individual, found_by: {member_number: number}}\n"
    "    columns:\n      id: none\n      number: {data: registration, item: member_number}\n"
    "      email: {data: registration, item: email}\n"
    "  letters:\n    columns: {id: none, text: {data: registration, search: contains}}\n"
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("ab-1234", "会員番号ＡＢ－１２３４様"), ("ab-1234", "AB-1234."), ("ab-1234", "Ａb-1２34"),
        ("ガ行12", "番号:ｶﾞ行12"), ("ガ行12", "ガ行１２"),
        ("ab-1234", json.dumps({"to": "ＡＢ－１２３４"})), ("a.b+c|d", "x A.B+C|D"),
    ],
)  # fmt: skip
def test_other_identifiers_are_found_in_every_case_and_width(
    company: Company, number: str, text: str
) -> None:
    company.run(
        "CREATE TABLE members (id INTEGER PRIMARY KEY, number VARCHAR(40), email VARCHAR(40))",
        "CREATE TABLE letters (id INTEGER PRIMARY KEY, text VARCHAR(200))",
    )
    company.fill("members", [(1, number, None)])
    company.fill("letters", [(1, text), (2, "AB-12345"), (3, "A1B+C|D"), (4, "ガ行123")])

    _, back = forgotten(company, HEAD + MEMBERS, ("member_number", number))

    assert [(one.name, one.why) for one in back.left] == [(("letters", (1,)), "member_number")]


def test_a_number_that_json_escapes_is_found(company: Company) -> None:
    noted(company, indexed=False)
    company.fill("people", [(1, MOBILE)])
    company.fill("notes", [(1, None, json.dumps({"tel": "０９０－１２３４－５６７８"}))])

    _, back = forgotten(company, HEAD + PEOPLE + NOTES, ("account", "1"))

    assert [one.name for one in back.left] == [("notes", (1,))]


@pytest.mark.parametrize(("shared", "text"), BOTH)
def test_a_number_is_told_from_a_longer_one_in_each_spelling(shared: str, text: str) -> None:
    assert stands_in("phone", shared, text)
    assert not stands_in("phone", shared, f"{text.removesuffix('(代)')}9")
    assert not stands_in("phone", shared, f"9{text}") or not text.startswith(("03", "09", "０"))


def test_the_usual_spellings_are_few_enough_to_be_looked_up() -> None:
    assert all(len(usual_phones(one)) < 400 for one in USUAL)


def test_a_hostile_text_is_looked_at_in_no_time() -> None:
    text = "0３-" * 20_000 + "03-1234-567" * 20_000

    begun = time.perf_counter()

    assert not stands_in("phone", LAND, text)
    assert time.perf_counter() - begun < 2
