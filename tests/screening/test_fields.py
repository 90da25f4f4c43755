"""A value is looked through by what its item is."""

import json
import subprocess
import sys

import pytest

from mamoru.screening.fields import screened
from mamoru.screening.findings import Kind


def found(item: str, value: str) -> list[tuple[Kind, str]]:
    return [(one.kind, value[one.start : one.end]) for one in screened(item, value)]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("本籍", Kind.DOMICILE),
        ("お客様の本籍地(都道府県)", Kind.DOMICILE),
        ("honseki", Kind.DOMICILE),
        ("registered_domicile", Kind.DOMICILE),
        ("myNumber", Kind.MY_NUMBER),
        ("MY_NUMBER", Kind.MY_NUMBER),
        ("個人番号", Kind.MY_NUMBER),
        ("ﾏｲﾅﾝﾊﾞｰ", Kind.MY_NUMBER),
        ("insurance_number", Kind.INSURANCE_NUMBER),
        ("保険者番号", Kind.INSURANCE_NUMBER),
        ("Religion", Kind.CREED),
        ("宗教", Kind.CREED),
        ("disability", Kind.DISABILITY),
        ("障害者手帳の等級", Kind.DISABILITY),
        ("union_membership", Kind.UNION),
        ("労働組合加入の有無", Kind.UNION),
        ("既往歴", Kind.MEDICAL_HISTORY),
        ("criminal-record", Kind.CRIMINAL_RECORD),
        ("sexualOrientation", Kind.SEX_LIFE),
        ("民族", Kind.RACE),
    ],
)
def test_an_item_that_is_sensitive_by_its_name_is_a_finding_whatever_it_holds(
    item: str, kind: Kind
) -> None:
    assert found(item, "なし") == [(kind, "なし")]


@pytest.mark.parametrize(
    "item", ["blood_type", "trace_id", "障害報告", "credit_union_branch", "terrace", "氏名"]
)
def test_an_item_that_only_sounds_like_one_is_none(item: str) -> None:
    assert found(item, "あり") == []


def test_an_empty_value_holds_nothing() -> None:
    assert found("本籍", " ") == []


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("name", "山田太郎"),
        ("phone", "09012345678"),
        ("email", "test@example.com"),
        ("address", "東京都千代田区霞が関1-2-3"),
        ("employer", "糖尿病研究センター"),
        ("birth_date", "1990-01-02"),
        ("お名前", "佐藤花子"),
        ("postalCode", "100-0001"),
    ],
)
def test_a_field_that_holds_what_it_is_called_is_no_finding(item: str, value: str) -> None:
    assert found(item, value) == []


def test_a_number_that_must_not_be_kept_is_found_in_any_field() -> None:
    assert found("address", "個人番号123456789018") == [(Kind.MY_NUMBER, "123456789018")]


@pytest.mark.parametrize("item", ["inquiry_text", "something_new"])
def test_text_and_what_nobody_knows_are_searched_for_both(item: str) -> None:
    value = "父が糖尿病です。担当は佐藤花子さん"

    kinds = {kind for kind, _ in found(item, value)}

    assert Kind.NAME in kinds
    assert kinds & {Kind.MEDICAL_HISTORY, Kind.HEALTH}


def test_a_name_field_that_tells_a_story_is_read_as_text() -> None:
    assert Kind.PHONE in {kind for kind, _ in found("name", "話" * 70 + " 090-1234-5678")}


NEEDS_LOADED = """
from mamoru.screening import sensitive_cues, sensitive_model, sensitive_words, tokens, written
from mamoru.screening.fields import screened, warm
loads = [sensitive_cues.cues, sensitive_model.packaged, sensitive_words.dictionary,
         tokens._dictionary, written._forms]
{first}
print([one.cache_info().currsize for one in loads])
"""


@pytest.mark.parametrize(("first", "loaded"), [("warm()", 1), ("", 0)])
def test_warming_loads_all_that_a_text_needs(first: str, loaded: int) -> None:
    told = subprocess.run(
        [sys.executable, "-c", NEEDS_LOADED.format(first=first)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip

    assert json.loads(told.stdout) == [loaded] * 5
