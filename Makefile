# The commands of this folder. Each sets up by itself what it needs, in .venv, once;
# python3 (3.11 to 3.14), make and git are all that must be there before.
#   make demo PYTHON=python3.13      another Python
#   make test ARGS="-k search -x"    arguments for pytest or the benchmarks

PYTHON ?= python3
ARGS ?=
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test lint types bench clean ruff-check ruff-format mypy pyright

help:
	@echo "make demo    xem thử với dữ liệu mẫu Lý Sơn     try hstk on the Lý Sơn sample"
	@echo "make test    chạy mọi phép thử                  run every test"
	@echo "make lint    soát cách viết                     check the style"
	@echo "make types   soát kiểu dữ liệu                  check the types"
	@echo "make bench   đo tốc độ                          measure speeds"
	@echo "make clean   xóa .venv và các tệp tạm           remove .venv and the caches"

demo: .venv/.hstk
	@.venv/bin/hstk demo $(ARGS)

test: .venv/.dev
	$(PY) -m pytest --numprocesses auto --dist worksteal $(ARGS)

lint: ruff-check ruff-format
ruff-check: .venv/.dev
	$(PY) -m ruff check .
ruff-format: .venv/.dev
	$(PY) -m ruff format --check .

types: mypy pyright
mypy: .venv/.dev
	$(PY) -m mypy
pyright: .venv/.dev
	$(PY) -m pyright

bench: .venv/.dev
	@$(PY) -m benchmarks $(ARGS)

clean:
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist src/*.egg-info \
	  examples/*/build examples/*/src/*.egg-info
	find src tests examples benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Whoever only looks at the demo does not wait for the tools of a developer.
.venv/.hstk: pyproject.toml constraints.txt | .venv/bin/pip
	$(call install,.)
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/pip
	$(call install,.[dev$(comma)postgres])
	@touch .venv/.hstk $@

comma := ,

define install
	@echo "Đang cài các gói cần thiết vào .venv (chỉ lần đầu) / Installing into .venv, only once ..." >&2
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable "$(1)" \
	  --constraint constraints.txt >&2 || { \
	  echo "Chưa cài được các gói cần thiết: lỗi ở ngay trên. Thường là do mạng; hãy chạy lại lệnh này khi có mạng." >&2; \
	  echo "Could not install what is needed: the error is just above. Mostly it is the network; run this again when it is back." >&2; \
	  exit 1; }
endef

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
	  echo "Cần Python 3.11 đến 3.14, nhưng $(PYTHON) thì không phải. Hãy thử: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
	  echo "Python 3.11 to 3.14 is needed, and $(PYTHON) is not. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "Python này thiếu venv hoặc ensurepip. Trên Debian, Ubuntu: sudo apt install python3-venv" >&2; \
	  echo "This Python lacks venv or ensurepip. On Debian, Ubuntu: sudo apt install python3-venv" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv --clear .venv
