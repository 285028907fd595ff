#!/bin/sh
# Make or renew .venv from a lock file, with uv where it is there and with pip else.
set -eu
lock=$1
if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet .venv
    uv pip install --quiet --python .venv/bin/python --require-hashes --requirement "$lock"
    exit 0
fi
if [ ! -x .venv/bin/python ]; then
    echo "Making the virtual environment (.venv) ..."
    python3 -m venv .venv
fi
echo "Installing what $lock names ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
