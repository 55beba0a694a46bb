# Wegwijzer: every command a developer or operator needs. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 1
# Many tests wait for a server: one process more than there are processors keeps them busy.
JOBS ?= $(shell echo $$(( $$(nproc) + 1 )))
ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALLED := $(VENV)/.installed
# Only folders that exist: a half-built checkout can be checked too.
CODE := $(wildcard app tests bench migrations)

.PHONY: help
help: ## show this list
	@echo "Wegwijzer: make TARGET"
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo "Settings: PORT=$(PORT) WORKERS=$(WORKERS) PYTHON=$(PYTHON) VENV=$(VENV); ARGS=... goes to pytest and the benchmark."

.PHONY: install
install: $(INSTALLED) ## make the environment in .venv and install from the lock file

.PHONY: serve
serve: $(INSTALLED) ## serve on PORT (8000); the first time also migrate and load starter and sample data
	@$(BIN)/wegwijzer prepare
	@exec $(BIN)/wegwijzer serve --port $(PORT) --workers $(WORKERS)

.PHONY: test
test: $(INSTALLED) ## run the whole test suite (part of it: make test JOBS=0 ARGS="tests/domain -x")
	@$(BIN)/python -m pytest --numprocesses=$(JOBS) --dist=loadfile $(ARGS)

.PHONY: explore
explore: $(INSTALLED) ## run the tests with random examples, looking for new ones (part of it: ARGS="tests/importers")
	@WEGWIJZER_EXPLORE=1 $(BIN)/python -m pytest --numprocesses=$(JOBS) --dist=loadfile -m "hypothesis" $(ARGS)

.PHONY: check
check: $(INSTALLED) ## lint, check format and types; changes no file
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy --strict $(CODE)

.PHONY: fix
fix: $(INSTALLED) ## mend what the linter can mend and format the code
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

.PHONY: bench
bench: $(INSTALLED) ## measure speed against a bare FastAPI and datasette (needs wrk); options in ARGS
	@$(BIN)/python -m bench $(ARGS)

.PHONY: openapi
openapi: $(INSTALLED) ## write the served API description to openapi/wegwijzer-v1.json
	@$(BIN)/wegwijzer openapi --output openapi/wegwijzer-v1.json

.PHONY: lock
lock: $(INSTALLED) ## renew requirements.lock from pyproject.toml (UPGRADE=1: take the newest releases)
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet $(if $(UPGRADE),--upgrade) --extra dev \
		--strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--no-emit-options --output-file requirements.lock pyproject.toml

# The stamp makes a second start cheap: pip runs again only when the lock file or the project file is newer.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Wegwijzer needs Python 3.11 or newer as '$(PYTHON)'. Name another one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python cannot make an environment: the package python3-venv is missing." >&2; \
		echo "On Debian: apt-get install python3-venv   (as root), then run make again." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (once; again only when requirements.lock changes) ..."
	@$(PIP) install -qq --requirement requirements.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@
