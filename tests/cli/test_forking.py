"""A forked command is the command: what it prints, how it ends, and what it leaves behind."""

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.forking import forked
from tests.cli.running import alone, environment

JSON = ("--format", "json")


@pytest.mark.parametrize(
    "command",
    [
        ("--version",), ("ledger", "verify"), ("party", "list", "--format", "json"),
        ("person", "show", "nobody", "--purpose", "2(1)a"), ("no-such-command",),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize(
    "more",
    [
        {}, {"MAMORU_LANGUAGE": "ja"}, {"MAMORU_DATABASE": "nonsense"},
        {"MAMORU_HOME": "/nowhere"}, {"MAMORU_ORIGIN": "elsewhere.example/ledger"},
    ],
    ids=lambda more: next(iter(more), "plain"),
)  # fmt: skip
def test_it_prints_and_ends_as_one_that_was_started_alone(
    home: Path, tmp_path: Path, command: tuple[str, ...], more: dict[str, str]
) -> None:
    found = []
    for number, run in enumerate((alone, forked)):
        own = tmp_path / str(number) / "home"
        shutil.copytree(home, own)
        told = environment(own) | more
        done = run(command, stdin=b"", environment=told, cwd=own.parent, timeout=60)
        found.append((done.returncode, *(_plain(one, own) for one in (done.stdout, done.stderr))))

    assert found[0] == found[1]


def test_it_reads_what_it_is_given_and_writes_into_its_own_home(home: Path) -> None:
    add = ("person", "add", "--from", "person", "--ground", "notice_shown=notice:1")
    given = json.dumps({"whose": "individual", "items": {"name": "見本"}}).encode()
    own = environment(home)

    done = forked((*add, *JSON), stdin=given, environment=own, cwd=None, timeout=60)

    assert done.returncode == 0, done.stderr
    ref = json.loads(done.stdout)["people"][0]["ref"]
    show = ("person", "show", ref, "--purpose", "2(1)a", "--item", "name", *JSON)
    looked = alone(show, stdin=b"", environment=own, cwd=None, timeout=60)
    assert [one["value"] for one in json.loads(looked.stdout)["values"]] == ["見本"]


def test_commands_of_two_homes_do_not_mix(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"

    first = forked(
        ("ledger", "verify"), stdin=b"", environment=environment(home), cwd=None, timeout=60
    )
    second = forked(
        ("ledger", "verify"), stdin=b"", environment=environment(other), cwd=None, timeout=60
    )

    assert first.returncode == 0, first.stderr
    assert second.returncode == 3
    assert str(other).encode() in second.stderr


def _plain(text: bytes, home: Path) -> bytes:
    return text.replace(str(home).encode(), b"HOME")
