# The verbs of this project. Each sets up what it needs in .venv first and does nothing twice.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
THEME ?= light
IP ?= 127.0.0.1
# One kernel has run the explorer before it is asked for; one that no page is connected to any more ends after half an hour.
KERNELS := --preheat_kernel=True --pool_size=1 --MappingKernelManager.cull_idle_timeout=1800 --MappingKernelManager.cull_interval=60
TOKEN = $(if $(filter 127.% localhost ::1,$(IP)),,--token)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help reports test check lab app pictures docs accept bench licences lock clean

help: ## show these verbs
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

reports: $(READY) ## render every recipe in reports/ to HTML
	@$(BIN)/tradebrief sweep reports/*.yaml --out reports

test: $(READY) ## run every test: library, notebooks, doctests, README
	@$(BIN)/python -m pytest --nbval-lax --nbval-sanitize-with tests/sentences.cfg -n 2 --dist worksteal --durations=10

check: $(READY) docs ## check the code's form, the seeds' rules and the guide's links
	@$(BIN)/ruff check lib tests benchmarks
	@$(BIN)/ruff format --check --quiet lib tests benchmarks
	@$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports --no-logo
	@$(BIN)/pyright
	@$(BIN)/python tests/messages.py
	@$(BIN)/tradebrief check

lab: $(READY) ## open JupyterLab on notebooks/
	@$(BIN)/jupyter lab notebooks --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None --LabApp.extension_manager=readonly

app: $(READY) ## show the explorer as a page, on this machine only (IP=0.0.0.0: to whoever has its token)
	@JUPYTER_PATH=lib/tradebrief/explore/page $(BIN)/voila notebooks/explore.ipynb --Voila.ip=$(IP) --template=tradebrief --theme=$(THEME) $(KERNELS) $(TOKEN)

pictures: $(READY) ## make the pictures of the README from the real pages (needs Chromium)
	@$(BIN)/python docs/pictures.py

docs: $(READY) ## build the guide as a searchable site in site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

accept: $(READY) ## store the sentences that changed, on purpose
	@$(BIN)/tradebrief accept

bench: $(READY) ## print the benchmarks' ratios
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

licences: $(READY) ## list the licence of every package
	@$(BIN)/python docs/licences.py

lock: ## pin and hash every package anew (needs uv)
	uv pip compile pyproject.toml --all-extras --group pyproject.toml:test --group pyproject.toml:docs --group pyproject.toml:build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

clean: ## remove what was built, not what was written
	rm -rf .venv site reports/*.html reports/*.ipynb reports/*.pdf reports/*.docx reports/*.xlsx reports/index.files reports/.cache .pytest_cache .ruff_cache

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("tradebrief needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@echo "setting up .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
