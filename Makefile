# Everything a newcomer needs:  make run · make test · make lint · make golden · make bench · make dist
.PHONY: run test lint golden bench dist web types rust-test solver-test web-test e2e e2e-old

CARGO ?= cargo
# Property tests ask the same questions each time; another number asks others.
export PROPTEST_RNG_SEED ?= 1
WEB_SOURCES := $(shell find web docs/handbook docs/images -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

run: web/office/dist/index.html
	@CARGO=$(CARGO) scripts/need rust cc
	$(CARGO) run --release --quiet -- serve

web: web/office/dist/index.html

web/node_modules: web/package-lock.json
	@scripts/need node
	cd web && npm ci --no-audit --no-fund --silent
	@touch $@

web/office/dist/index.html: web/node_modules $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

# Rust on SQLite and on a PostgreSQL of its own, the matching beside a solver that others wrote (OR-tools), then the pages' types and units, then a real browser:
# Debian's Chromium, and the oldest that are promised: Chromium 109 for office and till, 80 for village phones.
test: rust-test solver-test web-test e2e e2e-old

rust-test: web/office/dist/index.html
	@CARGO=$(CARGO) scripts/need rust cc postgresql
	scripts/with-postgres $(CARGO) test --workspace --quiet

# Fails where the other solver is not there: what it did not check is not taken as checked.
solver-test:
	@CARGO=$(CARGO) scripts/need rust cc
	HUOSHUI_SOLVER_PYTHON="$$(scripts/known-solver)" $(CARGO) test --quiet -p matching --test known_solver -- --ignored

web-test: web/node_modules
	cd web && npm run --silent check && npm test --silent

e2e: web/office/dist/index.html
	@CARGO=$(CARGO) scripts/need rust cc chromium
	$(CARGO) build --quiet -p huoshui
	cd web && npm run --silent e2e

e2e-old: web/office/dist/index.html
	scripts/need chromium
	$(CARGO) build --quiet -p huoshui
	cd web && npm run --silent e2e -- --old

lint: web/node_modules
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings
	cd web && npm run --silent check

# What leaves the program is golden: OpenAPI, the types made from it, the authorisation matrix.
golden:
	$(CARGO) run --quiet -p huoshui -- openapi > openapi.json.new && mv openapi.json.new openapi.json
	$(MAKE) types
	GOLDEN=write $(CARGO) test --quiet -p policy -p sheets
	GOLDEN=write $(CARGO) test --quiet -p huoshui --test it house::matrix

types: web/node_modules
	cd web && npm run --silent types

bench: web/office/dist/index.html
	@CARGO=$(CARGO) scripts/need rust cc postgresql
	benches/run

dist: web/office/dist/index.html
	@CARGO=$(CARGO) scripts/need rust cc
	$(CARGO) build --release --quiet -p huoshui
	mkdir -p dist && cp $(or $(CARGO_TARGET_DIR),target)/release/huoshui dist/huoshui
	@ls -l dist/huoshui
