# Each target is one line over the program `complaint-analysis`, so that all of it also works without make.
# Variables: YEAR=2024-25 DATA=folder OUT=folder SCOPE=housing|lgsco|both RENDERER=auto|quarto|pandoc FRESH=1

-include local.mk
ifdef COMPLAINT_DATA
export COMPLAINT_DATA
endif
export LONG

PYTHON ?= python3
UV ?= uv
BIN = .venv/bin
PIP = $(BIN)/pip --disable-pip-version-check install --quiet --quiet
PROGRAM = $(BIN)/complaint-analysis
READS = $(if $(YEAR),--year "$(YEAR)") $(if $(DATA),--data "$(DATA)") $(if $(SCOPE),--scope "$(SCOPE)")
WRITES = $(READS) $(if $(OUT),--out "$(OUT)")
RENDERS = $(WRITES) $(if $(RENDERER),--renderer "$(RENDERER)") $(if $(FRESH),--fresh)

OF_QUARTER = $(if $(QUARTER),--quarter "$(QUARTER)")

OF_FORM = $(if $(CODE),--code "$(CODE)") $(if $(YEAR),--year "$(YEAR)") $(if $(DATA),--data "$(DATA)")

.DEFAULT_GOAL := help
.PHONY: help report quarter sample records check new columns import-form export-form release verify trace purge suggest batch docs test bench lab quarto demonstration baseline locks

help: ## this list
	@awk -F ': *[^#]*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@sed -n 's/^# Variables: /  with /p' Makefile

report: .venv/installed ## YEAR=2024-25: read, clean, classify, run the notebooks, make the report
	@$(PROGRAM) report $(RENDERS)

quarter: .venv/installed ## YEAR=2024-25 QUARTER=2: the quarter's report; AS_AT=2024-10-15 as the records stood then
	@$(PROGRAM) quarter $(RENDERS) $(OF_QUARTER) $(if $(AS_AT),--as-at "$(AS_AT)")

sample: .venv/installed ## YEAR=2024-25 QUARTER=2: cases drawn at random for quality checks; SIZE=20 BY=service SEED=...
	@$(PROGRAM) sample $(WRITES) $(OF_QUARTER) $(if $(SIZE),--size "$(SIZE)") $(if $(BY),--by "$(BY)") $(if $(SEED),--seed "$(SEED)")

records: .venv/installed ## YEAR=2024-25: read, clean and classify only, and print the reconciliation
	@$(PROGRAM) records $(WRITES)

check: .venv/installed ## YEAR=2024-25: what is there, what a complete publication still needs, days left
	@$(PROGRAM) check $(READS)

new: .venv/installed ## DIR=folder: a data folder for your council, with templates; it becomes the default
	@$(PROGRAM) new $(if $(DIR),"$(DIR)") $(if $(YEAR),--year "$(YEAR)")

import-form: .venv/installed ## FILE=form.docx CODE=housing|lgsco YEAR=2024-25: a filled-in self-assessment into the data folder
	@$(PROGRAM) import-form "$(FILE)" $(OF_FORM) $(if $(OCCASION),--occasion "$(OCCASION)")

export-form: .venv/installed ## FILE=form.docx CODE=housing|lgsco YEAR=2024-25: a form to fill in; BLANK=1 without answers
	@$(PROGRAM) export-form "$(FILE)" $(OF_FORM) $(if $(BLANK),--blank)

columns: .venv/installed ## YEAR=2024-25 or FILE=export: what headers may stand for, as lines for council.toml; WRITE=1 puts them there
	@$(PROGRAM) columns $(if $(FILE),"$(FILE)",$(if $(YEAR),--year "$(YEAR)")) $(if $(DATA),--data "$(DATA)") $(if $(WRITE),--write)

release: .venv/installed ## YEAR=2024-25: freeze a complete publication; REASON="..." for a correction, SIGN=file of an Ed25519 key
	@$(PROGRAM) release $(WRITES) $(if $(REASON),--reason "$(REASON)") $(if $(SIGN),--sign "$(SIGN)")

verify: .venv/installed ## YEAR=2024-25: make what was published again and compare; AGAINST=folder, EXPECT=digest, PUBLIC_KEY=file
	@$(PROGRAM) verify $(WRITES) $(if $(RENDERER),--renderer "$(RENDERER)") $(if $(AGAINST),--against "$(AGAINST)") \
	 $(if $(EXPECT),--expect "$(EXPECT)") $(if $(PUBLIC_KEY),--public-key "$(PUBLIC_KEY)")

trace: .venv/installed ## YEAR=2024-25 FIGURE=id: the cases behind a figure; QUARTER=2 for that of a quarter; AGAINST=folder of another run
	@$(PROGRAM) trace "$(FIGURE)" $(WRITES) $(OF_QUARTER) $(if $(AS_AT),--as-at "$(AS_AT)") $(if $(AGAINST),--against "$(AGAINST)")

purge: .venv/installed ## YEAR=2024-25: remove private results of a released report
	@$(PROGRAM) purge $(WRITES)

suggest: .venv/with-suggest ## YEAR=2024-25: labels for cases that the rules leave open, for an officer to accept
	@$(PROGRAM) suggest $(WRITES)

batch: $(if $(SCHEDULER),.venv/with-batch,.venv/installed) ## DIR=folder YEAR=2024-25: the reports of many councils; SCHEDULER=address of dask
	@$(PROGRAM) batch "$(DIR)" $(if $(YEAR),--year "$(YEAR)") $(if $(OUT),--out "$(OUT)") \
	 $(if $(RENDERER),--renderer "$(RENDERER)") $(if $(SCHEDULER),--scheduler "$(SCHEDULER)") $(if $(FRESH),--fresh)

docs: .venv/installed ## write the pages of docs/ that come from the code and the data
	@$(BIN)/python tools/make_docs.py

test: .venv/with-test .venv/with-suggest ## every check of the project; LONG=1 adds the slow ones and lets none be skipped
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup -rs --no-fold-skipped

bench: .venv/with-batch ## measure every bench and write docs/benchmarks.md; fails where a goal is missed; BENCH=report for one
	@missed=0; $(BIN)/python bench $(BENCH) || missed=1; \
	 [ -n "$(BENCH)" ] || $(BIN)/python bench/accuracy.py || missed=1; exit $$missed

lab: .venv/with-lab ## JupyterLab on the notebooks
	@$(PROGRAM) lab $(if $(DATA),--data "$(DATA)")

# Quarto is never needed: where it cannot be had this says so and is no failure; only a broken pip is.
quarto: .venv/installed ## install Quarto, where its release site can be reached
	@$(BIN)/pip --version > .venv/quarto.log
	@echo "Installing Quarto: one large download, a few minutes."
	@$(PIP) --no-deps "quarto-cli>=1.5" >> .venv/quarto.log 2>&1 \
	 && echo "Quarto is installed; --renderer auto now uses it." \
	 || echo "Quarto's release site could not be reached: the embedded renderer is used (.venv/quarto.log)."

demonstration: .venv/installed ## make data/demonstration/ again, byte for byte; TO=folder STATE=working|for-cabinet as it stood earlier
	@PYTHONPATH=tools $(BIN)/python -m demonstration $(if $(TO),"$(TO)" $(STATE))

baseline: .venv/installed ## make tests/baseline/ again: the demonstration's figures, tables and provenance
	@$(BIN)/python tools/make_baseline.py

COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header pyproject.toml

locks: ## make the five requirements*.lock again, with uv; FRESH=1 takes the newest of everything
	@$(UV) --version > /dev/null 2>&1 || { echo "uv makes the locks: pip install uv, or give UV=..." >&2; exit 1; }
	$(COMPILE) $(if $(FRESH),--upgrade) --output-file requirements.lock
	$(COMPILE) $(if $(FRESH),--upgrade) --extra lab --constraint requirements.lock --output-file requirements-lab.lock
	$(COMPILE) $(if $(FRESH),--upgrade) --extra batch --constraint requirements.lock --output-file requirements-batch.lock
	$(COMPILE) $(if $(FRESH),--upgrade) --extra suggest --constraint requirements-batch.lock --output-file requirements-suggest.lock
	$(COMPILE) $(if $(FRESH),--upgrade) --extra test --constraint requirements.lock --output-file requirements-test.lock

.venv/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { echo \
	 "Python 3.11 or later is needed, and $(PYTHON) is not: name another, as in make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Making the environment .venv from requirements.lock: two or three minutes, this once."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

.venv/installed: .venv/locked pyproject.toml
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/with-%: requirements-%.lock .venv/installed
	@echo "Adding requirements-$*.lock to .venv: about a minute, this once."
	@$(PIP) --require-hashes -r requirements-$*.lock
	@touch $@
