"""Runs every benchmark, prints a table, and writes all figures to `bench/results/latest.json`.

python -m bench [module …]    (only the modules named, and nothing is written)

Each module is a process of its own that prints one JSON object. Targets are held against the
figures as measured; beside them stands what a core of the reference's speed would show (see
`bench.clock`). Ends with 1 if a module failed, not if a target was missed.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.clock import REFERENCE_NS, loop_ns
from bench.targets import TARGETS, normalised

RESULTS = Path(__file__).parent / "results" / "latest.json"
TIMEOUT = 900
"""Seconds for one module."""
COMPARED = ("cedarpy", "pycasbin", "numpy", "msgspec")
Result = dict[str, Any]


def main(names: list[str]) -> int:
    """Run the modules named, or all; return the exit code."""
    results = {name: run(name) for name in names or TARGETS if find_spec(f"bench.{name}")}
    if not names:
        report = {"machine": machine(), "results": results}
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    held = [one["is_met"] for one in _figures(results) if "is_met" in one]
    print(f"\ntargets met: {sum(held)} of {len(held)}")
    return 1 if any("error" in result for result in results.values()) else 0


def _figures(results: dict[str, Result]) -> Iterator[Result]:
    for result in results.values():
        yield from result.get("figures", {}).values()


def machine() -> Result:
    """Return what the figures were measured on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "versions": {name: version(name) for name in COMPARED},
        "reference_loop_ns": REFERENCE_NS,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((one.split(":")[1].strip() for one in lines if "model name" in one), "unknown")


def run(name: str) -> Result:
    """Run one module and print its figures as they come."""
    began, before = perf_counter(), loop_ns()
    print(f"\n{name}", flush=True)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", f"bench.{name}"],
            check=True,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )
        figures = flat(json.loads(ended.stdout))
    except (subprocess.SubprocessError, ValueError) as error:
        said = str(getattr(error, "stderr", "") or "").strip()
        print(f"  failed: {error}\n{said}")
        return {"error": type(error).__name__}
    loop = figures.pop("loop_ns", None) or (before + loop_ns()) / 2
    wanted = dict.fromkeys(TARGETS[name])  # a figure that is missing misses its target
    judged = {
        figure: judge(name, figure, one, loop) for figure, one in {**wanted, **figures}.items()
    }
    for figure, one in judged.items():
        print(line(figure, one))
    took = perf_counter() - began
    print(f"  ({took:.0f} s; loop {loop:.1f} ns, reference {REFERENCE_NS:.0f} ns)", flush=True)
    return {"figures": judged, "loop_ns": round(loop, 2), "seconds": round(took, 1)}


def flat(figures: Result, above: str = "") -> Result:
    """Return nested figures as one level, each named by its path."""
    found: Result = {}
    for name, value in figures.items():
        inner = isinstance(value, dict)
        found |= flat(value, f"{above}{name}.") if inner else {above + name: value}
    return found


def judge(name: str, figure: str, value: float | None, loop: float) -> Result:
    """Return a figure with its normalised value, its target, and whether that is met."""
    judged: Result = {"value": value}
    if isinstance(value, int | float):
        likened = normalised(name, figure, value, REFERENCE_NS / loop)
        if likened is not None:
            judged["normalised"] = float(f"{likened:.4g}")
    target = TARGETS[name].get(figure)
    if target:
        judged["target"] = str(target)
        judged["is_met"] = value is not None and target.is_met(value)
    return judged


def line(figure: str, judged: Result) -> str:
    """Return one line of the table."""
    met = ("met" if judged["is_met"] else "MISSED") if "is_met" in judged else ""
    return (
        f"  {figure:<38} {_shown(judged['value']):>14} {_shown(judged.get('normalised')):>14}"
        f"  {judged.get('target', ''):<14} {met}"
    ).rstrip()


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 10_000 else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else ("" if value is None else str(value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
