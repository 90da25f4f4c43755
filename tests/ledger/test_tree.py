from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]  # it has no types
from tests.ledger.logs import tree_of

from mamoru.ledger.tree.bundles import pack, unpack
from mamoru.ledger.tree.errors import (
    BundleMalformedError,
    EntryTooLargeError,
    PositionUnknownError,
    ProofInvalidError,
)
from mamoru.ledger.tree.hashing import EMPTY, leaf_hash, split, tree_root
from mamoru.ledger.tree.proofs import verify_consistency, verify_inclusion
from mamoru.ledger.tree.tiles import number_path, resource_path, tile_count, tile_width

# The vectors that the reference implementation of RFC 6962 is tested with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
ENTRIES = [b"entry %d" % number for number in range(1200)]
sizes = st.one_of(
    st.integers(1, len(ENTRIES)), st.sampled_from([1, 2, 255, 256, 257, 511, 512, 513, 1024])
)


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_rfc_6962(size: int) -> None:
    assert tree_of(LEAVES[:size]).root().hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_root_of_rfc_6962() -> None:
    assert tree_of([]).root() == EMPTY
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(size=sizes, steps=st.lists(st.integers(1, len(ENTRIES)), max_size=5))
def test_a_tree_has_the_defined_root_however_it_grew(size: int, steps: list[int]) -> None:
    grown = tree_of(ENTRIES[:size], sorted(step for step in steps if step < size))

    assert grown.root() == tree_root([leaf_hash(entry) for entry in ENTRIES[:size]])


@pytest.mark.parametrize("size", [1, 7, 256, 300])
def test_pymerkle_computes_the_same_roots_and_paths(size: int) -> None:
    other = InmemoryTree(algorithm="sha256")
    for entry in ENTRIES[:size]:
        other.append_entry(entry)
    tree = tree_of(ENTRIES[:size])

    assert tree.root() == other.get_root()
    for index in {0, size // 2, size - 1}:
        theirs = other.prove_inclusion(index + 1)  # it counts from one; its path begins at the leaf
        assert [leaf_hash(ENTRIES[index]), *tree.inclusion(index)] == theirs.path


@given(size=sizes, data=st.data())
def test_an_inclusion_proof_leads_from_every_entry_to_the_root(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree = tree_of(ENTRIES[:size])

    verify_inclusion(leaf_hash(ENTRIES[index]), index, size, tree.inclusion(index), tree.root())


@given(size=sizes, data=st.data())
def test_an_inclusion_proof_holds_for_nothing_else(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda at: at != index) | st.none())
    tree = tree_of(ENTRIES[:size])
    proof, leaf = tree.inclusion(index), leaf_hash(ENTRIES[index])
    wrong = [(leaf_hash(b"other"), index, size, proof), (leaf, index, size, [*proof, EMPTY])]
    if proof:
        wrong += [(leaf, index, size, proof[:-1]), (leaf, index, size, [EMPTY, *proof[1:]])]
    if other is not None:
        wrong += [(leaf, other, size, proof)]

    for one, at, of, hashes in [*wrong, (leaf, size, size, proof), (leaf, -1, size, proof)]:
        with pytest.raises(ProofInvalidError):
            verify_inclusion(one, at, of, hashes, tree.root())


@given(both=st.tuples(st.integers(0, 600), st.integers(0, 600)).map(sorted))
def test_a_consistency_proof_leads_to_both_roots(both: list[int]) -> None:
    old, size = both
    before, tree = tree_of(ENTRIES[:old]).root(), tree_of(ENTRIES[:size])

    verify_consistency(old, before, size, tree.root(), tree.consistency(old))


@given(both=st.lists(st.integers(1, 600), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_consistency_proof_holds_for_no_other_history(both: list[int]) -> None:
    old, size = both
    tree = tree_of(ENTRIES[:size])
    forged = tree_of([b"forged", *ENTRIES[1:old]]).root()
    proof = tree.consistency(old)

    for before, hashes in [(forged, proof), (tree_of(ENTRIES[:old]).root(), proof[:-1])]:
        with pytest.raises(ProofInvalidError):
            verify_consistency(old, before, size, tree.root(), hashes)


def test_a_proof_too_short_for_the_size_is_refused_even_if_it_leads_to_the_root() -> None:
    leaf = leaf_hash(b"entry")

    with pytest.raises(ProofInvalidError):
        verify_inclusion(leaf, 0, 2, [], leaf)
    with pytest.raises(ProofInvalidError):
        verify_inclusion(leaf, 0, 1, [EMPTY], leaf)


def test_the_trivial_consistency_proofs_are_checked_too() -> None:
    root = tree_of(ENTRIES[:3]).root()

    for old, before, proof in [(0, root, []), (3, EMPTY, []), (0, EMPTY, [EMPTY]), (4, root, [])]:
        with pytest.raises(ProofInvalidError):
            verify_consistency(old, before, 3, root, proof)


def test_the_example_of_the_specification_has_its_proofs() -> None:
    # c2sp.org/merkle-tree, example of seven entries
    leaves = [leaf_hash(entry) for entry in ENTRIES[:7]]
    tree = tree_of(ENTRIES[:7])
    h, i, j = (tree_root(leaves[at : at + 2]) for at in (0, 2, 4))
    k, last = tree_root(leaves[:4]), tree_root(leaves[4:])

    assert tree.inclusion(3) == [leaves[2], h, last]
    assert tree.inclusion(6) == [j, k]
    assert tree.consistency(3) == [leaves[2], leaves[3], h, last]
    assert tree.consistency(6) == [j, leaves[6], k]
    assert i in tree.inclusion(0)


def test_there_is_no_proof_beyond_the_tree() -> None:
    tree = tree_of(ENTRIES[:5])

    for index in (-1, 5):
        with pytest.raises(PositionUnknownError):
            tree.inclusion(index)
    with pytest.raises(PositionUnknownError):
        tree.consistency(6)


def test_tiles_of_a_size_are_those_of_the_specification() -> None:
    # c2sp.org/tlog-tiles, example of 70,000 entries
    assert [tile_count(70_000, level) for level in range(4)] == [274, 2, 1, 0]
    assert [tile_width(70_000, *key) for key in ((0, 273), (1, 1), (2, 0))] == [112, 17, 1]
    assert [tile_width(256, *key) for key in ((0, 0), (1, 0))] == [256, 1]


def test_paths_are_those_of_the_specification() -> None:
    assert number_path(1_234_067) == "x001/x234/067"
    assert resource_path("entries", 7) == "tile/entries/007"
    assert resource_path(1, 1000, 17) == "tile/1/x001/000.p/17"


@given(st.lists(st.binary(max_size=300)))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert unpack(pack(entries)) == entries


def test_a_bundle_cut_short_is_refused() -> None:
    bundle = pack([b"first", b"second"])

    whole = {0, len(b"first") + 2}
    for end in set(range(len(bundle))) - whole:
        with pytest.raises(BundleMalformedError):
            unpack(bundle[:end])


def test_an_entry_of_more_than_65535_bytes_is_refused() -> None:
    with pytest.raises(EntryTooLargeError):
        pack([bytes(65536)])
    assert pack([bytes(65535)])[:2] == b"\xff\xff"


def test_hashes_in_a_row_are_split_in_order() -> None:
    row = b"".join(leaf_hash(entry) for entry in ENTRIES[:4])

    assert all(a != b for a, b in pairwise(split(row)))
    assert b"".join(split(row)) == row
