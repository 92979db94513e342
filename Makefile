# The commands for people and for CI alike. `make` alone lists them.

VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= data
ARGS   ?=

# The first Python on the path that is new enough; only looked for when the virtual environment is made.
# Name another with: make run PYTHON=/path/to/python3
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	if $$python -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then echo $$python; exit; fi; done; echo python3)

# What is installed is remembered in stamps inside the virtual environment, so deleting it forgets them too.
MADE    := $(VENV)/.made
RUNTIME := $(VENV)/.installed
DEV     := $(VENV)/.installed-dev

export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run setup test check format bench clean browser ocr recognition

help:
	@echo 'make run     set up if needed, read the sample papers, serve on this machine'
	@echo 'make test    set up if needed, run every test            (make test ARGS="-k readme")'
	@echo 'make check   lint, format check, types'
	@echo 'make format  put the code into the format that make check asks for'
	@echo 'make bench   measure answers, speed and memory           (make bench ARGS="--only steps")'
	@echo 'make setup   only set up, with everything a developer needs'
	@echo 'make ocr     install text recognition, so that scanned pages are read'
	@echo 'make clean   delete what the commands above made, except your papers in $(DATA)/'

run: $(RUNTIME)
	@test -e $(DATA)/catalogue.db || $(BIN)/council ingest --data $(DATA) corpus/samples/papers
	@$(BIN)/council serve --data $(DATA) $(ARGS)

setup: $(DEV)

test: $(DEV) browser recognition
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(DEV)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(DEV)
	@$(BIN)/python -m eval eval/samples.jsonl --papers corpus/samples/papers
	@$(BIN)/python -m eval bench $(ARGS)

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

# `--clear` because an environment without its stamp was left half made.
$(MADE):
	@$(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || { \
		echo 'This needs Python 3.11 or newer, but "$(PYTHON)" is:' "$$($(PYTHON) --version 2>&1)." >&2; \
		echo 'Install one, or name it: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo 'The virtual environment could not be made; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@touch $@

$(RUNTIME): $(MADE) pyproject.toml
	@echo 'Installing what the assistant needs into $(VENV) (a few minutes the first time)'
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DEV): $(MADE) pyproject.toml
	@echo 'Installing what the assistant and its tests need into $(VENV) (a few minutes the first time)'
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $(RUNTIME) $@

# The browser tests drive Debian's Chromium. Without it they are skipped, and pytest says so.
browser:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing chromium for the browser tests'; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
			>/dev/null || echo 'chromium could not be installed: the browser tests will be skipped' >&2; \
	else echo 'no chromium here and no right to install it: the browser tests will be skipped' >&2; fi

# Scanned pages are read by Debian's Tesseract. `make ocr` fails where it cannot be had; the tests are then skipped.
ocr:
	@if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx eng; then \
		echo 'Text recognition is installed: the next council ingest reads what it could not read before'; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing tesseract for text recognition'; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			tesseract-ocr tesseract-ocr-eng tesseract-ocr-osd; } >/dev/null; \
	else \
		echo 'Install Tesseract with its English data as root: apt-get install tesseract-ocr tesseract-ocr-eng' >&2; \
		exit 1; fi

recognition:
	@$(MAKE) --no-print-directory ocr >/dev/null || echo 'no text recognition here: its tests will be skipped' >&2
