# Crosswalk: everything is one command from a fresh clone. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run demo build front test check bench crash-test rough-test fuzz proxy-test package package-test sbom clean

LISTEN ?= 127.0.0.1:8080
DATA ?= ./data

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

run: build ## Build and serve on http://127.0.0.1:8080, data and outgoing mail under ./data
	@mkdir -p $(DATA)
	target/release/crosswalk serve --listen $(LISTEN) --data $(DATA)

demo: build ## Serve an invented partnership to look around in; it is gone when you stop it
	target/release/crosswalk demo --listen $(LISTEN)

build: front ## Leave the finished program at target/release/crosswalk
	cargo build --release --locked --bin crosswalk

front: ## Install the front-end packages; build scripts, styles and fonts
	scripts/front

test: ## Run every test and lint, installing what they need on Debian (as root)
	scripts/test

check: ## Format, lints, spelling, licenses: fast, no tests
	scripts/check

bench: build ## Measure beside other programs of the kind; write docs/BENCHMARKS.md
	bench/run

crash-test: ## Kill the server under load many times; check that nothing saved is lost
	scripts/crash-test

rough-test: ## Let disk, database, clock and mail server fail under a running server
	scripts/rough-test

fuzz: ## Throw changed inputs at every parser that meets outside bytes, a million each
	scripts/fuzz

proxy-test: ## Serve behind nginx: TLS, sockets, a path, slow clients, requests that mean two things
	CROSSWALK_PROXY_PATIENT=1 scripts/proxy-test

package: ## Make a Debian package of the finished program: target/debian/*.deb
	scripts/package

package-test: ## Install, run, upgrade, remove and purge a package on this machine (as root)
	cargo build --workspace --all-targets --locked --quiet
	scripts/package-test

sbom: ## List what the program is made of (CycloneDX) in target/sbom, and check the list
	scripts/sbom target/sbom
	scripts/check-sbom target/sbom/sbom.cdx.json

clean: ## Remove what was built; data stay
	rm -rf target islands/dist islands/node_modules tests/browser/node_modules tests/browser/results tests/crash/node_modules bench/.work
