# The portal's commands. Each sets up whatever it needs first; nothing but python3 and make is assumed.

VENV := .venv
PYTHON := $(VENV)/bin/python
export DJANGO_SETTINGS_MODULE := solidarity.settings

.DEFAULT_GOAL := help
.PHONY: help run test check format bench faults lock messages

help:
	@echo "make run     serve the portal at http://127.0.0.1:$${PORT:-8000}"
	@echo "make test    run the tests (ARGS=\"tests/networks -k search\" for some)"
	@echo "make check   format, lint, types, layers, templates, migrations, translations, dependencies"
	@echo "make bench   measure, each figure beside its baseline"
	@echo "make faults  stop, freeze and kill broker, child and worker while a report is made"
	@echo "make format  tidy the code; make messages, make lock: renew the catalogues, the lock files"

# The environments are made again when their lock file changes; uv is used where it is there.
$(VENV)/run.stamp: requirements.lock
	@sh scripts/environment.sh requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock
	@sh scripts/environment.sh requirements-dev.lock
	@touch $(VENV)/run.stamp $@

run: $(VENV)/run.stamp
	@sh scripts/pango.sh
	@exec $(PYTHON) manage.py serve

test: $(VENV)/dev.stamp
	@sh scripts/pango.sh
	@$(PYTHON) -m pytest $(ARGS)

check: $(VENV)/dev.stamp
	@sh scripts/check.sh

format: $(VENV)/dev.stamp
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format --quiet .
	@$(VENV)/bin/djlint --reformat --quiet templates --extend-exclude templates/charts

bench: $(VENV)/dev.stamp
	@$(PYTHON) -m benchmarks $(ARGS)

faults: $(VENV)/dev.stamp
	@sh scripts/pango.sh
	@$(PYTHON) -m faults

# Both lock files, for every platform, with names, versions and checksums and no addresses. Needs uv.
lock:
	@sh scripts/lock.sh

# The catalogues from the sources. Needs GNU gettext; the compiled files are committed.
messages: $(VENV)/dev.stamp
	@$(PYTHON) scripts/messages.py
