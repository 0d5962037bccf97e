# Everything a person needs: `make run`, `make test`. Each sets up what it needs on first use.
# Needs Python 3.11 or later, pip and make; nothing is installed outside of .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
SOURCES ?=
OUT ?= out/run
CAMPUS ?= campus-ia
REPORT_LANG ?=
PORT ?= 8000
PYTEST_ARGS ?=
# Tests share the processors. A process keeps to tests that stand together, whose ledgers it has
# made already, and takes over half of what another has left when it is through.
PARALLEL ?= -n logical --maxprocesses 8 --dist worksteal
PIP := $(BIN)/python -m pip --disable-pip-version-check

# The newest Python at hand that is 3.11 or later; `make PYTHON=/path/to/python3 test` overrides.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python3.14 python,\
  $(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))

.PHONY: help run serve test quick check format lint types layers reader docs bench fuzz lock clean

help: ## show this list
	@echo "Grand Livre: what can be made here"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

# --- set-up: one stamp for what the tool needs, one more for what its tests need -------------

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Grand Livre needs Python 3.11 or later, and found none (Debian: apt-get install python3 python3-venv)." >&2; exit 1; fi
	@echo "==> a virtual environment in $(VENV), with $$($(PYTHON) --version)"
	@# Debian's python3 comes without ensurepip: its own pip can then fill the environment.
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $(VENV)/bin/python install --quiet --require-hashes -r requirements/pip.lock; } || { \
	  rm -rf $(VENV); \
	  echo "The virtual environment could not be made (Debian: apt-get install python3-venv python3-pip)." >&2; exit 1; }

$(VENV)/.run-ready: requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "==> what Grand Livre runs on, each package checked against its hash (about half a minute)"
	@$(PIP) install --quiet --require-hashes -r requirements/run.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test-ready: requirements/dev.lock pyproject.toml | $(BIN)/python
	@echo "==> what its tests need too, each package checked against its hash (about a minute)"
	@$(PIP) install --quiet --require-hashes -r requirements/dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run-ready

$(VENV)/.bench-ready: requirements/bench.lock $(VENV)/.test-ready
	@echo "==> spaCy and its French model, to be measured beside (about a minute)"
	@$(PIP) install --quiet --require-hashes -r requirements/bench.lock
	@touch $@

# --- what people ask for ---------------------------------------------------------------------

# The reader, compiled, where a Rust compiler is at hand; the plain one gives the same without it.
$(VENV)/.reader-ready: $(shell find reader/src reader/Cargo.toml reader/Cargo.lock src/grandlivre/claims \
  src/grandlivre/documents src/grandlivre/reference -name '*.rs' -o -name 'Cargo.*' -o -name '*.py' -o \
  -name '*.toml' -o -name '*.tsv' -o -name '*.json' -o -name '*.gz') scripts/build_reader.py | $(VENV)/.run-ready
	@echo "==> the compiled reader, if a Rust compiler is at hand (about a minute)"
	@$(BIN)/python -m scripts.build_reader
	@touch $@

run: $(VENV)/.run-ready $(VENV)/.reader-ready ## read the corpus that comes with the tool, and write claims, a ledger and a report
	@echo "==> reading $(if $(SOURCES),$(SOURCES),the corpus that comes with Grand Livre) into $(OUT)"
	@$(BIN)/grandlivre run $(SOURCES) --out $(OUT) --campus $(CAMPUS) $(if $(REPORT_LANG),--lang $(REPORT_LANG))

serve: $(VENV)/.run-ready ## serve the corpus (or what was run into OUT) as pages, with an account to write with
	@# The pages are written last: without them, the ledger is not whole.
	@test -f $(OUT)/ledger.db -a -f $(OUT)/report/index.html || $(MAKE) run
	@$(BIN)/grandlivre user list --db $(OUT) 2>/dev/null | grep -q '^local	' || { \
	  echo "==> sign in with this token to upload, judge and run scenarios:"; \
	  $(BIN)/grandlivre user add local --role administrator --db $(OUT); }
	@exec $(BIN)/grandlivre serve --db $(OUT) --port $(PORT)

test: $(VENV)/.test-ready $(VENV)/.reader-ready ## run every test and every documented example, then check style, types and layers
	@echo "==> tests and documented examples"
	@$(BIN)/python -m pytest $(PARALLEL) $(PYTEST_ARGS)
	@$(MAKE) -j --output-sync=target lint types layers reader

quick: $(VENV)/.test-ready $(VENV)/.reader-ready ## run the tests that take less than a few seconds each
	@$(BIN)/python -m pytest -m "not slow" $(PARALLEL) $(PYTEST_ARGS)

check: lint types layers ## check style, types and layers only

lint: $(VENV)/.test-ready ## check style (ruff; clippy, where it is at hand)
	@echo "==> style"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@if cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; then \
	  cd reader && cargo fmt --check && cargo clippy --release --offline --quiet -- -D warnings; fi

reader: ## test the parts of the compiled reader, where a Rust compiler is at hand
	@echo "==> parts of the compiled reader"
	@if cargo --version >/dev/null 2>&1; then cd reader && cargo test --offline --quiet; fi

format: $(VENV)/.test-ready ## put the code in its style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.test-ready ## check types (mypy --strict)
	@echo "==> types"
	@$(BIN)/mypy

layers: $(VENV)/.test-ready ## check that no module imports upwards (import-linter)
	@echo "==> layers"
	@$(BIN)/lint-imports --no-logo

docs: $(VENV)/.test-ready ## build the documentation into site/
	@$(BIN)/python -m scripts.reference_pages
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet && echo "site/index.html"

bench: $(VENV)/.bench-ready $(VENV)/.reader-ready ## measure speed, memory and scores, peers beside (the better part of an hour)
	@$(BIN)/python -m bench.run

fuzz: $(VENV)/.test-ready $(VENV)/.reader-ready ## feed the readers and the grammar 200,000 odd inputs
	@$(BIN)/python -m bench.fuzz --inputs 200000

lock: $(VENV)/.test-ready ## pin every package anew, with hashes (some minutes)
	@BIN=$(BIN) scripts/lock.sh

clean: ## remove the virtual environment, caches and what was made in out/
	rm -rf src/grandlivre/claims/compiled/reader.* reader/target
	rm -rf $(VENV) out site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
