# Everything starts from Python 3.11, pip, make and git alone.
# `make demo` and `make test` make their own environment, .venv, exactly as uv.lock says.

PYTHON ?= python3
UV_VERSION := 0.13.9
PIP_FLAGS := --quiet --disable-pip-version-check --no-warn-script-location

UV := .build/uv/bin/uv
BIN := .venv/bin
# No Python is downloaded: the one that runs pip makes the environment.
SYNC := UV_PYTHON_DOWNLOADS=never $(UV) sync --frozen --inexact --quiet --python $(PYTHON)

.DELETE_ON_ERROR:
.PHONY: demo test check serve bench clean

demo: .build/run.stamp
	MAMORU_HOME=mamoru-home/demo $(BIN)/mamoru demo

test: .build/dev.stamp
	$(BIN)/pytest -n logical --maxprocesses=4

check: .build/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: .build/run.stamp
	$(BIN)/mamoru serve

bench: .build/bench.stamp
	$(BIN)/python -m bench

clean:
	rm -rf .build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.build/uv-$(UV_VERSION).stamp:
	@echo "fetching uv $(UV_VERSION) into .build"
	@mkdir -p .build
	@$(PYTHON) -m pip install $(PIP_FLAGS) --upgrade --target .build/uv 'uv==$(UV_VERSION)'
	@touch $@

.build/run.stamp: uv.lock pyproject.toml .build/uv-$(UV_VERSION).stamp
	@echo "setting up .venv from uv.lock"
	@$(SYNC) --no-default-groups
	@touch $@

.build/dev.stamp: .build/run.stamp
	@echo "adding what the tests need to .venv"
	@$(SYNC) --group dev
	@touch $@

.build/bench.stamp: .build/dev.stamp
	@echo "adding what the benchmarks need to .venv"
	@$(SYNC) --group dev --group bench
	@touch $@
