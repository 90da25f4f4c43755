"""Services that hand people over are registered, listed and ended at the command line."""

import json
from pathlib import Path

from tests.cli.running import mamoru
from tests.portal.handing import SHOP, Key

CLUB = "https://club.example.jp/in"


def listed(home: Path) -> list[tuple[str, str, bool]]:
    told = json.loads(mamoru("portal", "list", "--format", "json", home=home).stdout)
    assert all(one["trusted_at"] for one in told)
    return [(one["name"], one["address"], one["distrusted_at"] is not None) for one in told]


def test_services_are_listed_with_where_they_are_and_whether_they_still_count(
    tmp_path: Path,
) -> None:
    home, key = tmp_path / "home", tmp_path / "key.pem"
    key.write_bytes(Key().public)
    for name, address in (("shop", SHOP), ("club", CLUB)):
        done = mamoru("portal", "trust", name, "--key", str(key), "--address", address, home=home)
        assert done.returncode == 0, done.stderr
    assert listed(home) == [("club", CLUB, False), ("shop", SHOP, False)]

    mamoru("portal", "distrust", "club", home=home)

    assert listed(home) == [("club", CLUB, True), ("shop", SHOP, False)]
    lines = mamoru("portal", "list", home=home).stdout.splitlines()
    assert [one.split()[0] for one in lines] == ["name", "-" * len(lines[1]), "club", "shop"]
    assert [one.split()[-1] for one in lines[2:]] == [CLUB, SHOP]
    assert lines[3].split()[1] == "-"


def test_where_nothing_is_installed_the_list_says_so_and_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"

    done = mamoru("portal", "list", home=home)

    assert (done.returncode != 0, done.stdout) == (True, "")
    assert "mamoru" in done.stderr.lower()
    assert not home.exists()
