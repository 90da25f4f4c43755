"""Officers are registered at the command line, by whoever runs Mamoru."""

import json
from pathlib import Path

from tests.cli.running import mamoru

from mamoru.cli import officer_commands
from mamoru.faces import roles


def test_an_officer_is_registered_listed_given_roles_and_ended(tmp_path: Path) -> None:
    home = tmp_path / "home"
    url = {"MAMORU_URL": "https://privacy.example.jp"}
    mamoru("client", "add", "shop", "--scope", "decide", home=home)

    added = mamoru("officer", "add", "officer-1", "--role", "desk", home=home, variables=url)
    again = mamoru("officer", "again", "officer-1", home=home)
    given = mamoru("officer", "roles", "officer-1", "--role", "auditor", home=home)
    ended = mamoru("officer", "end", "officer-1", home=home)
    listed = json.loads(mamoru("officer", "list", "--format", "json", home=home).stdout)

    assert added.stdout.startswith("https://privacy.example.jp/account/password/key/"), added.stderr
    assert "works once" in added.stderr
    assert again.stdout.startswith("/account/password/key/")
    assert again.stdout.split("/key/")[1] != added.stdout.split("/key/")[1]
    assert (given.returncode, ended.returncode) == (0, 0)
    assert [(one["name"], one["roles"], one["is_active"]) for one in listed] == [
        ("officer-1", ["auditor"], False)
    ]
    assert listed[0]["handle"].startswith("officer-")
    assert listed[0]["handle"] != "officer-1"


def test_what_is_no_role_or_no_officer_is_said_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    mamoru("client", "add", "shop", "--scope", "decide", home=home)

    wrong = mamoru("officer", "add", "officer-1", "--role", "owner", home=home)
    nobody = mamoru("officer", "end", "officer-1", home=home)

    assert "officer, reviewer, desk, auditor, engineer" in wrong.stderr
    assert "No officer of that name" in nobody.stderr
    assert (wrong.returncode, nobody.returncode) != (0, 0)


def test_the_help_names_every_role() -> None:
    assert ", ".join(roles.ROLES) == officer_commands.ROLES
