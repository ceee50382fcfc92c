# Two commands do the work: `make site` and `make test`. README.md has the same steps by hand.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# Material announces the end of its support at each start; README.md says what this project does about it.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site test serve check sync lint screenshots zensical clean

help:
	@echo "make site    set up, add what lies in archive/inbox/, check, build the site into site/"
	@echo "make serve   set up and preview the site; edits show after a reload"
	@echo "make test    set up and run every check and test"
	@echo "make sync    run the stages again over all captures, keeping every person's edit"
	@echo "make clean   delete the built site and the caches (never anything under archive/)"

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

# `builder add` exits with 1 where it refused an input; it has said so, and the site is built from the rest.
site: $(VENV)/.installed
	@mkdir -p .cache
	@$(BIN)/builder add archive/inbox > .cache/added.txt; code=$$?; cat .cache/added.txt; test $$code -le 1
	$(BIN)/builder check
	$(BIN)/mkdocs build --strict --quiet
	@echo
	@grep -E '^[0-9]+ articles? added' .cache/added.txt
	@echo "The site is in site/ (start at site/index.html)."
	@echo "'make serve' shows it at http://127.0.0.1:8000/ and follows your edits."
	@echo "'git status archive' shows what was added; commit it to keep it."

serve: $(VENV)/.installed
	$(BIN)/mkdocs serve

check: $(VENV)/.installed
	$(BIN)/builder check

sync: $(VENV)/.installed
	$(BIN)/builder sync

lint: $(VENV)/.installed-test
	$(BIN)/ruff check builder tests benchmarks
	$(BIN)/ruff format --check builder tests benchmarks
	$(BIN)/mypy builder
	$(BIN)/lint-imports

test: $(VENV)/.installed-test lint
	$(BIN)/pytest

screenshots: $(VENV)/.installed-test
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/python -m tests.browser.screenshots

zensical: $(VENV)/.installed-test
	$(BIN)/python -m tests.engines.comparing

clean:
	rm -rf site .cache screenshots
