"""Forms are registered strictly: what is wrong is said with its place, in both languages."""

import json
import re

import pytest
import yaml
from tests.forms.samples import (
    AGENTS,
    FORM,
    WITHOUT,
    YOUNG,
    handed,
    register_notice,
    shown,
    submitted,
)
from tests.gate.samples import Clock, effects, entries, last, published
from tests.notices.texts import revised

from mamoru.collection.forms.errors import (
    FormFileError,
    FormRetiredError,
    FormTakenError,
    FormUnusableError,
    UnknownFormError,
)
from mamoru.collection.forms.findings import MESSAGES
from mamoru.collection.forms.load import load
from mamoru.collection.forms.register import add, listed, retire
from mamoru.collection.forms.register import shown as shown_form
from mamoru.gate.door import Door
from mamoru.ledger.entries import SystemChanged

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
LATER = FORM.replace('version: "2026-11"', 'version: "2026-12"')


def changes() -> list[tuple[str, str | None]]:
    """Return what the ledger says of forms."""
    return [
        (one.change, one.system)
        for one in entries()
        if isinstance(one, SystemChanged) and one.change.startswith("form_")
    ]


def test_a_form_that_fits_is_registered_and_on_record(door: Door) -> None:
    register_notice(door)

    found = add(door, FORM.encode())

    assert (found.form.id, found.state) == ("inquiry@2026-11", "open")
    assert [one.name for one in found.form.fields] == ["name", "email", "question", "attachment"]
    assert changes() == [("form_registered", "inquiry")]


def test_the_same_form_in_json_is_the_same_form() -> None:
    same = load(json.dumps(yaml.safe_load(FORM), ensure_ascii=False)).form

    assert same.fields == load(FORM).form.fields
    assert same.purposes == load(FORM).form.purposes


def test_the_same_file_again_changes_nothing(door: Door) -> None:
    register_notice(door)
    first = add(door, FORM.encode())

    assert add(door, FORM.encode()) == first
    assert len(changes()) == 1


def test_a_new_version_retires_the_one_before(door: Door) -> None:
    register_notice(door)
    add(door, FORM.encode())
    add(door, LATER.encode())

    assert [(one.form.version, one.state) for one in listed(door)] == [
        ("2026-11", "retired"), ("2026-12", "open"),
    ]  # fmt: skip
    assert shown_form(door, "inquiry")[1] == LATER.encode()
    with pytest.raises(FormTakenError):
        add(door, FORM.encode())


def test_a_version_is_one_text_for_ever(door: Door) -> None:
    register_notice(door)
    add(door, FORM.encode())

    with pytest.raises(FormTakenError):
        add(door, FORM.replace("longest: 50", "longest: 60").encode())


def test_a_retired_form_takes_nothing(door: Door, clock: Clock) -> None:
    register_notice(door)
    add(door, FORM.encode())
    wanted = handed(shown(door, clock))

    assert retire(door, "inquiry").state == "retired"

    with pytest.raises(UnknownFormError):
        submitted(door, wanted)
    with pytest.raises(FormRetiredError):
        retire(door, "inquiry")
    with pytest.raises(UnknownFormError):
        retire(door, "nothing")
    assert changes()[-1] == ("form_retired", "inquiry")


BROKEN: dict[str, tuple[str, str]] = {
    "not-a-whole-number": ("longest: 50", "longest: 0"),
    "form-language": ("mamoru-form: 1", "mamoru-form: 2"),
    "unknown-purpose": ('"2(1)b"]', '"2(1)z"]'),
    "unknown-item": ("item: inquiry_text", "item: shoe_size"),
    "unknown-class": ("whose: individual", "whose: alien"),
    "unknown-notice": ('name: inquiry, version: "1"', 'name: inquiry, version: "9"'),
    "notice-silent": ('"2(1)b"]', '"2(1)b", "2(1)c"]'),
    "item-twice": ("item: inquiry_text", "item: name"),
    "not-for-type": ("type: long_text}", "type: long_text, options: [a]}"),
    "needed-for-type": ("type: long_text}", "type: choice}"),
    "not-an-identifier": ("longest: 50}", "longest: 50, identifies: true}"),
    "birth-date-needed": ("keep: P1Y", "keep: P1Y\n  guardian: true"),
    "text-file-too-large": ("largest: 1048576", "largest: 1048577"),
    "upside-down": ("type: long_text}", "type: number, least: 2, most: 1}"),
    "not-a-period": ("keep: P1Y", "keep: a year"),
    "unknown-key": ("    most: 3", "    most: 3\n    shape: round"),
    "missing-key": ("  keep: P1Y\n", ""),
    "missing-translation": (", en: Inquiry", ""),
    "duplicate-key": ("  keep: P1Y", "  keep: P1Y\n  keep: P2Y"),
    "unknown-word": ("type: long_text", "type: essay"),
    "bare-number": ('version: "2026-11"', "version: 2026"),
    "null-value": ("whose: individual", "whose:"),
    "alias": ("whose: individual", "whose: &a individual"),
    "not-yaml": ("fields:", "fields: ]"),
    "bad-word": ("  name: inquiry\n", "  name: Inquiry Form\n"),
}  # fmt: skip


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_form_is_refused_with_the_place_in_both_languages(door: Door, code: str) -> None:
    register_notice(door)
    right, wrong = BROKEN[code]
    assert right in FORM
    text = FORM.replace(right, wrong, 1)

    with pytest.raises(FormFileError) as caught:
        add(door, text.encode())

    found = {one.code: one for one in caught.value.findings}
    assert code in found
    line = text.splitlines()[found[code].place.line - 1]
    assert line.strip()
    assert JAPANESE.search(found[code].message("ja"))
    assert not JAPANESE.search(found[code].message("en"))
    assert listed(door) == []
    assert changes() == []


def test_every_message_of_ours_is_reached_by_a_broken_form() -> None:
    apart = {"keeps-longer"}  # reached by the test below

    assert BROKEN.keys() | apart >= MESSAGES.keys()


def test_a_form_does_not_keep_longer_than_the_policy(door: Door, clock: Clock) -> None:
    published(door, revised("2026-11-24", KEPT))
    register_notice(door)

    with pytest.raises(FormFileError) as caught:
        add(door, FORM.replace("keep: P1Y", "keep: P3Y").encode())
    add(door, FORM.encode())

    assert [one.code for one in caught.value.findings] == ["keeps-longer"]


def test_everything_wrong_is_said_at_once(door: Door) -> None:
    register_notice(door)
    text = FORM.replace('"2(1)b"]', '"2(1)z", "2(1)y"]').replace("item: upload", "item: shoe_size")

    with pytest.raises(FormFileError) as caught:
        add(door, text.encode())

    assert [one.code for one in caught.value.findings] == [
        "unknown-purpose", "notice-silent", "unknown-purpose", "notice-silent", "unknown-item",
    ]  # fmt: skip
    assert "form-file" in str(caught.value)


@pytest.mark.parametrize("text", [FORM, YOUNG, AGENTS])
def test_the_forms_of_these_tests_can_be_read(text: str) -> None:
    assert load(text).form.fields


KEPT = (
    "\nreadings:\n",
    """
retention:
  inquiries:
    ja: お問い合わせは、取得から2年間保存します。
    en: Inquiries are kept for two years.
    data: [supplied]
    keep: P2Y
    from: collected

readings:
""",
)


def test_when_the_policy_no_longer_knows_an_item_it_is_said_and_submissions_are_refused(
    door: Door, clock: Clock
) -> None:
    register_notice(door)
    add(door, FORM.encode())
    wanted = handed(shown(door, clock))
    published(door, revised("2026-11-24", WITHOUT))
    before = effects()

    [found] = listed(door)
    assert (found.state, found.unknown) == ("unusable", ("inquiry_text",))
    with pytest.raises(FormUnusableError, match="inquiry_text"):
        submitted(door, wanted)

    assert (last().outcome, last().unknown) == ("not_covered", ("purpose", "data"))
    assert effects() == before
