"""What can be wrong with a tree and its documents.

IntegrityError
├── NoteMalformedError        a signed note is not in the format
├── NoteUnsignedError         a note carries no signature by the key it is checked with
├── SignatureInvalidError     a signature by that key does not hold
├── OriginMismatchError       a checkpoint belongs to another log
├── ProofInvalidError         an inclusion or consistency proof does not hold
├── ReceiptMalformedError     a receipt is not in the format
├── BundleMalformedError      a bundle of entries is not in the format
├── TileMissingError          a tile of the tree is missing or too short
├── TileAlteredError          a tile does not hash to what the tree above it says
├── EntryAlteredError         an entry does not hash to what the tree says
├── EntryMissingError         an entry that the tree counts is not there
├── CheckpointAlteredError    a published checkpoint does not have the root of this tree
└── CheckpointMissingError    nothing was published, or not what must have been
BadInputError
├── VerifierKeyError          a verifier key is not in the format
├── EntryTooLargeError        an entry does not fit into a bundle
└── PositionUnknownError      the tree has no such entry or size
"""

from mamoru.errors import BadInputError, IntegrityError


class NoteMalformedError(IntegrityError):
    """A signed note is not in the format of C2SP signed-note or tlog-checkpoint."""

    code = "note-malformed"
    ja = "署名付きノートの形式が正しくありません({reason})。"
    en = "The signed note is malformed ({reason})."


class NoteUnsignedError(IntegrityError):
    """A note carries no signature by the key that it is checked with."""

    code = "note-unsigned"
    ja = "{name} の鍵による署名がありません。"
    en = "There is no signature by the key of {name}."


class SignatureInvalidError(IntegrityError):
    """A signature by the known key does not hold."""

    code = "signature-invalid"
    ja = "{name} の署名が正しくありません。"
    en = "The signature by {name} does not hold."


class OriginMismatchError(IntegrityError):
    """A checkpoint belongs to another log than the one it is checked for."""

    code = "origin-mismatch"
    ja = "チェックポイントは {found} のもので、{expected} のものではありません。"
    en = "The checkpoint is of {found}, not of {expected}."


class ProofInvalidError(IntegrityError):
    """An inclusion or consistency proof does not hold."""

    code = "proof-invalid"
    ja = "証明が成り立ちません({reason})。"
    en = "The proof does not hold ({reason})."


class ReceiptMalformedError(IntegrityError):
    """A receipt is not in the format of C2SP tlog-proof."""

    code = "receipt-malformed"
    ja = "受領証の形式が正しくありません({reason})。"
    en = "The receipt is malformed ({reason})."


class BundleMalformedError(IntegrityError):
    """A bundle of entries is not in the format of C2SP tlog-tiles."""

    code = "bundle-malformed"
    ja = "エントリの束の形式が正しくありません({reason})。"
    en = "The entry bundle is malformed ({reason})."


class TileMissingError(IntegrityError):
    """A tile of the tree is missing or shorter than the tree needs."""

    code = "tile-missing"
    ja = "タイル {tile} がないか、足りません。"
    en = "Tile {tile} is missing or too short."


class TileAlteredError(IntegrityError):
    """A tile does not hash to what the tree above it says."""

    code = "tile-altered"
    ja = "タイル {tile} が改変されています。"
    en = "Tile {tile} was altered: it does not hash to what the tree above it says."


class EntryAlteredError(IntegrityError):
    """An entry does not hash to what the tree says."""

    code = "entry-altered"
    ja = "エントリ {entry} が改変されています。"
    en = "Entry {entry} was altered: it does not hash to what the tree says."


class EntryMissingError(IntegrityError):
    """An entry that the tree counts is not there."""

    code = "entry-missing"
    ja = "エントリ {entry} がありません。"
    en = "Entry {entry} is missing."


class CheckpointAlteredError(IntegrityError):
    """A published checkpoint does not have the root of this tree: history was changed."""

    code = "checkpoint-altered"
    ja = "サイズ {size} のチェックポイントが、この記録と一致しません。"
    en = "The checkpoint of size {size} does not match this tree."


class CheckpointMissingError(IntegrityError):
    """Nothing was published yet, or a checkpoint that must exist is not there."""

    code = "checkpoint-missing"
    ja = "チェックポイント {size} がありません。"
    en = "Checkpoint {size} is missing."


class VerifierKeyError(BadInputError):
    """A verifier key is not in note format, or not an Ed25519 key."""

    code = "verifier-key"
    ja = "検証鍵の形式が正しくありません。"
    en = "The verifier key is not an Ed25519 key in note format (name+id+key)."


class EntryTooLargeError(BadInputError):
    """An entry does not fit into a bundle, whose lengths have 16 bits."""

    code = "entry-too-large"
    ja = "エントリが大きすぎます({size} バイト、上限 {limit})。"
    en = "The entry is too large ({size} bytes, at most {limit})."


class PositionUnknownError(BadInputError):
    """The tree has no such entry, or never had this size."""

    code = "position-unknown"
    ja = "記録の大きさは {size} で、位置 {position} はありません。"
    en = "The log has {size} entries; there is no position {position}."
