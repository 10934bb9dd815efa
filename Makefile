# Works on a machine that has only Python 3.11+, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LANGUAGES := ru
CATALOGUES := $(wildcard hackathon/translations/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help run test demo check bench messages clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.run $(COMPILED) ## Install, migrate, load the demo when empty, serve on http://127.0.0.1:8000
	@$(BIN)/flask --app wsgi serve

test: $(VENV)/.test $(COMPILED) ## Run everything: style, SQLite, PostgreSQL, browser (TESTS=path narrows it)
	@sh tests/support/ensure_chromium.sh
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -n logical --dist worksteal $(TESTS)

demo: $(VENV)/.run $(COMPILED) ## Load the demo into the database
	@$(BIN)/flask --app wsgi db upgrade
	@$(BIN)/flask --app wsgi demo load

check: $(VENV)/.test $(COMPILED) ## Check style, house rules and the rulebook: the quick part of the tests
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -q tests/architecture tests/rules

bench: $(VENV)/.test $(COMPILED) ## Measure requests per second and memory on a throw-away database
	@$(BIN)/python -m benchmarks

messages: $(VENV)/.run ## Collect new texts into every language's catalogue
	@$(BIN)/pybabel --quiet extract -F babel.cfg --ignore-dirs ".*" -k _l -k lazy_gettext -k lazy_ngettext:1,2 --no-location \
		--sort-output -o new.pot .
	@for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --init-missing --no-fuzzy-matching --no-wrap --ignore-obsolete \
			--ignore-pot-creation-date -i new.pot -d hackathon/translations -l $$language || exit 1; done
	@rm -f new.pot

clean: ## Remove what the other commands made, except the data under instance/
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis test-artifacts $(COMPILED)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "This Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: setup.cfg pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: setup.cfg pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the tools for tests into $(VENV) ..."
	@$(PIP) --editable ".[test]"
	@touch $@ $(VENV)/.run

%.mo: %.po $(VENV)/.run
	@$(BIN)/pybabel --quiet compile -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $@)))
