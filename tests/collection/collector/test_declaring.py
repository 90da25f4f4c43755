"""What may be collected is declared in a file that is read strictly, in versions, on record."""

import re
from pathlib import Path

import pytest
from tests.collection.collector.sending import EVENTS, Site, search, send
from tests.gate.samples import entries
from tests.tooling.test_docs import DOCS, FENCE

from mamoru.collection.collector.declaration import read
from mamoru.collection.collector.declare import declarations, declare
from mamoru.collection.collector.errors import DeclarationFileError, DeclarationVersionError
from mamoru.gate.asking import OFFICER
from mamoru.gate.shelf import read as read_policy
from mamoru.ledger.entries import SystemChanged
from mamoru.paths import reference_policy

POLICY = read_policy(reference_policy())
TEXT = EVENTS.read_text()


def findings(text: str) -> list[tuple[int, str]]:
    """Return line and code of everything that is wrong with a file."""
    with pytest.raises(DeclarationFileError) as caught:
        read(text, POLICY)
    return [(one.place.line, one.code) for one in caught.value.findings]


def broken(before: str, after: str) -> tuple[str, int]:
    """Return the file with one change, and the line of it."""
    assert before in TEXT
    changed = TEXT.replace(before, after, 1)
    return changed, changed[: changed.index(after)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("whose: individual", "whose: robot", "unknown-word"),
        ("member: email", "member: shoe_size", "unknown-word"),
        ('purposes: ["2(1)a", "2(2)a", "2(3)a"]', 'purposes: ["99(9)z"]', "unknown-word"),
        ('consent: ["2(3)a"]', 'consent: ["2(1)d"]', "unknown-word"),
        ("path: {item: page_viewed, do: truncate}", "path: {item: shoe_size}", "unknown-word"),
        ("do: truncate", "do: publish", "unknown-word"),
        ("retention: P90D", "retention: 90 days", "not-a-period"),
        ("retention: P90D", "retention: P9999Y", "not-a-period"),
        ('do: encrypt, for: ["2(2)a"]', 'do: encrypt, for: ["2(1)a"]', "misplaced"),
        ('do: encrypt, for: ["2(2)a"]', "do: encrypt", "missing-key"),
        ("  page:\n", "  pages:\n", "bad-word"),
        ("whose: individual", "whose: individual\nlimit: 9", "bare-number"),
        ("whose: individual", "whose: individual\nlimit: 0/s", "bad-word"),
        ("whose: individual", 'whose: individual\npreferences: {ads: ["9(9)z"]}', "unknown-word"),
        ("    ja: 検索\n", "", "missing-translation"),
        ("    en: A search\n", "    en: A search\n    keep: true\n", "unknown-key"),
        ("text: true", "text: yes", "not-a-flag"),
        ('version: "2026-11-29"', "version: 2026-11-29", "bare-number"),
        ("mamoru_events: 1", "mamoru_events: 2", "language-version"),
    ],
)
def test_a_mistake_is_named_with_its_line(before: str, after: str, code: str) -> None:
    text, line = broken(before, after or "    en: A search\n")
    found = findings(text if after else TEXT.replace(before, "", 1))

    assert code in [one for _, one in found]
    if after.strip() and code not in ("missing-translation",):
        assert min(abs(at - line) for at, one in found if one == code) <= 1


def test_every_mistake_is_told_at_once_in_both_languages() -> None:
    text = TEXT.replace("whose: individual", "whose: robot").replace("item: ip", "item: shoe")
    with pytest.raises(DeclarationFileError) as caught:
        read(text, POLICY)

    assert len(caught.value.findings) == 3
    assert "3:8: 「robot」は本人の区分(people)にありません" in caught.value.message("ja")
    assert "3:8: 'robot' is not among people" in caught.value.message("en")


@pytest.mark.parametrize("text", ["", "[]", "a: &b c", "x: !!python/object:os.system", "{" * 100])
def test_what_is_no_plain_yaml_is_refused(text: str) -> None:
    assert findings(text)


def test_a_version_means_one_file_for_ever(site: Site) -> None:
    text = EVENTS.read_bytes()
    again = declare(site.door, OFFICER, text)

    with pytest.raises(DeclarationVersionError):
        declare(site.door, OFFICER, text + b"# another\n")

    assert [one.version for one in declarations(site.door)] == [again.version]
    changes = [one.change for one in entries() if isinstance(one, SystemChanged)]
    assert changes.count("events_declared") == 1


def test_the_last_declaration_counts_and_the_second_after_everywhere(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mamoru.collection.collector.declare.FRESH_SECONDS", 0)
    sender = site.sender()
    [before] = send(sender, search(event="Wished for"))
    text = EVENTS.read_text().replace("track/Search", "track/Wished for")
    declare(site.door, OFFICER, text.replace("2026-11-29", "2026-11-30").encode())

    after, gone = send(sender, search(2, event="Wished for"), search(3))

    assert before["reasons"] == ["undeclared"]
    assert (after["status"], gone["reasons"]) == ("accepted", ["undeclared"])


@pytest.mark.parametrize("page", ["howto/collect-events.md", "ja/howto/collect-events.md"])
def test_the_file_in_the_documentation_can_be_declared(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    [file] = [inside for language, _, inside in FENCE.findall(text) if language == "yaml"]

    assert set(read(file, POLICY).events) == {"page", "track/Search"}


@pytest.mark.parametrize("page", ["howto/collect-events.md", "ja/howto/collect-events.md"])
def test_every_reason_of_a_verdict_is_documented(page: str) -> None:
    source = Path(__file__).parents[3] / "src" / "mamoru"
    files = [
        *(source / "collection" / "collector").glob("*.py"),
        *(source / "gate" / "observing").glob("*.py"),
    ]
    told = (DOCS / page).read_text(encoding="utf-8")
    reasons = {
        "policy", "consent", "receipt", "opt_out_signal", "purpose_registration", "undeclared",
        "undeclared_property", "malformed_property", "sensitive", "masked", "nobody",
        "unproven_member", "unknown_member", "clock", "expired", "malformed", "too_large",
    }  # fmt: skip
    code = "".join(path.read_text() for path in files)

    assert {one for one in reasons if f"`{one}`" not in told} == set()
    assert {one for one in reasons if not re.search(f'"{one}"', code)} == set()
