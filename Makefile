# Everything starts from Python 3.11, pip, make and git alone.
# `make demo` and `make test` make their own environment, .venv, exactly as uv.lock says.

PYTHON ?= python3
UV_VERSION := 0.13.9
PIP_FLAGS := --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore

UV := .build/uv/bin/uv
BIN := .venv/bin
# No Python is downloaded: the one that runs pip makes the environment. The system's roots are
# trusted, as pip may have been told to: where a proxy signs anew, uv's own roots would not do.
SYNC := UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=$${UV_SYSTEM_CERTS:-1} $(UV) sync --frozen \
	--inexact --quiet --compile-bytecode --python $(PYTHON)

.DELETE_ON_ERROR:
.PHONY: demo test check serve bench soak clean

# The demo has a home of its own: it starts empty each time, and stays to be looked at.
demo: .venv/run.stamp
	@rm -rf mamoru-home/demo
	@env -u MAMORU_DATABASE -u MAMORU_POLICY MAMORU_HOME=mamoru-home/demo $(BIN)/mamoru demo

test: .venv/dev.stamp
	$(BIN)/pytest -n logical --maxprocesses=4

check: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: .venv/run.stamp
	$(BIN)/mamoru serve

bench: .venv/bench.stamp
	$(BIN)/python -m bench

# The compiler against the slow evaluator, at every point of every policy's domain with the law.
soak: .venv/dev.stamp
	$(BIN)/python -m tests.policy.agreement

clean:
	rm -rf .build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.build/uv-$(UV_VERSION).stamp:
	@echo "fetching uv $(UV_VERSION) into .build"
	@mkdir -p .build
	@$(PYTHON) -m pip install $(PIP_FLAGS) --upgrade --target .build/uv 'uv==$(UV_VERSION)'
	@touch $@

.venv/run.stamp: uv.lock pyproject.toml .build/uv-$(UV_VERSION).stamp
	@echo "setting up .venv from uv.lock"
	@$(SYNC) --no-default-groups
	@touch $@

.venv/dev.stamp: .venv/run.stamp
	@echo "adding what the tests need to .venv"
	@$(SYNC) --group dev
	@touch $@

.venv/bench.stamp: .venv/dev.stamp
	@echo "adding what the benchmarks need to .venv"
	@$(SYNC) --group dev --group bench
	@touch $@
