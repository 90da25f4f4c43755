"""`tag.yaml` is read strictly: every mistake with its line, in both languages."""

from datetime import date
from pathlib import Path

import pytest
from tests.tag.pages import TAG

from mamoru.cli.files import policy_of
from mamoru.policy.errors import Finding
from mamoru.tag.asked import prints, script, told
from mamoru.tag.configuration import Configuration
from mamoru.tag.errors import TagFileError
from mamoru.tag.load import load

POLICY = policy_of(None)
TEXT = TAG.replace("SHOP", "https://www.example.com")
DAY = date(2026, 12, 1)
UNTIL = "hosts: [video.test]\n    until: '2026-10-31'"
EXAMPLE = Path(__file__).resolve().parents[2] / "policies" / "tag.example.yaml"


def findings(old: str, new: str) -> list[Finding]:
    assert old in TEXT
    with pytest.raises(TagFileError) as raised:
        load(TEXT.replace(old, new, 1).encode(), POLICY)
    return list(raised.value.findings)


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


@pytest.mark.parametrize("text", [TEXT.encode(), EXAMPLE.read_bytes()], ids=["shop", "example"])
def test_a_good_file_has_every_purpose_and_destination(text: bytes) -> None:
    found = load(text, POLICY)

    assert [one.id for one in found.purposes] == ["analytics", "advertising", "video"]
    assert len(found.destinations) == 3
    assert found.ask_again_days == 180


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("purpose: analytics", "purpose: measuring", "unknown-word"),
        ('policy: ["2(1)d"]', 'policy: ["2(9)z"]', "unknown-word"),
        ("party: analytics", "party: nobody", "unknown-word"),
        ("party: analytics", "party: company", "party-no-recipient"),
        ("as: supplied", "as: nothing_known", "unknown-word"),
        ("ja: 閲覧したページのアドレス", "ja: 閲覧したページ等", "vague"),
        ("en: Address of the page", "en: Address of the page etc.", "vague"),
        ("hosts: [google.test]", "hosts: ['https://google.test']", "not-a-host"),
        ("opt_out: https://google.test/opt-out", "opt_out: javascript:alert(1)", "not-an-address"),
        ('origins: ["https://www.example.com"]', 'origins: ["*"]', "not-an-origin"),
        ('cookies: [_ga, "_ga_*"]', "cookies: ['a;b']", "not-a-cookie"),
        ("    purpose: video\n", "", "purpose-or-necessary"),
        ("consent_mode: [analytics_storage]", "consent_mode: [everything]", "unknown-word"),
        ("hosts: [video.test]", UNTIL, "until-before-since"),
        ("purposes: [analytics]", "purposes: [measuring]", "unknown-word"),
        ("tag: 1", "tag: 2", "language-version"),
        ("module: iframe", "modul: iframe", "unknown-key"),
        ("en: Example Video Inc.", "fr: Exemple", "missing-translation"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands(old: str, new: str, code: str) -> None:
    found = findings(old, new)

    at = line_of(old)
    assert code in {one.code for one in found}
    assert min(abs(one.place.line - at) for one in found) <= 16
    assert all(one.message("ja") != one.message("en") for one in found)


def test_what_the_law_asks_of_each_destination_cannot_be_left_out() -> None:
    for key in ("service", "recipient", "sends", "sender_purpose", "recipient_purpose", "country"):
        start = TEXT.index(f"    {key}:", TEXT.index("destinations:"))
        end = TEXT.index("\n    ", start + 5)
        while TEXT[end + 5] == " ":  # what belongs to it is indented further
            end = TEXT.index("\n    ", end + 5)
        with pytest.raises(TagFileError) as raised:
            load((TEXT[:start] + TEXT[end + 1 :]).encode())
        assert [one.code for one in raised.value.findings] == ["missing-key"]


def loaded(old: str = "", new: str = "") -> Configuration:
    return load(TEXT.replace(old, new, 1).encode(), POLICY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ja: アクセス解析", "ja: 解析"),
        ("ja: どのページが見られているか", "ja: だれが見ているか"),
        ("ja: 閲覧したページのアドレス", "ja: 閲覧したページの本文"),
        ("ja: 見本解析合同会社", "ja: 別の合同会社"),
        ("ja: 利用状況を集計するため", "ja: 広告に使うため"),
        ("ja: 解析サービスを提供するため", "ja: 自らの広告に使うため"),
        ("code: US, ja: アメリカ合衆国", "code: SG, ja: シンガポール"),
        ('policy: ["2(1)d"]', 'policy: ["2(1)e"]'),
    ],
)
def test_what_is_agreed_to_changes_the_print_of_its_purpose_alone(old: str, new: str) -> None:
    before, after = (prints(one, POLICY, DAY) for one in (loaded(), loaded(old, new)))

    assert {name for name in before if before[name] != after[name]} == {"analytics"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("opt_out: https://google.test/opt-out", "opt_out: https://google.test/other"),
        ("hosts: [google.test]", "hosts: [google.test, www.google.test]"),
        ("module: gtag.js", "module: gtag2.js"),
        ('origins: ["https://www.example.com"]', 'origins: ["https://shop.example.com"]'),
    ],
)
def test_what_nobody_agrees_to_changes_no_print(old: str, new: str) -> None:
    assert prints(loaded(), POLICY, DAY) == prints(loaded(old, new), POLICY, DAY)


def test_a_destination_counts_from_its_first_day_to_its_last() -> None:
    found = loaded("hosts: [google.test]", "hosts: [google.test]\n    until: '2026-11-30'")

    assert found.destinations_for("analytics", date(2026, 11, 30))
    assert not found.destinations_for("analytics", date(2026, 12, 1))
    assert prints(found, POLICY, date(2026, 11, 30)) != prints(found, POLICY, DAY)


def test_no_text_of_a_configuration_can_end_the_script_it_stands_in() -> None:
    found = loaded("ja: アクセス解析", "ja: </script><script>alert(1)//")
    given = script(told(1, found, POLICY, DAY))

    assert b"</script" not in given
    assert given.count(b"mamoru.start(") == 1
