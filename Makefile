# make run   sets itself up and builds everything from graph/ into site/
# make test  sets itself up and runs every check and test
# Both need nothing but Python >= 3.11 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CODE := $(wildcard src tests benchmarks)
DESK := src/rrgraph/explorer/desk

.PHONY: run test lint bench soak generated lock clean help
.DEFAULT_GOAL := help

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(VENV)/.desk ## set up and build the site into site/
	$(BIN)/rrgraph build

test: lint ## set up and run every check and test
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.test $(VENV)/.desk ## ruff and mypy
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy

bench: $(VENV)/.test ## measure speed against its yardsticks, as ratios
	$(BIN)/python -m benchmarks -o benchmarks/results.md

soak: $(VENV)/.test ## try 10,000 hostile inputs, and the server under load
	$(BIN)/python -m benchmarks.soak -o benchmarks/soak.md

generated: $(VENV)/.run ## write ontology/context.jsonld and graph/README.md anew
	$(BIN)/python -m rrgraph.reference

lock: $(VENV)/.test ## pin every requirement anew, with hashes
	$(BIN)/python -m pip --quiet install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --extra fast --extra serve --group build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --extra fast --extra serve --extra mcp --extra pdf --group test pyproject.toml -o requirements/test.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --group node -o requirements/node.txt

clean: ## remove what make made
	rm -rf $(VENV) site dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "rrgraph needs Python 3.11 or newer; say which: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); \
	    echo "Python could not make $(VENV): its venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The explorer's Queries tab, from npm packages, once on a machine; without them the site is built all the same.
$(VENV)/.desk: $(VENV)/.run $(wildcard $(DESK)/*.json $(DESK)/*.mjs $(DESK)/building.py $(DESK)/licences/*.txt)
	@command -v npm >/dev/null || $(PIP) install --require-hashes --only-binary :all: -r requirements/node.txt || true
	@$(BIN)/python -m rrgraph.explorer.desk && touch $@ || true

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@
