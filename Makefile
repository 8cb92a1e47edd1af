# Two commands are enough: `make demo` and `make test`.  Everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo install wheel installs test test-fast check format lock map words pages schema accuracy footage matrix clean

help:
	@echo "make demo       install, analyse a sample video, write a report"
	@echo "make test       install what the tests need and run them all"
	@echo "make test-fast  only the short tests, without model, codec, server and browser (seconds)"
	@echo "make wheel      build dist/formcheck-*.whl"
	@echo "make installs   install the wheel afresh on each Python at hand, and as the Containerfile says"
	@echo "make check      ruff, mypy, import contracts; eslint and tsc for the page (needs Node.js)"
	@echo "make format     let ruff format the code"
	@echo "make lock       pin the dependencies anew (needs uv)"
	@echo "make map        write the map of the code into CONTRIBUTING.md"
	@echo "make pages      write the exercises' figures and docs/exercises from their files"
	@echo "make words      collect what is said to people, make the catalogues of other languages"
	@echo "make schema     write docs/*.schema.json and docs/formcheck.d.ts from the code's types"
	@echo "make accuracy   evaluate accuracy/test, fresh and guide, write docs/accuracy.md, README and what the guard holds"
	@echo "make footage    evaluate the folders FOOTAGE (real people, not part of the project)"
	@echo "make matrix     render what is missing of the matrix, with its poses (hours)"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "formcheck needs Python 3.11 or later; say which with: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/.run

demo: install
	@$(BIN)/formcheck demo

wheel: install
	$(BIN)/python -m hatchling build -t wheel

installs: install
	$(BIN)/python -m installing.check

# On all cores, at most four, with two more processes for what mostly waits.  What belongs together
# stays in one process, the slowest first (tests/scheduling.py).  What Python compiled is kept,
# whatever the user's environment says: to compile it anew takes each process long.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto \
  --dist loadscope --no-loadscope-reorder --durations 10
test: $(VENV)/.dev
	$(PYTEST)

test-fast: $(VENV)/.dev
	$(PYTEST) -m "not real and not slow and not footage"

# Only what checks the page's JavaScript; the page itself is served as it is written.
node_modules/.installed: package.json package-lock.json .npmrc
	@command -v npm >/dev/null || { echo "make check needs Node.js 18.19 or later with npm:" \
	  "apt-get install nodejs npm (Debian), brew install node (macOS)"; exit 2; }
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

check: $(VENV)/.dev node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm run --silent lint
	npm run --silent types

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-annotate --no-header
lock:
	printf "hatchling\neditables\n" | $(UV_COMPILE) - -o requirements/build.txt
	$(UV_COMPILE) pyproject.toml -c requirements/build.txt -o requirements/run.txt
	$(UV_COMPILE) pyproject.toml --extra cluster --extra parquet --extra studio --extra recognition --group dev -c requirements/build.txt \
	  -c requirements/run.txt -o requirements/dev.txt

map: $(VENV)/bin/python
	$(BIN)/python docs/package_map.py

pages: $(VENV)/.dev
	$(BIN)/python -m studio.figures
	$(BIN)/python -m studio.samples
	$(BIN)/python docs/exercise_pages.py

words: $(VENV)/.dev
	$(BIN)/python docs/words.py

schema: install
	$(BIN)/python -m formcheck.result.schema > docs/result.schema.json
	$(BIN)/python -m formcheck.web.live.schema > docs/live.schema.json
	$(BIN)/python -m formcheck.web.typescript > docs/formcheck.d.ts

# Figures of real people, which are not part of the project: no clip is named.  Poses are kept.
FOOTAGE ?= ../shared/footage ../shared/people
footage: install
	$(BIN)/formcheck evaluate $(FOOTAGE) --poses-cache $(VENV)/footage-poses --json --summary \
	  > $(VENV)/footage.json
	mv $(VENV)/footage.json accuracy/footage.json

# The figures of real people are taken as they are committed.
accuracy: install
	$(BIN)/formcheck evaluate accuracy/test accuracy/fresh accuracy/guide --also accuracy/footage.json --markdown docs/accuracy.md \
	  --readme README.md --baseline accuracy/baseline.json

matrix: $(VENV)/.dev
	$(BIN)/python -m accuracy.make

clean:
	rm -rf $(VENV) node_modules formcheck-out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
