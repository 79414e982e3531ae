# Everything is built below build/, bin/ and obj/. "make test" and "make demo" need root: they boot containers.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

export DOTNET_NOLOGO := 1
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
DOTNET_FLAGS := --verbosity quiet -nologo
VERSION := $(shell sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
DEB := build/ibkr-agent_$(VERSION)_amd64.deb
# The analyzers have their say in "make build".
PUBLISH := --configuration Release --runtime linux-x64 --self-contained -p:RunAnalyzers=false
FUZZ_INPUTS := 5000000
SEASON_SEED := 20261026
ROUNDS := 20
SCRIPTS := .ci/run packaging/build-deb packaging/bash-completion/ibkr-agent packaging/choose-display packaging/take-vnc-password tests/run tests/faults/run tests/interop/run tests/bench/run \
	$(wildcard tests/system/*.sh) $(addprefix packaging/deb/ibkr-agent.,postinst prerm postrm)

.PHONY: help build check test faults soak bench fuzz season interop deb publish lint format demo prerequisites clean system-tests sim root

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand --tabs=16

build: ## Compile everything, analyzers included
	dotnet build IbkrAgent.sln $(DOTNET_FLAGS)

check: build ## The quick one: compile, analyzers, unit tests
	tests/run unit

test: root prerequisites build deb sim ## Unit, interop and system tests, on Debian 12 in containers (root)
	tests/run unit interop system

interop: prerequisites build ## Independent clients of the API, from npm, against the stand-in
	tests/run interop

system-tests: root prerequisites build deb sim ## The system tests alone (root)
	tests/run system

bench: root prerequisites deb sim ## What the agent costs, beside a Node probe and a .NET program of one line (root)
	dotnet publish tests/bench/line $(PUBLISH) --output build/bench $(DOTNET_FLAGS)
	tests/bench/run

faults: root prerequisites build deb sim ## Every named fault on the installed package (root; FAULTS="NAME ..." for some)
	tests/faults/run $(FAULTS)

soak: root prerequisites build deb sim ## Faults drawn by lot, at any moment (root; ROUNDS=, SEED= repeats a run)
	tests/faults/run soak $(ROUNDS) $(SEED)

fuzz: ## Feed every reader with inputs nobody meant (FUZZ_INPUTS=, FUZZ_SEED= repeats a run)
	dotnet build tests/fuzz --configuration Release $(DOTNET_FLAGS)
	tests/fuzz/bin/Release/net10.0/IbkrAgent.Fuzz $(FUZZ_INPUTS) $(FUZZ_SEED)

season: ## 21 weeks of one live Gateway in seconds: its restarts, crashes and taps on the phone (SEASON_SEED= for another)
	dotnet build tests/season --configuration Release $(DOTNET_FLAGS)
	@mkdir -p build
	tests/season/bin/Release/net10.0/IbkrAgent.Season $(SEASON_SEED) build/season.log

publish: ## The program as one self-contained file: build/publish/ibkr-agent
	rm -rf build/publish
	dotnet publish src/IbkrAgent $(PUBLISH) --output build/publish $(DOTNET_FLAGS)
	@du -h --apparent-size build/publish/ibkr-agent

deb: prerequisites publish ## The Debian package: build/ibkr-agent_VERSION_amd64.deb
	packaging/build-deb $(VERSION) build/publish build
	@du -h --apparent-size $(DEB)

sim:
	dotnet publish tests/GatewaySim $(PUBLISH) -p:PublishSingleFile=true --output build/sim $(DOTNET_FLAGS)

demo: root prerequisites deb sim ## Watch a Gateway start, die, recover and restart (root)
	tests/system/demo.sh

lint: prerequisites ## Layout of the code, scripts, units, package
	dotnet tool restore >/dev/null
	dotnet csharpier check src tests
	shellcheck $(SCRIPTS)
	tests/system/verify-units.sh systemd
	if command -v lintian >/dev/null && [ -e $(DEB) ]; then lintian --fail-on error --tag-display-limit 0 $(DEB); fi

format: ## Put the code into its layout
	dotnet tool restore >/dev/null
	dotnet csharpier format src tests

prerequisites: ## Install what is missing beside the .NET SDK
	@tests/system/prerequisites.sh

clean: ## Remove everything that was built
	rm -rf build src/*/bin src/*/obj tests/*/bin tests/*/obj

root:
	@[ "$$(id -u)" -eq 0 ] || { echo 'make: this boots containers: run it as root' >&2; exit 77; }
