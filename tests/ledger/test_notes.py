import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.ledger.logs import tree_of

from mamoru.ledger.tree.checkpoints import Checkpoint, open_checkpoint
from mamoru.ledger.tree.errors import (
    NoteMalformedError,
    NoteUnsignedError,
    OriginMismatchError,
    ProofInvalidError,
    ReceiptMalformedError,
    SignatureInvalidError,
    VerifierKeyError,
)
from mamoru.ledger.tree.hashing import EMPTY
from mamoru.ledger.tree.notes import Signer, Verifier, encode
from mamoru.ledger.tree.receipts import Receipt, check_receipt, parse_receipt

# The example key and note in the documentation of golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = (
    f"{GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNX"
    "gKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ORIGIN = "log.example.com/ledger"
SIGNER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
ENTRIES = [b"entry %d" % number for number in range(300)]


def test_a_note_signed_with_gos_package_opens() -> None:
    assert Verifier.parse(GO_KEY).open(GO_NOTE) == GO_TEXT


def test_a_verifier_key_is_written_as_it_was_read() -> None:
    assert Verifier.parse(GO_KEY).vkey == GO_KEY


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("PeterNeumann", "Peter"),
        GO_KEY[:-4],
        GO_KEY.replace("+AR", "+BR"),
        GO_KEY + "=",
    ],
)
def test_a_verifier_key_that_is_not_one_is_refused(vkey: str) -> None:
    with pytest.raises(VerifierKeyError):
        Verifier.parse(vkey)


def test_a_changed_text_has_no_valid_signature() -> None:
    with pytest.raises(SignatureInvalidError):
        Verifier.parse(GO_KEY).open(GO_NOTE.replace("answer", "Answer"))


def test_a_signature_by_a_witness_beside_the_logs_own_does_not_disturb() -> None:
    note = SIGNER.sign("text\n") + f"— witness.example {encode(bytes(76))}\n"

    assert SIGNER.verifier.open(note) == "text\n"


def test_a_note_signed_by_somebody_else_of_that_name_is_unsigned() -> None:
    with pytest.raises(NoteUnsignedError):
        SIGNER.verifier.open(OTHER.sign("text\n"))


@pytest.mark.parametrize(
    "note",
    ["", "text\n", "text\n\n", "text\n\n— name\n", "te\txt\n\n— name AAAAAAA=\n", GO_NOTE[:-1]],
)
def test_a_note_out_of_form_is_refused(note: str) -> None:
    with pytest.raises(NoteMalformedError):
        SIGNER.verifier.open(note)


def test_only_whole_lines_without_control_characters_are_signed() -> None:
    for text in ("no newline", "tab\t\n"):
        with pytest.raises(NoteMalformedError):
            SIGNER.sign(text)


def test_a_checkpoint_opens_as_it_was_signed() -> None:
    checkpoint = Checkpoint(ORIGIN, 20_852_163, EMPTY)

    assert open_checkpoint(checkpoint.signed(SIGNER), SIGNER.verifier) == checkpoint


def test_a_checkpoint_of_another_log_is_refused_even_if_signed() -> None:
    note = Checkpoint("log.example.com/other", 1, EMPTY).signed(SIGNER)

    with pytest.raises(OriginMismatchError):
        open_checkpoint(note, SIGNER.verifier)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n1\n",
        f"{ORIGIN}\n01\n{encode(EMPTY)}\n",
        f"{ORIGIN}\n-1\n{encode(EMPTY)}\n",
        f"{ORIGIN}\n1\n{encode(EMPTY[:31])}\n",
        f"{ORIGIN}\n1\n{encode(EMPTY)[:-1]}\n",
        f"{ORIGIN}\n1\n{encode(EMPTY)}\n\nmore\n",
    ],
)
def test_a_checkpoint_out_of_form_is_refused(text: str) -> None:
    with pytest.raises(NoteMalformedError):
        open_checkpoint(SIGNER.sign(text), SIGNER.verifier)


def receipt_of(index: int) -> Receipt:
    tree = tree_of(ENTRIES)
    note = Checkpoint(ORIGIN, tree.size, tree.root()).signed(SIGNER)
    return Receipt(index, tuple(tree.inclusion(index)), note)


def test_a_receipt_holds_for_its_entry_offline() -> None:
    checkpoint = check_receipt(str(receipt_of(123)), ENTRIES[123], SIGNER.verifier.vkey)

    assert checkpoint.size == 300


def test_a_receipt_holds_for_no_other_entry() -> None:
    with pytest.raises(ProofInvalidError):
        check_receipt(str(receipt_of(123)), ENTRIES[124], SIGNER.verifier.vkey)


def test_a_receipt_of_a_one_entry_log_has_no_hashes() -> None:
    tree = tree_of(ENTRIES[:1])
    note = Checkpoint(ORIGIN, 1, tree.root()).signed(SIGNER)
    text = str(Receipt(0, (), note))

    assert text.startswith("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example.com")
    assert check_receipt(text, ENTRIES[0], SIGNER.verifier.vkey).size == 1


def test_a_receipt_is_read_as_it_was_written_and_extra_data_is_passed_over() -> None:
    receipt = receipt_of(299)
    with_extra = str(receipt).replace("\nindex", "\nextra AAAA\nindex", 1)

    assert parse_receipt(str(receipt)) == parse_receipt(with_extra) == receipt


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@v1", "@v2"),
        ("index 123", "index 0123"),
        ("index 123", "place 123"),
        ("index 123\n", "index 123\nnot a hash\n"),
        ("\n\n", "\n"),
    ],
)
def test_a_receipt_out_of_form_is_refused(old: str, new: str) -> None:
    text = str(receipt_of(123)).replace(old, new)

    with pytest.raises(ReceiptMalformedError):
        check_receipt(text, ENTRIES[123], SIGNER.verifier.vkey)
