"""Files that wait on disk, sealed block by block: readable with their key only, and then gone."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mamoru.crypto.envelope import OVERHEAD, new_key
from mamoru.crypto.errors import UnreadableCiphertextError
from mamoru.gate.staging import BLOCK, StagedFile, destroy_staged, new_staging_key, write_staged
from mamoru.vault.keyfile import KeyDirectory

CONTENT = bytes(range(256)) * (BLOCK * 5 // 512)
"""Two and a half blocks."""


def staged(folder: Path, content: bytes = CONTENT, key: bytes | None = None) -> tuple[Path, bytes]:
    path, key = folder / "file", key or new_key()
    parts = (content[at : at + 100_000] for at in range(0, len(content), 100_000))
    assert write_staged(path, "d-1", key, parts) == len(content)
    return path, key


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_what_is_staged_is_read_as_it_was(tmp_path: Path, size: int) -> None:
    content = (CONTENT * 2)[:size]
    path, key = staged(tmp_path, content)

    with io.BufferedReader(StagedFile(path, "d-1", key)) as file:
        assert file.read() == content
    assert path.stat().st_mode & 0o077 == 0
    assert size < 40 or content[:40] not in path.read_bytes()  # one byte is there by chance


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(places=st.lists(st.integers(0, len(CONTENT) + 10), min_size=1, max_size=5))
def test_it_is_read_from_any_place(tmp_path: Path, places: list[int]) -> None:
    path, key = staged(tmp_path)

    with io.BufferedReader(StagedFile(path, "d-1", key)) as file:
        for at in places:
            file.seek(at)
            assert file.read(50) == CONTENT[at : at + 50]


@pytest.mark.parametrize("change", ["flip", "cut", "cut at a block", "swap", "lengthen"])
def test_a_staged_file_that_was_changed_is_not_read(tmp_path: Path, change: str) -> None:
    path, key = staged(tmp_path)
    raw, sealed = path.read_bytes(), BLOCK + OVERHEAD
    path.write_bytes(
        {
            "flip": raw[:-1] + bytes([raw[-1] ^ 1]),
            "cut": raw[:-100],
            "cut at a block": raw[: 2 * sealed],
            "swap": raw[sealed : 2 * sealed] + raw[:sealed] + raw[2 * sealed :],
            "lengthen": raw + raw[:sealed],
        }[change]
    )

    with (
        pytest.raises(UnreadableCiphertextError),
        io.BufferedReader(StagedFile(path, "d-1", key)) as file,
    ):
        file.read()


def test_neither_another_key_nor_another_name_opens_it(tmp_path: Path) -> None:
    path, key = staged(tmp_path)

    for name, other in (("d-2", key), ("d-1", new_key())):
        with pytest.raises(UnreadableCiphertextError):
            StagedFile(path, name, other).read(1)


def test_destroying_it_destroys_its_key_and_may_be_done_again(tmp_path: Path) -> None:
    provider = KeyDirectory(tmp_path / "keys")
    made = new_staging_key(provider)
    path, _ = staged(tmp_path, key=made.key)
    assert provider.unwrap(made.kek_id, made.wrapped) == made.key

    done = [destroy_staged(provider, made.kek_id, path) for _ in range(2)]

    assert done == [True, True]
    assert not path.exists()
    assert made.kek_id not in sorted(provider.keys())
