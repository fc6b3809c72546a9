# Two commands do everything: `make run` and `make test`. Python 3.11 or newer is all they need.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
CHROMIUM = chromium chromium-browser google-chrome google-chrome-stable

.PHONY: run test install install-test browser lint eval bench pictures clean

run: install  ## install, then serve the page with the bundled transcript in it
	$(BIN)/onrecord serve --sample

# Files are handed to the cores whole, in their order: what the tests of one file share is made once.
test: install-test browser lint  ## install, then check and test everything
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: install-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# What an answer must never do, and the share of questions that passed when this was last recorded (evals/NOTES.md).
GATES = verbatim=1 premise_leak=0 scope_leak=0 injection=0 pass=0.69
eval: install-test  ## ask the questions of every suite that comes along, and hold the answers to the gates
	$(BIN)/onrecord --data build/eval eval run evals/suites $(GATES:%=--fail-under %)

pictures: install-test browser  ## every tab on a phone and a desktop, light and dark, and what axe finds there
	$(BIN)/python -m tests.browser.pictures build/pictures

bench: install-test  ## speed and memory, each beside its floor
	$(BIN)/python -m evals bench

install: $(VENV)/installed
install-test: $(VENV)/installed-test

$(VENV)/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-test: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@ $(VENV)/installed

# The browser tests drive whatever Chromium is there; without one they are skipped and say so.
browser: install-test
	@for name in $(CHROMIUM); do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0; fi; \
	$(BIN)/python -m playwright install chromium || echo 'No Chromium: the browser tests will be skipped.'

clean:
	rm -rf $(VENV) build dist *.egg-info
