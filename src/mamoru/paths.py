"""Where this installation keeps its files."""

import os
from pathlib import Path


def home() -> Path:
    """Return the directory of database, keys and signing state (`MAMORU_HOME`)."""
    return Path(os.environ.get("MAMORU_HOME", "mamoru-home")).resolve()
