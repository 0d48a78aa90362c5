# Everything a person or a machine runs. `make` alone lists it. README and .ci/run call only these.
SHELL := /bin/sh
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
ASSETS := src/jiheng/web/assets/built/names.json

.DEFAULT_GOAL := help
.PHONY: help run test long check bench docs handbook assets format wheel lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/ready-web $(ASSETS) ## set up what is missing, then serve the application with five sample departments (PORT=8000)
	@$(BIN)/jiheng serve --demo --port $(or $(PORT),8000)

test: .venv/system $(ASSETS) check ## set up, check, the data tests on PostgreSQL, then every test but the long ones
	@echo "The data tests on PostgreSQL:"
	@$(BIN)/python -m tests.postgres $(PYTEST) -n 2 --dist worksteal tests/apps
	@$(PYTEST) -n 2 --dist worksteal -m "not long"

long: .venv/ready-fuzz ## what takes longer than a test run may: long tests, accuracy, a cold start, fuzzing; writes docs/reference/long.md
	@$(BIN)/python -m tests.long

check: .venv/ready-dev ## ruff, mypy, the floors and the rules of the house
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) tests/house

bench: .venv/system $(ASSETS) .venv-peer/ready ## our times beside other programs' times, in one table
	@$(BIN)/python -m bench.run

docs: .venv/ready-dev ## write docs/reference from the code
	@$(BIN)/python docs/generate.py

handbook: .venv/ready-dev $(ASSETS) ## build the handbook in build/handbook with pictures of the running samples
	@$(BIN)/python -m tests.web.handbook

assets: $(ASSETS) ## build what the pages load (htmx, ECharts, our style and script)

format: .venv/ready-dev ## lay the code out as `make check` wants it
	$(BIN)/ruff check --quiet --fix
	$(BIN)/ruff format --quiet

wheel: .venv/ready-dev $(ASSETS) ## dist/*.whl, to install elsewhere (also on Windows)
	@$(BIN)/python -m build --no-isolation --wheel

lock: .venv/ready-dev ## write requirements*.txt anew from requirements*.in (hashes, no addresses)
	@sh .ci/lock

clean: ## forget the environments and what tools left behind
	rm -rf .venv .venv-peer .venv-node src/jiheng/web/assets/built src/jiheng/web/assets/node_modules build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/ready: requirements.txt pyproject.toml .ci/venv
	@sh .ci/venv .venv requirements.txt project
	@touch $@

.venv/ready-web: requirements-web.txt .venv/ready
	@sh .ci/venv .venv requirements-web.txt
	@touch $@

$(ASSETS): .ci/assets $(wildcard src/jiheng/web/assets/*.json src/jiheng/web/assets/*.mjs src/jiheng/web/assets/source/*)
	@sh .ci/assets

.venv/ready-dev: requirements-dev.txt .venv/ready
	@sh .ci/venv .venv requirements-dev.txt
	@touch $@

.venv/ready-fuzz: requirements-fuzz.txt .venv/ready-dev
	@sh .ci/venv .venv requirements-fuzz.txt
	@touch $@

.venv/system: .ci/system .venv/ready-dev
	@sh .ci/system
	@touch $@

# A peer that cannot be installed costs only its own rows of the table.
.venv-peer/ready: requirements-peer.txt .ci/venv
	@sh .ci/venv .venv-peer requirements-peer.txt || echo "bench: the peers could not be installed; their columns stay empty"
	@mkdir -p .venv-peer && touch $@
