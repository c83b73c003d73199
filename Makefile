# One verb each. `make demo` and `make test` set up everything they need: Python 3.11+ with pip and venv is enough.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready

BROWSER := $(VENV)/.browser
CLUSTER := $(VENV)/.cluster
RECIPES := $(VENV)/.recipes
OCR     := $(VENV)/.ocr

AUDIT   := $(VENV)/.audit
BENCH   := $(VENV)/.bench
FUZZ    := $(VENV)/.fuzz
MINUTES ?= 10
FUZZERS := fuzz-text fuzz-pdf fuzz-tnef fuzz-p7m fuzz-rtf

# The tests start hundreds of commands: their modules are compiled once, as pip has compiled the installed ones.
COMPILED := env -u PYTHONDONTWRITEBYTECODE

.PHONY: audit bench browser cluster recipes ocr fuzz $(FUZZERS) guard desk-pictures demo test coverage check lint types measures golden evaluate soak dist clean docs translations

$(STAMP): pyproject.toml requirements-dev.txt
	@echo "Setting up $(VENV): packages are fetched and installed once, which takes a minute or two"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@echo "$(VENV) is ready"

$(BROWSER) $(CLUSTER) $(RECIPES) $(OCR) $(AUDIT) $(BENCH) $(FUZZ): $(VENV)/.%: requirements-%.txt $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

cluster: $(CLUSTER)       ## a scheduler and workers, for the tests of batch --scheduler

recipes: $(RECIPES)       ## the programs that docs/pipes.md shows, for its tests

ocr: $(OCR)               ## tesseract as a library with its German model (the extra [ocr]), for its tests

browser: $(BROWSER)       ## what drives the review page in Chromium, for its tests

desk-pictures: $(BROWSER)  ## the pictures of docs/serve.md, made in Chromium
	$(BIN)/python -m tools.write_desk_pictures

demo: $(STAMP)            ## the main job on a sample: a letter as text, then as PDF; then all samples in a page to look at
	@echo "A letter as text:"
	$(BIN)/anfrage parse samples/mainzer-formular.txt
	@echo
	@echo "A letter as PDF, its record read by another program:"
	$(BIN)/anfrage parse samples/brief-zwei-seiten.pdf | $(BIN)/python -c "import json, sys; d = json.load(sys.stdin); print(d['date'], d['party'], d['title']); [print(q['label'], q['text']) for q in d['questions']]"
	@echo
	@mkdir -p build
	@echo "All samples, each beside its record:"
	$(BIN)/anfrage review --force --output build/durchsicht.html samples/*.txt samples/*.pdf
	@echo "Open build/durchsicht.html in a browser."

test: $(STAMP)            ## all tests; documents of the corpus are found through ANFRAGE_CORPUS
	$(COMPILED) $(BIN)/python -m pytest -n 4 --dist worksteal $(COUNTED)

coverage: COUNTED := --cov --cov-report=term --cov-fail-under=90
coverage: test            ## the same, and which lines they reach: takes twice as long, and fails below 90 %

check: lint types test golden   ## what CI runs

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

golden: $(STAMP)          ## every sample against the record beside it, with both PDF readers
	$(BIN)/anfrage check samples
	$(BIN)/anfrage check samples --reader pdfplumber

evaluate: $(STAMP)        ## accuracy, kept as docs/accuracy.md and compared with the last commit (ANFRAGE_CORPUS)
	$(BIN)/python -m tools.evaluate --write

docs: $(STAMP)            ## what is written from the code: tables of findings and of fields, the wording as a module, the pictures of the German README
	$(BIN)/python -m tools.write_docs
	$(BIN)/python -m tools.write_pictures

translations: $(STAMP)    ## the catalogues renewed from the code and compiled; what lacks a translation is named
	$(BIN)/python -m tools.translations

soak: $(STAMP)            ## the laws at full size
	ANFRAGE_SOAK=1 $(COMPILED) $(BIN)/python -m pytest -q tests/test_laws.py tests/readers/test_readers.py tests/test_letters.py tests/batch/test_crew.py tests/batch/test_batch.py \
	  tests/batch/test_faults.py tests/cli/test_pipes.py tests/readers/test_office.py tests/sandbox/test_bounds.py tests/text/test_patterns_needs.py \
	  tests/test_corpus.py tests/conventions/test_patterns.py tests/linking/test_linking.py tests/search/test_search.py tests/test_hostile.py \
	  tests/stats/test_stats.py tests/label/test_sight.py

bench: $(BENCH)           ## time and memory against floors and against other tools, kept as docs/performance.md; takes half an hour (a Python built with profiles: make bench PYTHON=/usr/bin/python3 VENV=build/bench)
	$(BIN)/python -m benchmarks.performance

guard: $(STAMP)           ## counted instructions: fails where one costs over 15 % more than at the pinned commit, or is above its ceiling
	$(BIN)/python -m benchmarks.guard

audit: $(AUDIT)           ## known vulnerabilities of everything that is pinned; 2 where the public list can't be reached
	$(BIN)/python -m tools.audit

fuzz: $(FUZZ)             ## made-up documents for MINUTES minutes each, two kinds at a time; what breaks stands in build/fuzz
	$(MAKE) --no-print-directory -j 2 $(FUZZERS)

$(FUZZERS): fuzz-%: $(FUZZ)
	@mkdir -p build/fuzz
	@$(BIN)/python -m tools.fuzz $* --minutes $(MINUTES) > build/fuzz/$*.log 2>&1 || (tail -n 40 build/fuzz/$*.log; exit 1)
	@grep -a -h "^stat::number_of_executed_units\|^Done" build/fuzz/$*.log

dist: $(STAMP)            ## wheel and sdist, built from the last commit and again from the sdist: the same bytes, or nothing
	$(BIN)/python -m tools.build dist

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -r {} +
