#!/bin/sh
# Pango draws the text of PDFs. Install it where that is possible; else say how, and go on.
set -u
has_pango() {
    .venv/bin/python - <<'PY'
import ctypes.util
import sys
sys.exit(not (ctypes.util.find_library("pango-1.0") and ctypes.util.find_library("pangoft2-1.0")))
PY
}
has_pango && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Pango, which draws the text of PDFs ..."
    (apt-get update -qq && apt-get install -y -qq libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0) >/dev/null 2>&1
    has_pango && exit 0
fi
echo "PDFs need Pango: install libpango-1.0-0 and libpangoft2-1.0-0 (macOS: brew install pango). Everything else works."
