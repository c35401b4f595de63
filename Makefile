# Everything here runs from a fresh clone; a second call does only what changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
STORE := demo/store
SAMPLES := samples
# parts of others, and the mutants, which take an hour for each package: python benchmarks/mutants.py zhoubao
NO_BENCH := $(addprefix benchmarks/,generate.py mutants.py mutator.py mutant_plugin.py)
QUESTIONS := $(addprefix samples/questions/,delegations.rq duty.rq documents.rq)

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench clean servers

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.demo  ## from nothing to answers: install, build the samples, ask them
	@rm -f demo/problem; $(BIN)/zhoubao build $(SAMPLES) --store $(STORE) || touch demo/problem
	@for question in $(QUESTIONS); do \
		printf '\n%s\n\n' "$$(sed -n '1s/^# *//p' $$question)"; \
		$(BIN)/zhoubao sparql $$question --store $(STORE) || exit 1; \
	done
	@printf '\n%s\n' 'What to try next:'
	@printf '  %s\n' \
		'$(BIN)/zhoubao facts samples/s01.txt            the facts of one bulletin, without a store' \
		'$(BIN)/zhoubao ledger --store $(STORE)        the sentences that gave no fact' \
		'$(BIN)/zhoubao validate --store $(STORE)      what the checks found' \
		'$(BIN)/zhoubao build FOLDER                     your own bulletins' \
		'make test                                          all that must hold'
	@test ! -e demo/problem || { echo 'demo: something was left out of the build, see above' >&2; exit 1; }

test: $(VENV)/.dev lint  ## set up, lint, type check, import contracts, tests
	$(BIN)/pytest -n 2 --dist loadgroup

lint: $(VENV)/.dev  ## ruff, mypy and the import contracts alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

servers:  ## fetch the triple stores that tests/test_remote.py runs against (needs maven)
	@scripts/fetch_servers.sh

bench: $(VENV)/.dev  ## the measurements that docs and README quote
	@for script in $(filter-out $(NO_BENCH),$(sort $(wildcard benchmarks/*.py))); do \
		echo "== $$script"; $(BIN)/python $$script || exit 1; \
	done

clean:  ## remove what these targets made, the environment included
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# The environment is made anew only when it is missing; what is installed follows pyproject.toml and constraints.txt.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo 'make: there is no $(PYTHON); install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$($(PYTHON) --version 2>&1), Zhoubao needs Python 3.11 or newer; name one: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo 'make: no virtual environment could be made; on Debian and Ubuntu install python3-venv' >&2; exit 1; }

$(VENV)/.demo: $(BIN)/python pyproject.toml constraints.txt
	@echo 'installing Zhoubao into $(VENV) …'
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@mkdir -p demo
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml constraints.txt
	@echo 'installing Zhoubao and its test tools into $(VENV) …'
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@mkdir -p demo
	@touch $(VENV)/.demo $@
