# The verbs of this repository. `make run` and `make test` do their own set-up.
#
#   make run               serve a synthetic force at http://127.0.0.1:8000/ (the first time, it takes a minute to make)
#   make run DATA=PATH     load data.police.uk files first (a folder, a file or a monthly archive), and serve those
#   make test              all tests, with branch coverage
#   make check             lint, format, types, layers
#   make bench             the benchmarks, into benchmarks/results.json (make bench ONLY=load for one)
#   make docs              print the generated reference and method pages anew
#   make wheel             the package, with the built site inside

PYTHON ?= python3
PORT ?= 8000
WORK := .forcesight
UV := $(shell command -v uv 2>/dev/null || echo $(CURDIR)/.tools/uv/bin/uv)
RUN := $(UV) run --no-sync
# Without bytecode every start would parse every library again.
export UV_COMPILE_BYTECODE = 1
export PYTHONDONTWRITEBYTECODE =
NODE_GROUP := $(shell command -v npm >/dev/null 2>&1 || echo --group node)

.PHONY: run test check bench docs wheel setup fix clean

run: setup
	@$(RUN) forcesight run --home $(if $(DATA),$(WORK)/data-home,$(WORK)/synthetic-home) --port $(PORT) --demo-accounts \
		$(foreach path,$(DATA),--data $(path)) $(foreach path,$(AREAS),--areas $(path)) \
		$(foreach path,$(BOUNDARIES),--boundaries $(path)) $(foreach path,$(POPULATION),--population $(path)) \
		$(if $(FORCE),--force $(FORCE))

test: setup
	@$(RUN) python scripts/run_tests.py $(ARGS)

check: setup
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python scripts/build_docs.py --check

fix: setup
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

bench: setup
	@$(RUN) python -m benchmarks $(if $(ONLY),--only $(ONLY))

docs: setup
	$(RUN) python scripts/build_docs.py

wheel: setup
	$(UV) build --wheel

setup: .stamps/environment .stamps/kernels
	@$(RUN) python scripts/build_assets.py

.stamps/environment: pyproject.toml uv.lock | $(UV)
	@mkdir -p .stamps
	@echo "Installing the libraries that uv.lock names …"
	@$(UV) sync --frozen --quiet $(NODE_GROUP)
	@touch $@

# The model office's machine code, so that nothing compiles while somebody waits.
.stamps/kernels: .stamps/environment $(shell find src/forcesight/model_office -name '*.py')
	@$(RUN) forcesight office compile
	@touch $@

$(CURDIR)/.tools/uv/bin/uv:
	@echo "Installing uv, which installs the rest …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target .tools/uv uv

clean:
	rm -rf .venv .tools .stamps node_modules src/forcesight/web/static/built $(WORK)
