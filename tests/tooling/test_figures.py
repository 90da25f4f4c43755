"""The figures in the READMEs are those of the benchmarks, missed targets included."""

from typing import Any

import pytest
from bench.targets import TARGETS
from tools.figures import NAMES, READMES, filled, table

from mamoru.errors import Language


def report(value: float | None = 1.0, *, is_met: bool = True) -> dict[str, Any]:
    figure = {"value": value, "target": "≥ 2", "is_met": is_met}
    return {
        "machine": {"at": "2026-11-23T00:00:00", "processor": "P", "cores": 2, "python": "3.11"},
        "results": {
            module: {"figures": dict.fromkeys(targets, figure)}
            for module, targets in TARGETS.items()
        },
    }


def test_every_figure_with_a_target_has_a_name_and_no_other() -> None:
    assert {name for targets in TARGETS.values() for name in targets} == NAMES.keys()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_both_readmes_have_a_place_for_every_figure(language: Language) -> None:
    page = READMES[language].read_text(encoding="utf-8")

    written = filled(page, table(report(), language))

    assert written.count("| 1 | ≥ 2 |") == len(NAMES)
    assert filled(written, table(report(), language)) == written


def test_a_missed_target_is_shown_as_missed() -> None:
    assert "| 1 | ≥ 2 | no |" in table(report(is_met=False), "en")


def test_a_figure_that_was_not_measured_is_shown_as_not_measured() -> None:
    assert "| – | ≥ 2 | no |" in table(report(None, is_met=False), "en")


def test_a_report_without_a_benchmark_is_refused() -> None:
    partial = report()
    del partial["results"]["ledger"]

    with pytest.raises(KeyError, match="ledger"):
        table(partial, "en")


def test_a_page_without_a_place_is_refused() -> None:
    with pytest.raises(SystemExit, match="missing"):
        filled("# Mamoru", "figures")
