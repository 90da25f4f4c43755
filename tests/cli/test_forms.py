"""`mamoru form` and `mamoru person file`, on both kinds of database."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.cli.conftest import Here
from tests.forms.samples import FORM, PNG, WITHOUT, register_notice, show
from tests.notices.texts import revised
from tests.store import Store

from mamoru.gate.door import opened
from mamoru.paths import reference_policy

ASKED = ("--ground", "request=request:1", "--ground", "identity_verified=identity:1")


def prepared(home: Path) -> str:
    """Register the notice, and return the reference of its showing."""
    with opened(home=home, policy=reference_policy()) as door:
        register_notice(door)
        return show(door)


def handed(reference: str, **more: Any) -> str:
    given = {
        "key": "a-key-of-the-officer",
        "shown": reference,
        "fields": {"name": "Fixture Person", "question": "持病は糖尿病です。"},
    }
    return json.dumps({**given, **more})


def test_a_form_is_registered_listed_shown_and_retired(
    store: Store, here: Here, tmp_path: Path
) -> None:
    prepared(store.home)
    (tmp_path / "inquiry.yaml").write_text(FORM)

    added = here("form", "add", str(tmp_path / "inquiry.yaml"))
    assert (added.code, added.out) == (0, "inquiry@2026-11\n")
    assert here("form", "show", "inquiry").out == FORM
    listed = here("form", "list", "--format", "json")
    [found] = json.loads(listed.out)
    assert (found["state"], found["form"]["purposes"]) == ("open", ["2(1)b"])
    assert "受付中" in here("form", "list", speech="ja").out
    assert here("form", "retire", "inquiry").out == "inquiry@2026-11: retired\n"
    again = here("form", "retire", "inquiry")
    assert (again.code, "[form-retired]" in again.err) == (6, True)


def test_a_broken_form_is_told_with_its_lines_in_the_readers_language(
    store: Store, here: Here, tmp_path: Path
) -> None:
    prepared(store.home)
    path = tmp_path / "inquiry.yaml"
    path.write_text(FORM.replace("item: upload", "item: shoe_size").replace("P1Y", "long"))

    en, ja = here("form", "add", str(path)), here("form", "add", str(path), speech="ja")

    assert (en.code, ja.code) == (65, 65)
    assert f"{path}:9:9: A period is written like P30D or P5Y. [not-a-period]" in en.err
    assert "期間は P30D や P5Y の形で書きます。" in ja.err


def test_the_officer_hands_in_with_a_file_and_takes_it_out(
    store: Store, here: Here, tmp_path: Path
) -> None:
    reference = prepared(store.home)
    here("form", "add", "-", stdin=FORM)
    (tmp_path / "letter.png").write_bytes(PNG)
    attached = ("--file", f"attachment={tmp_path / 'letter.png'}")

    ran = here("form", "submit", "inquiry", *attached, "--format", "json", stdin=handed(reference))

    assert ran.code == 0, ran.err
    answer = json.loads(ran.out)
    assert [(one["field"], one["state"]) for one in answer["fields"]] == [
        ("name", "kept"), ("question", "quarantined"), ("attachment", "kept"),
    ]  # fmt: skip
    again = here(
        "form", "submit", "inquiry", *attached, "--format", "json", stdin=handed(reference)
    )
    told = json.loads(again.out)
    assert (told["ref"], told["repeated"]) == (answer["ref"], True)

    shown = here("person", "show", answer["ref"], "--act", "disclose", "--to", "user", *ASKED)
    assert "letter.png" in shown.out
    [file] = [word for word in shown.out.split() if word.startswith("f_")]
    out = tmp_path / "out.png"
    saved = here("person", "file", answer["ref"], file, str(out), "--purpose", "2(1)b")
    assert (saved.code, out.read_bytes() == PNG, out.stat().st_mode & 0o777) == (0, True, 0o600)
    twice = here("person", "file", answer["ref"], file, str(out), "--purpose", "2(1)b")
    assert twice.code != 0
    assert out.read_bytes() == PNG
    assert here("ledger", "verify").code == 0


def test_what_is_refused_is_told_with_its_reasons(store: Store, here: Here) -> None:
    prepared(store.home)
    here("form", "add", "-", stdin=FORM)
    unknown = handed("s_" + "a" * 26)

    refused = here("form", "submit", "inquiry", "--format", "json", stdin=unknown)

    needs = json.loads(refused.out)["decision"]["needs"]
    assert (refused.code, {one["evidence"] for one in needs}) == (1, {"notice_record"})
    wrong = here("form", "submit", "inquiry", stdin=handed("s_x", fields={"email": "x"}))
    assert "name: missing, email: not-email" in wrong.err


def test_a_publication_says_which_forms_take_nothing_once_it_applies(
    store: Store, here: Here, tmp_path: Path
) -> None:
    prepared(store.home)
    here("form", "add", "-", stdin=FORM)
    version = (datetime.now(UTC).date() + timedelta(days=60)).isoformat()
    (tmp_path / "next.yaml").write_bytes(revised(version, WITHOUT))
    assert here("revision", "draft", str(tmp_path / "next.yaml")).code == 0

    ran = here("revision", "publish", version, "--approved", "approval:1")

    assert ran.code == 0, ran.err
    assert "the form inquiry@2026-11 takes nothing any more" in ran.err
    assert "inquiry_text" in ran.err
    assert "open" in here("form", "list").out  # until then, it does
