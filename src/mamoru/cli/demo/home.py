"""The home of the demonstration: its own, empty at the start, left to be looked at."""

import os
import shutil
from pathlib import Path

from mamoru.cli.errors import StrangeDirectoryError
from mamoru.paths import home, make_closed

MARKER = "made-by-mamoru-demo"
DEFAULT = Path("mamoru-home", "demo")


def settle_in() -> Path:
    """Make an empty home, let everything in this process use it, and return it.

    An existing directory is deleted only if the demonstration made it, which its marker says. The
    database is the embedded one and the policy the reference policy, whatever the environment
    names: nothing else is ever touched. Raises `StrangeDirectoryError`.
    """
    directory = home() if os.environ.get("MAMORU_HOME") else DEFAULT.resolve()
    _empty(directory)
    os.environ["MAMORU_HOME"] = str(directory)
    for name in ("MAMORU_DATABASE", "MAMORU_POLICY", "MAMORU_ORIGIN"):
        os.environ.pop(name, None)
    return directory


def _empty(directory: Path) -> None:
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise StrangeDirectoryError(path=str(directory))
    if directory.exists() and any(directory.iterdir()):
        if not (directory / MARKER).is_file():
            raise StrangeDirectoryError(path=str(directory))
        shutil.rmtree(directory)
    if directory.exists():
        directory.chmod(0o700)
    make_closed(directory)
    (directory / MARKER).touch()
