"""What ships in the package is what the sources say, and small."""

import gzip
from pathlib import Path

import pytest
from tests.tag.node import ROOT, TAG, installed, run

SHIPPED = ROOT / "src" / "mamoru" / "tag" / "static" / "mamoru.js"
MOST_BYTES = 6000


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    if wrong := installed():
        pytest.skip(wrong)


def test_what_ships_is_built_from_the_sources_byte_for_byte(tmp_path: Path) -> None:
    done = run("build.mjs", tmp_path / "built.js")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "built.js").read_bytes() == SHIPPED.read_bytes()


def test_the_script_with_its_banner_is_at_most_6_kilobytes_on_the_wire() -> None:
    assert len(gzip.compress(SHIPPED.read_bytes(), compresslevel=9)) <= MOST_BYTES


def test_the_types_hold() -> None:
    done = run(TAG / "node_modules" / ".bin" / "tsc", "-p", ".")

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("forbidden", ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval("])
def test_nothing_is_made_from_markup_or_from_text_that_runs(forbidden: str) -> None:
    assert forbidden not in SHIPPED.read_text()


def test_no_style_or_handler_stands_in_an_attribute() -> None:
    sources = "".join(path.read_text() for path in (TAG / "src").glob("*.ts"))

    assert 'setAttribute("style' not in sources
    assert 'setAttribute("on' not in sources
