"""Copies the word vectors of ja-ginza 5.3.0 (Megagon Labs, MIT) into a file that numpy reads.

pip install ja-ginza==5.3.0 numpy    (somewhere else: it wants an older SudachiPy than Mamoru)
python training/vectors.py vectors.npz
"""

import sys

import numpy as np


def main(target: str) -> None:
    """Write the words and, for each, the number of its vector; rare words share one."""
    import spacy

    vocabulary = spacy.load("ja_ginza", exclude=["parser", "ner", "morphologizer"]).vocab
    rows = vocabulary.vectors.key2row
    np.savez_compressed(
        target,
        words=np.array([vocabulary.strings[key] for key in rows]),
        rows=np.array(list(rows.values())),
        vectors=vocabulary.vectors.data.astype(np.float32),
    )


if __name__ == "__main__":
    main(sys.argv[1])
