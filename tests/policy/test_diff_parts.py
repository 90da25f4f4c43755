"""The parts that the difference is made of: boxes, lists, names, facts put as conditions."""

from random import Random

from tests.policy.edits import shipped

from mamoru.policy.diff import naming
from mamoru.policy.diff.boxes import cover, joint, rest, size, without
from mamoru.policy.diff.conditions import CONDITIONS, condition
from mamoru.policy.diff.lists import clause, english, japanese, plural
from mamoru.policy.words import FACTS, Word

KUSAVEE = shipped("kusavee").policy
SHOP = shipped("shop").policy


def cells(boxes: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    found: set[tuple[int, ...]] = set()
    for box in boxes:
        some: list[tuple[int, ...]] = [()]
        for mask in box:
            some = [(*one, bit) for one in some for bit in (1, 2, 4, 8) if mask & bit]
        found |= set(some)
    return found


def test_a_cover_has_the_cells_of_its_boxes_and_no_others() -> None:
    random = Random(1)  # noqa: S311 - an example, not a secret
    for _ in range(200):
        boxes = [
            tuple(random.randrange(1, 16) for _ in range(3)) for _ in range(random.randint(1, 5))
        ]

        covering = cover(boxes)

        assert cells(covering) == cells(boxes)
        assert len(covering) <= len(boxes) * 3
        for one in covering:
            assert cells([two for two in covering if two is not one]) != cells(boxes)


def test_boxes_that_meet_along_one_attribute_become_one() -> None:
    assert cover([(1, 3), (2, 3)]) == [(3, 3)]
    assert cover([(1, 1), (1, 2), (2, 1), (2, 2)]) == [(3, 3)]
    assert set(cover([(1, 3), (2, 1)])) == {(1, 3), (3, 1)}


def test_what_is_the_same_as_something_covered_needs_no_box() -> None:
    assert cover([(1, 3), (2, 1)], same=(1, 2)) == [(3, 1)]


def test_a_box_less_another_has_what_is_left() -> None:
    assert list(without((3, 3), (1, 1))) == [(2, 3), (1, 2)]
    assert list(without((1, 1), (2, 3))) == [(1, 1)]
    assert rest([(3, 3)], [(1, 3), (2, 3)]) == []
    assert joint((1, 1), (2, 1)) is None
    assert size((3, 7)) == 6


def test_every_standard_fact_can_be_said_as_a_condition() -> None:
    assert CONDITIONS.keys() == FACTS.keys()
    assert all(word.ja.endswith("場合") for word in CONDITIONS.values())
    assert condition("minor_change", KUSAVEE.facts["minor_change"]) == Word(
        "「軽微な変更であるとの判断」の場合", "given that: the change was assessed as minor"
    )


def test_lists_are_written_as_people_write_them() -> None:
    assert japanese(["A"]) == "A"
    assert japanese(["A", "B", "C"], "又は") == "A、B又はC"
    assert japanese(["A", "B及びC"]) == "A並びにB及びC"
    assert english(["a", "b"]) == "a and b"
    assert english(["a", "b", "c"], "or") == "a, b or c"
    assert english(["a, b", "c"]) == "a, b; and c"
    assert english(["a (b, c)", "d", "e"]) == "a (b, c), d and e"


def test_several_of_a_party_are_named_in_the_plural() -> None:
    assert plural("Business partner") == "business partners"
    assert plural("Company of our group") == "companies of our group"
    assert plural("Provider of an analytics module") == "providers of an analytics module"
    assert plural("A state or local body, or whoever it entrusted").startswith("a state or local")
    assert plural("Hospital or pharmacy in town") == "any hospital or pharmacy in town"
    assert plural("Any other third party") == "any other third party"
    assert clause("EEA residents.") == "EEA residents"


def test_categories_are_named_by_the_group_that_fits_exactly() -> None:
    observed = sorted(KUSAVEE.groups["observed"])

    assert naming.data(KUSAVEE, observed).en == "information observed while the service is used"
    assert naming.data(KUSAVEE, sorted(KUSAVEE.groups["user_information"])).ja == "利用者情報"
    assert naming.data(KUSAVEE, ["cookie", "registration"]) == Word(
        "登録情報及びCookie情報", "registration details and cookies"
    )


def test_purposes_are_named_by_their_words_or_by_the_clause_that_lists_them() -> None:
    one = naming.purposes(KUSAVEE, ["2(2)a"])
    every = naming.purposes(KUSAVEE, [name for name in KUSAVEE.purposes if name != "ad"])

    assert one == Word("サービスの不正な利用を未然に防ぐために", "to prevent misuse of the service")
    assert every == Word("第2条に掲げる目的のために", "for the purposes listed in clause 2")


def test_what_is_not_stated_is_said_to_be_so() -> None:
    assert naming.places(["JP", None]) == Word(
        "日本にある、又は所在の示されない", "in Japan or in a place not stated"
    )
    assert naming.residences(["EEA"]).en == "living in European Economic Area"
    assert naming.people(SHOP, ["member", None]).ja == "会員及び区分の示されない方"
    assert naming.sources(["person", None]).en == "from the person or without a stated source"
