# `make run` and `make test` do all the set-up on a machine with Python 3.11 or later.

PYTHON ?= python3
BIN := .venv/bin
LAWS ?= ../shared/laws

.PHONY: run app test lint report bench soak measure picture screens standards concepts words clean

run: .venv/installed
	@$(BIN)/python -m analysis report

app: .venv/installed
	@$(BIN)/streamlit run app.py --server.headless true --server.address localhost -- --local

test: .venv/tested .venv/tools
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/tested
	@$(BIN)/ruff check .
	@$(BIN)/mypy

report: .venv/installed
	@$(BIN)/python -m analysis report --corpus $(LAWS) --with-embedded

bench: .venv/measured
	@$(BIN)/python -m bench

soak: .venv/tested
	@$(BIN)/python -m bench.soak

measure: .venv/tested
	@$(BIN)/python -m bench.accuracy

picture: .venv/installed
	@PYTHONPATH=. $(BIN)/python docs/images/matrix.py

screens: .venv/tested .venv/tools
	@PYTHONPATH=. $(BIN)/python docs/images/screens.py

standards: .venv/installed
	@PYTHONPATH=. $(BIN)/python docs/standards.py

concepts: .venv/installed
	@PYTHONPATH=. $(BIN)/python docs/concepts.py

words: .venv/tested
	@mkdir -p out
	@$(BIN)/pybabel -q extract --no-location --sort-output --width 120 -k say -k say_many:1,2 -o out/homologa.pot app.py views
	@$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --width 120 -i out/homologa.pot -d locale -D homologa
	@PYTHONPATH=. $(BIN)/pybabel -q extract -F locale/messages.cfg --no-location --sort-output --width 120 -o out/messages.pot analysis
	@$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --width 120 -i out/messages.pot -d locale -D messages
	@$(BIN)/pybabel -q compile -d locale -D homologa
	@$(BIN)/pybabel -q compile -d locale -D messages

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis out

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Homologa needs Python 3.11 or later; name one with: make run PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: requirements.txt .venv/made
	@echo "Installing what Homologa needs; this takes a minute the first time."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/measured: requirements-bench.txt .venv/tested
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

.venv/tested: requirements-dev.txt .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Chromium and LibreOffice, where this user may install them; without them the tests that need them are skipped.
.venv/tools: .venv/made
	@if command -v chromium >/dev/null && command -v soffice >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium and LibreOffice for the tests; this takes a few minutes the first time."; \
		(apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
			chromium fonts-dejavu-core libreoffice-calc libreoffice-writer) >/dev/null 2>&1 \
			|| echo "They could not be installed; tests that need them are skipped."; \
	else echo "Chromium or LibreOffice is missing; tests that need them are skipped."; fi
	@touch $@
