"""The mapping is strict: what the policy does not know is said with its line."""

import pytest
from tests.partners.samples import POLICY, mapping, planned

from mamoru.collection.partners.errors import MappingFileError
from mamoru.collection.partners.mapping import plan_of


def findings(text: str) -> list[tuple[str, int]]:
    with pytest.raises(MappingFileError) as refused:
        plan_of(text.encode(), POLICY)
    assert "件の誤り" in refused.value.message("ja")
    assert all(one.message("ja") and one.message("en") for one in refused.value.findings)
    return [(one.code, one.place.line) for one in refused.value.findings]


HEAD = "mamoru: 1\nformat: csv\nwhose: individual\ncolumns:\n"
FOUND = "  番号: {identifier: partner_id, item: partner_customer_id}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD + FOUND + "  a: {item: partner_notes}\n", [("unknown-word", 6)]),
        (HEAD + FOUND + "  a: {item: partner_note}\n  b: {item: partner_note}\n",
         [("defined-twice", 7)]),
        (HEAD + "  a: {item: partner_note}\n", [("missing-key", 5)]),
        (HEAD + FOUND + "  a: {}\n", [("misplaced", 6)]),
        (HEAD + FOUND + "  a: {drop: true, item: partner_note}\n", [("misplaced", 6)]),
        (HEAD + "  a: {identifier: member}\n", [("unknown-word", 5)]),
        (HEAD + "  a: {identifier: member_number}\n", [("unknown-word", 5)]),
        (HEAD + FOUND + "  a: {item: partner_note, data: registration}\n", [("misplaced", 6)]),
        (HEAD + FOUND + "  a: {item: partner_note, sensitive: gossip}\n", [("unknown-word", 6)]),
        (HEAD + FOUND + "  a: {whose: {x: nobody}}\n", [("unknown-word", 6)]),
        (HEAD + FOUND + "  a: {residence: {x: Mars}}\n", [("unknown-word", 6)]),
        (HEAD.replace("individual", "robot") + FOUND, [("unknown-word", 3)]),
        (HEAD.replace("whose: individual\n", "") + FOUND, [("missing-key", 1)]),
        (HEAD.replace("csv", "xlsx") + FOUND, [("unknown-word", 2)]),
        (HEAD + FOUND + FOUND, [("duplicate-key", 6)]),
        (HEAD + FOUND + "extra: x\n", [("unknown-key", 6)]),
        (HEAD + "  a: &x {identifier: email}\n", [("alias", 5)]),
        ("columns: [", [("not-yaml", 2)]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, found: list[tuple[str, int]]) -> None:
    assert findings(text) == found


def test_an_identifier_may_be_received_as_what_the_policy_lets_partners_bring() -> None:
    columns = "columns:\n  連絡先: {identifier: email, data: partner_supplied}\n"

    plan = planned(columns=columns)

    assert (plan.categories, plan.touched) == (
        {"email": "partner_supplied"}, (("partner_supplied", None),),
    )  # fmt: skip


def test_a_mapping_beyond_all_bounds_is_refused() -> None:
    assert findings(mapping().decode() + "#" + "x" * 2_000_000) == [("too-large", 1)]


def test_a_dropped_column_is_no_item_of_the_record() -> None:
    assert planned().items == (
        "partner_customer_id", "partner_contact", "partner_contract", "partner_note",
    )  # fmt: skip
