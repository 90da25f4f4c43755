"""The Merkle tree and its documents, pure: no Django, no input or output.

Hashing and proofs follow RFC 6962 and RFC 9162; tiles, notes, checkpoints and receipts follow the
C2SP specifications tlog-tiles, signed-note, tlog-checkpoint and tlog-proof. Whatever checks raises
when the thing does not hold, and never answers False.
"""
