"""`mamoru policy diff`: what it prints, and how its exit code tells changes apart."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Here

from mamoru.cli.codes import INPUT, NO, TEXT_ONLY, YES
from mamoru.cli.output import width
from mamoru.errors import Language
from mamoru.paths import reference_policy

POLICIES = Path(__file__).resolve().parents[2] / "policies"
TEXT = reference_policy().decode()
SHARE = "data: [registration, supplied, partner_supplied, observed]"


@pytest.fixture
def old(tmp_path: Path) -> str:
    path = tmp_path / "old.yaml"
    path.write_text(TEXT)
    return str(path)


def version(folder: Path, *edits: tuple[str, str]) -> str:
    text = TEXT
    for was, now in edits:
        assert was in text
        text = text.replace(was, now, 1)
    path = folder / "new.yaml"
    path.write_text(text)
    return str(path)


def test_a_version_does_not_differ_from_itself(here: Here, old: str) -> None:
    ran = here("policy", "diff", old, old)

    assert ran.code == YES
    assert ran.out.endswith("Nothing differs.\n")


def test_a_change_of_text_alone_has_an_exit_code_of_its_own(
    here: Here, old: str, tmp_path: Path
) -> None:
    new = version(tmp_path, ("en: Safety measures", "en: Security measures"))

    english, japanese = (here("policy", "diff", old, new, speech=one) for one in ("en", "ja"))

    assert english.code == japanese.code == TEXT_ONLY == 8
    assert "No handling changes." in english.out
    assert "取扱いに変更はありません。" in japanese.out
    assert "8 title\nold" in " ".join(english.out.split(" ")).replace("  ", "")
    assert "Security measures" in english.out
    assert "安全管理の体制 / Security measures" in japanese.out


def test_changes_are_grouped_with_clauses_and_what_the_law_asks(
    here: Here, old: str, tmp_path: Path
) -> None:
    new = version(
        tmp_path,
        (SHARE, "data: [registration, supplied, observed, behaviour]"),
        ("within: disclosure_reply", "within: P30D"),
        ("contact: support@", "contact: privacy@"),
        ('effective_from: "2022-02-04"', 'effective_from: "2026-12-01"'),
    )

    english, japanese = (here("policy", "diff", old, new, speech=one) for one in ("en", "ja"))

    assert english.code == japanese.code == NO
    headings = [
        line for line, below in zip(*(english.out.splitlines()[i:] for i in (0, 1)), strict=False)
        if below.startswith("---")
    ]  # fmt: skip
    assert headings == [
        "Widened", "Narrowed", "Duties added", "Stated differently",
        "Why the change is important", "Texts",
    ]  # fmt: skip
    assert "with the law in force on 2026-12-01" in english.out
    assert "6a, 6b             We may now share" in english.out
    assert "The law asks: renewed consent (APPI 27(5)(iii))" in english.out
    assert "法令上の手続: 改めて本人の同意 (APPI 27(5)(iii))" in japanese.out
    assert all(width(line) <= 100 for ran in (english, japanese) for line in ran.out.splitlines())


def test_programs_get_everything_in_one_object(here: Here, old: str, tmp_path: Path) -> None:
    new = version(tmp_path, (SHARE, "data: [registration, supplied, observed, behaviour]"))

    ran = here("policy", "diff", old, new, "--format", "json")

    found = json.loads(ran.out)
    assert ran.code == NO
    assert (found["changes_handling"], found["asks"]) == (True, "consent")
    assert [one["direction"] for one in found["changes"]] == ["widened", "narrowed"]
    assert found["changes"][0]["values"]["data"] == ["behaviour"]
    assert [one["code"] for one in found["importance"]] == ["widened"]
    assert found["texts"] == found["particulars"] == []


def test_the_law_is_that_of_the_day_on_which_the_new_version_takes_effect(
    here: Here, old: str, tmp_path: Path
) -> None:
    share = (SHARE, "data: [registration, supplied, observed, behaviour]")
    limits = {}
    for day in ("2022-02-05", "2026-12-01"):
        from_then = ('effective_from: "2022-02-04"', f'effective_from: "{day}"')
        ran = here("policy", "diff", old, version(tmp_path, share, from_then), "--format", "json")
        limits[day] = json.loads(ran.out)["changes"][0]["limited_by"]

    assert "APPI 28(1)" not in limits["2022-02-05"]
    assert "APPI 28(1)" in limits["2026-12-01"]


def test_a_version_may_come_from_standard_input(here: Here, old: str) -> None:
    ran = here("policy", "diff", old, "-", stdin=TEXT)

    assert ran.code == YES


def test_a_broken_version_is_refused_with_its_findings(
    here: Here, old: str, tmp_path: Path
) -> None:
    new = version(tmp_path, ("from: [automatic]", "from: [telepathy]"))

    ran = here("policy", "diff", old, new)

    assert ran.code == INPUT
    assert "telepathy" in ran.err


@pytest.mark.parametrize(
    ("speech", "told"), [("en", "The file is empty."), ("ja", "ファイルが空です。")]
)
def test_of_two_files_the_one_with_the_error_is_named(
    here: Here, old: str, tmp_path: Path, speech: Language, told: str
) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("")

    ran = here("policy", "diff", old, str(empty), speech=speech)

    assert ran.code == INPUT
    assert f"{empty}:1:1: {told} [empty-file]" in ran.err


def test_two_policies_that_are_compared_by_mistake_are_told_to_be_two(here: Here, old: str) -> None:
    ran = here("policy", "diff", old, str(POLICIES / "shop.yaml"))

    assert ran.out.startswith("Note: the two files are of different policies.")
    assert not here("policy", "diff", old, old).out.startswith("Note")


def test_many_clauses_are_cited_whole_and_a_duty_by_its_own_place(
    here: Here, old: str, tmp_path: Path
) -> None:
    other = "  other: {ja: その他の第三者"
    bank = "  bank: {ja: 提携金融機関, en: Partner bank, role: third_party}\n"
    new = version(tmp_path, (other, bank + other), ("within: disclosure_reply", "within: P30D"))

    out = here("policy", "diff", old, new).out

    assert "\n1, 2, 3, 7, 9, 10, 11, 12, 13\n" in out
    assert "\n7(1)[reply] " in out
