# Thin: meson does the work. `make demo` is for a first look, `make check` before every commit.
BUILD ?= build
TEITEN = $(BUILD)/src/cmd/teiten

FUZZ_SECONDS ?= 60

.PHONY: all demo check bench asan fuzz world install format clean setup

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

setup:
	@sh scripts/setup.sh build

$(BUILD)/build.ninja: | setup
	meson setup $(BUILD) --buildtype=release -Db_lto=true -Dwerror=false

# From nothing to the report of November 2005: simulated captures, the store, HTML and PDF.
demo: all
	@mkdir -p demo
	$(TEITEN) simulate talot2-2005 --out demo/captures
	$(TEITEN) import --store demo/teiten.duckdb --points demo/captures/points.json demo/captures
	$(TEITEN) report 2005-11 --store demo/teiten.duckdb --out demo/report
	@sh scripts/show-report.sh demo/report

# Every test with gcc, again with clang under AddressSanitizer and UBSan, and all lints.
check:
	@sh scripts/check.sh

# The sanitized build and its tests alone.
asan:
	@sh scripts/check.sh asan

# Search with libFuzzer from each corpus: FUZZ_SECONDS for each target. What it finds is in build-fuzz/found.
fuzz:
	@sh scripts/fuzz.sh $(FUZZ_SECONDS)

# Worlds of full size against teiten's numbers; some minutes.
world: all
	TEITEN_BUILD=$(BUILD) python3 tests/system/test_world.py --full

bench: all
	ninja -C $(BUILD) bench/make_capture bench/baseline bench/labels
	TEITEN_BUILD=$(BUILD) python3 bench/run.py

install: all
	meson install -C $(BUILD)

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

clean:
	rm -rf build build-check build-asan build-fuzz demo
