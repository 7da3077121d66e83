# `make practice` tries the program, `make test` checks everything; both set up what they need in .venv.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
SET_UP = $(if $(PYTHON),$(PYTHON),$(error Python 3.11 or newer is needed)) tools/set_up.py
INGREDIENTS := pyproject.toml constraints.txt tools/set_up.py
# A window needs a screen: X11 or Wayland on Linux, always there on macOS and Windows.
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Windows_NT,$(OS))$(filter Darwin,$(shell uname -s 2>/dev/null))
# Tests wait for servers and windows more than they work: twice as many run as there are processors.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * os.cpu_count())')
# Folders of tests lie in memory where there is room for them and programs may be started from there: each flush of a disk is waited for.
MEMORY := $(shell grep ' /dev/shm tmpfs ' /proc/mounts 2>/dev/null | grep -qv noexec && df -Pk /dev/shm | \
	awk 'NR == 2 && $$4 > 2000000 {print "/dev/shm"}')
RUNS ?= 1000
SEED ?= 1

# What the recipes in packaging/ work with, by the names of Debian's packages. Downloads stay in PLEOQB_BUILD_CACHE.
FOR_WINDOWS := wine wine64 fonts-wine nsis gcc-mingw-w64-x86-64 osslsigncode
FOR_LINUX := gcc libc6-dev binutils dpkg-dev lintian appstream desktop-file-utils
FOR_TRIALS := xvfb openbox xdotool imagemagick

.PHONY: practice test coverage lint bundle bench endure shots licences clean
.PHONY: installer-windows try-windows test-windows pin-windows installer-debian try-debian installer-linux try-linux release
.DEFAULT_GOAL := practice

practice: .venv/ready
	$(if $(SCREEN),$(SET_UP) --packages-only && $(BIN)/pleoqb-desktop --practice,$(BIN)/pleoqb-desktop tour)

# What is compiled is kept, whatever the computer's habit: else each worker and each program that a test starts compiles it all again.
PYTEST := $(if $(MEMORY),TMPDIR=$(MEMORY)) PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n $(WORKERS) --dist worksteal

# pytest comes last: the output ends with its closing line.
test: lint
	$(PYTEST)

# The same tests, and which lines none of them reaches; watching doubles their work.
coverage: .venv/ready-test
	$(PYTEST) --cov --cov-report=term:skip-covered

lint: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/licences.py --check
	$(if $(wildcard tools/translations.py),$(BIN)/python tools/translations.py --check)

bundle: .venv/ready-bundle
	$(BIN)/pyinstaller --noconfirm --log-level ERROR pyinstaller.spec
	$(BIN)/python tools/try_bundle.py dist/pleoqb-desktop

installer-windows: .venv/ready-bundle
	$(SET_UP) --debian $(FOR_WINDOWS)
	$(BIN)/python packaging/windows/build_windows.py

try-windows: .venv/ready-bundle
	$(SET_UP) --debian $(FOR_WINDOWS) $(FOR_TRIALS)
	$(BIN)/python packaging/windows/try_windows.py

test-windows: .venv/ready-bundle
	$(SET_UP) --debian $(FOR_WINDOWS)
	$(BIN)/python packaging/windows/tests_windows.py

installer-debian: .venv/ready-bundle
	$(SET_UP) --debian $(FOR_LINUX)
	$(BIN)/python packaging/linux/build_linux.py deb

installer-linux: .venv/ready-bundle
	$(SET_UP) --debian $(FOR_LINUX)
	$(BIN)/python packaging/linux/build_linux.py archive

try-debian try-linux: .venv/ready-bundle
	$(SET_UP) --debian $(FOR_LINUX) $(FOR_TRIALS) debootstrap
	$(BIN)/python packaging/linux/try_linux.py $(if $(findstring debian,$@),deb,archive)

release: .venv/ready-release
	$(SET_UP) --debian $(FOR_WINDOWS) $(FOR_LINUX)
	$(BIN)/python packaging/windows/build_windows.py
	$(BIN)/python packaging/linux/build_linux.py deb archive
	$(BIN)/python packaging/release.py

pin-windows: .venv/ready-test
	$(BIN)/python packaging/windows/pin.py

bench: .venv/ready-test
	$(BIN)/python -m tests.bench

endure: .venv/ready-test
	$(BIN)/python -m tests.endure --runs $(RUNS) --seed $(SEED) --record docs/benchmarks.md
	$(BIN)/python -m tests.endure --runs $(RUNS) --seed $(SEED) --people --record docs/benchmarks.md

shots: .venv/ready-test
	$(BIN)/python tools/shots.py

licences: .venv/ready-test
	$(BIN)/python tools/licences.py

clean:
	rm -rf .venv build dist shots .coverage* htmlcov .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info

.venv/ready: $(INGREDIENTS)
	$(SET_UP) --extras practice
	@touch $@

.venv/ready-%: $(INGREDIENTS)
	$(SET_UP) --extras $*
	@touch .venv/ready $@
