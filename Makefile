# `make` alone prints these verbs. Everything that is needed is installed into .venv from the project's own files.
PYTHON ?= python3
VENV := .venv
BENCH := .venv-bench
BIN := $(VENV)/bin
JOBS ?= auto
SEED ?= 0
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

help: ## print these verbs
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: $(VENV)/run ## make the environment, install, and open the reader (an empty library gets the samples)
	$(BIN)/sciread --samples

# Only what holds store/ is measured: the tracer would cost the tests of the screen half a minute, and a line that
# nothing but a screen reaches has no test of its own. The floor stands in pyproject.toml and may only rise.
test: $(VENV)/dev ## make the environment with the dev extra, then run the whole test suite, and tell the coverage of store/
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --ignore tests/store
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov -- tests/store

check: format-check lint types test fuzz-short audit wheel ## all that must hold before a change lands: what .ci/run calls

format: $(VENV)/dev ## write every file in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

format-check: $(VENV)/dev ## is every file in the house format?
	$(BIN)/ruff format --check .

lint: $(VENV)/dev ## ruff
	$(BIN)/ruff check .

types: $(VENV)/dev ## mypy --strict, tests too
	$(BIN)/mypy

audit: ## ask whether a weakness is known of a pinned package; where nobody can be asked, say so and go on
	$(PYTHON) -m tests.audit

torture: $(VENV)/dev ## kill programs at every moment, let three work on one library, parse what is hostile (ten minutes)
	$(BIN)/python -m tests.torture

fuzz: $(VENV)/dev ## inputs made by chance for all that reads what strangers wrote, ten minutes a target, two at a time
	$(BIN)/python -m tests.fuzz --seconds 600 --seed $(SEED)
	$(BIN)/python -m tests.fuzz.growth

fuzz-short: $(VENV)/dev ## the same for a minute in all
	$(BIN)/python -m tests.fuzz --seconds 10 --seed $(SEED)

wheel: $(VENV)/dev ## build the wheel, install it alone into an empty environment, and start it
	rm -rf build/wheel && mkdir -p build/wheel
	$(PIP) wheel --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip --quiet --disable-pip-version-check install -c constraints.txt build/wheel/*.whl
	cd build/wheel && venv/bin/sciread --version
	cd build/wheel && venv/bin/sciread --db try/library.db add ../../seeds
	cd build/wheel && venv/bin/sciread --db try/library.db list --json --limit 3

bench: $(VENV)/dev $(BENCH)/made ## measure speed and room, also of peers; fails where a bound is missed (half an hour)
	$(BIN)/python -m tests.benchmarks

performance: $(VENV)/dev $(BENCH)/made ## measure, and write the figures into docs/PERFORMANCE.md
	$(BIN)/python -m tests.benchmarks --write

pictures: $(VENV)/dev ## draw the golden screens anew (look at the difference before you commit it)
	UPDATE_PICTURES=1 $(BIN)/python -m pytest -q tests/tui

screens: $(VENV)/dev ## draw the pictures of README anew, from the reader over the samples
	$(BIN)/python -m tests.screen_pictures

keys: $(VENV)/dev ## write docs/KEYS.md and the table in the README anew, from the table of keys
	$(BIN)/python -m tests.key_page

man: $(VENV)/dev ## write docs/sciread.1 anew, from the commands and the keys
	$(BIN)/python -m tests.manual_page

constraints: $(VENV)/dev ## pin what is installed now
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean: ## remove everything that was made
	rm -rf $(VENV) $(BENCH) .venv-audit build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

$(VENV)/made:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/run: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/dev: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[dev]"
	touch $@ $(VENV)/run

# Only the peer, without this project: its packages are not ours.
$(BENCH)/made: pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip --quiet --disable-pip-version-check install \
		$$($(PYTHON) -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'])")
	touch $@

.PHONY: help run test check format format-check lint types audit torture fuzz fuzz-short wheel bench performance pictures screens keys man constraints clean
