"""Values fit the fields of the form, or the field is named with a reason and no value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.collection.forms.errors import FieldsRefusedError
from mamoru.collection.forms.form import Form
from mamoru.collection.forms.load import load
from mamoru.collection.forms.values import checked

FIELDS = """\
mamoru-form: 1
form:
  name: all
  version: "1"
  title: {ja: すべて, en: All}
  whose: individual
  purposes: ["2(1)b"]
  notice: {name: all, version: "1"}
  keep: P1Y
fields:
  text: {item: name, type: text, longest: 5}
  long: {item: inquiry_text, type: long_text, longest: 10}
  number: {item: survey_answer, type: number, least: -1, most: 20}
  date: {item: birth_date, type: date, first: "1900-01-01", last: "2026-12-31"}
  choice: {item: sex, type: choice, options: ["男", "女", "その他"]}
  answer: {item: preference, type: yes_no}
  email: {item: email, type: email}
  phone: {item: phone, type: phone}
  postal: {item: postal_code, type: postal_code}
  file: {item: upload, type: file, media: [image/png], most: 2}
"""
FORM: Form = load(FIELDS).form
MARK = "Xylophonic"


@pytest.mark.parametrize(
    ("field", "given_value", "kept"),
    [
        ("text", " あいう ", "あいう"),
        ("long", "一\n二 ", "一\n二 "),
        ("number", "20", "20"),
        ("number", "-1", "-1"),
        ("number", "７", "7"),
        ("date", "1970-02-28", "1970-02-28"),
        ("date", "１９７０-０２-２８", "1970-02-28"),
        ("choice", "その他", "その他"),
        ("answer", "no", "no"),
        ("email", "fixture@example.com", "fixture@example.com"),
        ("phone", "03-1234-5678", "03-1234-5678"),
        ("postal", "〒100 - 0001".replace(" ", ""), "100-0001"),
        ("postal", "１０００００１", "100-0001"),
    ],
)
def test_a_value_that_fits_is_written_down_in_one_form(
    field: str, given_value: str, kept: str
) -> None:
    assert checked(FORM, {field: given_value}, {}) == {field: kept}


@pytest.mark.parametrize(
    ("field", "given_value", "why"),
    [
        ("text", "x" * 6, "too-long"),
        ("text", "a\nb", "not-one-line"),
        ("text", "a\x00b", "not-text"),
        ("long", "x" * 11, "too-long"),
        ("number", "21", "out-of-bounds"),
        ("number", "-2", "out-of-bounds"),
        ("number", "1.5", "not-a-number"),
        ("number", "1" * 13, "not-a-number"),
        ("number", "0x10", "not-a-number"),
        ("date", "2026-02-30", "not-a-date"),
        ("date", "20260101", "not-a-date"),
        ("date", "2026-W01-1", "not-a-date"),
        ("date", "1899-12-31", "out-of-bounds"),
        ("date", "2027-01-01", "out-of-bounds"),
        ("choice", "男性", "not-an-option"),
        ("answer", "maybe", "not-yes-or-no"),
        ("email", MARK, "not-email"),
        ("phone", MARK, "not-phone"),
        ("postal", "100-001", "not-a-postal-code"),
    ],
)
def test_a_value_that_does_not_fit_is_told_by_field_and_reason_only(
    field: str, given_value: str, why: str
) -> None:
    with pytest.raises(FieldsRefusedError) as caught:
        checked(FORM, {field: given_value}, {})

    assert caught.value.facts == {"fields": f"{field}: {why}"}
    assert MARK not in str(caught.value)


def test_an_unknown_field_is_told_without_its_name() -> None:
    with pytest.raises(FieldsRefusedError) as caught:
        checked(FORM, {MARK: "x"}, {})

    assert caught.value.facts == {"fields": "?: unknown-field"}


def test_a_file_is_no_value_and_a_value_no_file() -> None:
    for values, files in (({"file": "x"}, {}), ({}, {"text": 1})):
        with pytest.raises(FieldsRefusedError):
            checked(FORM, values, files)


@pytest.mark.parametrize(("count", "is_taken"), [(0, True), (2, True), (3, False)])
def test_there_are_no_more_files_than_the_form_takes(count: int, *, is_taken: bool) -> None:
    if is_taken:
        assert checked(FORM, {}, {"file": count}) == {}
    else:
        with pytest.raises(FieldsRefusedError, match="file: too-many"):
            checked(FORM, {}, {"file": count})


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_form() -> None:
    required = load(FIELDS.replace("type: text,", "type: text, required: true,")).form

    with pytest.raises(FieldsRefusedError) as caught:
        checked(required, {"text": "  ", "answer": "x", "number": "x"}, {})

    assert caught.value.facts == {
        "fields": "text: missing, number: not-a-number, answer: not-yes-or-no"
    }


@given(st.dictionaries(st.sampled_from([one.name for one in FORM.fields]), st.text(), max_size=10))
def test_no_value_makes_the_check_fail_or_comes_back_in_what_is_said(
    values: dict[str, str],
) -> None:
    try:
        found = checked(FORM, values, {})
    except FieldsRefusedError as error:
        said = str(error.facts["fields"])
        assert all(len(value) < 8 or value not in said for value in values.values())
    else:
        assert checked(FORM, found, {}) == found
