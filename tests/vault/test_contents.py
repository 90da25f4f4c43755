"""Contents on disk: whole or not at all, whatever happens while they are written."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mamoru.crypto.errors import UnreadableCiphertextError
from mamoru.vault.contents import Contents
from mamoru.vault.errors import ContentAbsentError, ContentsFullError, ContentsUnwritableError

MIB = 1024 * 1024


def nobody(_: object) -> set[str]:
    return set()


def files(directory: Path) -> list[Path]:
    return [one for one in directory.rglob("f_*") if one.is_file()]


def kept(contents: Contents, content: bytes) -> tuple[str, bytes]:
    with contents.arriving([content]) as arrived:
        return arrived.name, arrived.key


def test_a_content_opens_with_its_key_and_no_other(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")
    name, key = kept(contents, b"content" * 100_000)
    other, other_key = kept(contents, b"other")

    assert b"".join(contents.opened(name, key)) == b"content" * 100_000
    for wrong, wrong_key in ((name, other_key), (other, key)):
        with pytest.raises(UnreadableCiphertextError):
            b"".join(contents.opened(wrong, wrong_key))


def test_a_content_put_under_another_name_does_not_open(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")
    name, key = kept(contents, b"content")
    other, _ = kept(contents, b"other")
    paths = {one.name: one for one in files(tmp_path / "files")}

    paths[name].replace(paths[other])

    with pytest.raises(UnreadableCiphertextError):
        b"".join(contents.opened(other, key))


@pytest.mark.parametrize("name", ["", "f_", "../../etc/passwd", "f_" + "g" * 32, "f_" + "0" * 32])
def test_a_name_that_is_none_leads_nowhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentAbsentError):
        Contents(tmp_path / "files").opened(name, bytes(32))


def test_removing_reads_back_that_it_is_gone(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")
    name, key = kept(contents, b"content")

    assert contents.remove([name]) == 0
    assert contents.remove([name]) == 0
    with pytest.raises(ContentAbsentError):
        contents.opened(name, key)


def test_what_cannot_be_removed_is_counted(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")
    name, _ = kept(contents, b"content")
    [path] = files(tmp_path / "files")
    path.unlink()
    path.mkdir()  # which no unlink removes, not even root's

    assert contents.remove([name]) == 1


def test_a_sweep_removes_what_has_no_row_and_what_was_left_unfinished(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")
    owned, _ = kept(contents, b"owned")
    kept(contents, b"orphan")
    (tmp_path / "files" / "arriving" / ("f_" + "0" * 32)).write_bytes(b"left by a kill")

    assert contents.sweep(lambda names: set(names) & {owned}) == 2
    assert [one.name for one in files(tmp_path / "files")] == [owned]


def test_a_sweep_in_another_process_leaves_what_is_arriving(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")

    with contents.arriving([b"content"]) as arrived:
        assert Contents(tmp_path / "files").sweep(nobody) == 0
        assert [one.name for one in files(tmp_path / "files")] == [arrived.name]
    assert contents.sweep(nobody) == 1


def test_what_goes_wrong_while_it_comes_leaves_nothing(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")

    def broken() -> Iterator[bytes]:
        yield bytes(MIB)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError), contents.arriving(broken()):
        pytest.fail("it has not arrived")
    with pytest.raises(ZeroDivisionError), contents.arriving([b"content"]):
        raise ZeroDivisionError
    assert files(tmp_path / "files") == []


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """Give a file system of `size` bytes, where this machine lets us make one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system of a given size can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_and_nothing_else_is_lost(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2 * MIB) as disk:
        contents = Contents(disk / "files")
        name, key = kept(contents, b"kept before")

        with pytest.raises(ContentsFullError), contents.arriving([bytes(MIB)] * 4):
            pytest.fail("it has not arrived")

        assert [one.name for one in files(disk / "files")] == [name]
        assert b"".join(contents.opened(name, key)) == b"kept before"
        assert kept(contents, bytes(MIB))


def test_a_file_larger_than_the_process_may_write_is_said_as_well(tmp_path: Path) -> None:
    program = (
        "import resource, sys, signal\n"
        "from pathlib import Path\n"
        "from mamoru.vault.contents import Contents\n"
        "from mamoru.vault.errors import ContentsFullError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "contents = Contents(Path(sys.argv[1]))\n"
        "try:\n"
        "    with contents.arriving([bytes(1 << 20)] * 2): sys.exit(1)\n"
        "except ContentsFullError: sys.exit(0 if not list(Path(sys.argv[1]).rglob('f_*')) else 2)\n"
    )
    done = subprocess.run(
        [__import__("sys").executable, "-c", program, str(tmp_path / "files")],
        env={**os.environ, "MAMORU_HOME": str(tmp_path)}, check=False,
    )  # fmt: skip

    assert done.returncode == 0


def test_a_directory_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir(mode=0o700)
    (tmp_path / "files" / "arriving").write_text("no directory")

    with pytest.raises(ContentsUnwritableError), Contents(tmp_path / "files").arriving([b"x"]):
        pytest.fail("it has not arrived")


def test_a_sweep_costs_little_for_many_files(tmp_path: Path) -> None:
    contents = Contents(tmp_path / "files")
    names = {kept(contents, b"x")[0] for _ in range(250)}
    began = time.perf_counter()

    assert contents.sweep(lambda asked: names & set(asked)) == 0
    assert time.perf_counter() - began < 5
