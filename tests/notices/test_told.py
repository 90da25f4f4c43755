"""What the pages tell of a difference: shortly, in readers' words, and with living links."""

from tests.notices.texts import LATER, NEW_PURPOSE, revised

from mamoru.errors import Language
from mamoru.gate.shelf import read
from mamoru.notices.changes import FOREMOST, Told, told
from mamoru.notices.difference import compared
from mamoru.notices.wording import article, heading
from mamoru.paths import reference_policy

PARTY = "  other: {ja: その他の第三者"
BANK = (PARTY, "  bank: {ja: 提携金融機関, en: Partner bank, role: third_party}\n" + PARTY)
STOPPED = "is: [use_suspended]\n        reading: [R9]\n"
LAW = """\
        unless:
          "[law]":
            ja: 法令に基づく場合
            en: The law requires it.
            is: [by_law]
"""
WITHOUT_LAW = (STOPPED + LAW, STOPPED)


def told_of(*changes: tuple[str, str], language: Language = "ja") -> Told:
    """Return what is told of a revision of the reference policy."""
    old, new = read(reference_policy()), read(revised(LATER, *changes))
    return told(compared(old, new), language, frozenset(new.said))


def test_a_place_that_the_new_text_has_no_more_is_looked_up_in_the_old_one() -> None:
    places = [place for one in told_of(WITHOUT_LAW).sentences for place in one.clauses]
    others = [place for one in told_of(NEW_PURPOSE).sentences for place in one.clauses]

    assert {(place.cite, place.is_old) for place in places} == {("7[stopped][law]", True)}
    assert not any(place.is_old for place in others)


def test_many_clauses_are_cited_as_whole_ones() -> None:
    [new] = [one for one in told_of(NEW_PURPOSE).sentences if "加わります" in one.text]

    assert [one.cite for one in new.clauses] == ["1", "3", "4", "7", "9", "12", "13"]


def test_what_stands_above_the_text_is_no_change_of_its_words() -> None:
    headings = [one.heading for one in told_of(BANK).rewordings]

    assert headings == ["相手方"]
    assert [one.heading for one in told_of(BANK, language="en").rewordings] == ["Party"]


def test_an_announcement_begins_with_what_needs_agreement_and_has_few_sentences() -> None:
    found = told_of(BANK, NEW_PURPOSE)

    assert found.foremost[0].needs_agreement
    assert len(found.foremost) == FOREMOST
    assert found.more == len(found.sentences) - FOREMOST > 0


def test_laws_and_places_are_called_as_readers_of_the_language_call_them() -> None:
    assert (article("APPI 17(2)", "ja"), article("APPI 17(2)", "en")) == (
        "個人情報保護法17条2項",
        "APPI 17(2)",
    )
    assert (heading("4 title", "ja"), heading("4 title", "en")) == ("4 (見出し)", "4 (heading)")
    assert heading("gap 6 APPI 27(6)", "en") == "Known gap: 6 APPI 27(6)"
    assert heading("retention[logs]", "ja") == "retention[logs]"
