"""What each figure should reach."""

from dataclasses import dataclass

TIMES = ("_us", "_ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A bound of a figure: at most for times and sizes, at least for rates and ratios."""

    at_most: float | None = None
    at_least: float | None = None

    def is_met(self, value: float) -> bool:
        if self.at_most is not None:
            return value <= self.at_most
        return self.at_least is None or value >= self.at_least

    def __str__(self) -> str:
        return f"≤ {self.at_most:,.0f}" if self.at_most is not None else f"≥ {self.at_least:,.0f}"


TARGETS: dict[str, dict[str, Target]] = {
    "decide": {
        "decide_median_us": Target(at_most=2),
        "times_cedar": Target(at_least=30),
        "times_casbin": Target(at_least=100),
    },
    "columns": {"decide_many_per_s": Target(at_least=20e6)},
    "replay": {"replay_million_ms": Target(at_most=1_000)},
    "load": {
        "load_first_ms": Target(at_most=150),
        "cli_version_ms": Target(at_most=300),
        "cli_person_show_ms": Target(at_most=300),
    },
    "diff": {"difference_ms": Target(at_most=200)},
    "lint": {
        "cli_policy_lint_ms": Target(at_most=1_000),
        "prove_slowest_ms": Target(at_most=100),
    },
    "ledger": {
        "append_and_sequence_entries_per_s": Target(at_least=40_000),
        "inclusion_proof_us": Target(at_most=2_000),
    },
    "partners": {"partner_rows_per_s": Target(at_least=20_000)},
    "handing": {"handed_people_per_s": Target(at_least=1_000_000 / 180)},
    "systems": {
        "postgresql_trace_ms_p95": Target(at_most=100),
        "postgresql_erasures_per_hour": Target(at_least=1_000),
    },
    "rights": {"requests_per_hour": Target(at_least=1_000)},
    "pages": {"slowest_p95_ms": Target(at_most=100), "heaviest_kb": Target(at_most=60)},
    "screening": {
        "posts.f1_percent": Target(at_least=90),
        "posts_characters_per_s": Target(at_least=200_000),
    },
    "collector": {
        "batches.events_per_second": Target(at_least=10_000),
        "single.per_second": Target(at_least=1_500),
        "half_load_batches.p99_ms": Target(at_most=50),
        "half_load_single.p99_ms": Target(at_most=50),
    },
    "http": {
        "sqlite.audited_read.per_second": Target(at_least=2_200),
        "sqlite.create.per_second": Target(at_least=1_200),
        "sqlite.bulk_create.people_per_second": Target(at_least=6_000),
        "postgres.audited_read.per_second": Target(at_least=1_200),
        "postgres.create.per_second": Target(at_least=600),
        "sqlite.idle_memory_mb": Target(at_most=150),
        "sqlite.ready_seconds": Target(at_most=2),
    },
}
"""Every module that is run, in this order, with the figures that have a target."""


PLAIN_PYTHON = ("decide", "load", "diff", "lint")
"""Modules whose time is spent in Python itself, so that the fixed loop says how fast they run."""


def normalised(name: str, figure: str, value: float, factor: float) -> float | None:
    """Return what a core of the reference's speed would show, of times in plain Python."""
    is_python = name in PLAIN_PYTHON and not figure.startswith(("cedar", "cli"))
    return value * factor if is_python and figure.endswith(TIMES) else None
