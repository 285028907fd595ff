#!/bin/sh
# Every check that needs no running service; all are run, and one that fails fails the whole.
set -u
bin=.venv/bin
failed=""
step() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        echo "FAILED  $name"
        echo "$output" | tail -n 60
        failed="$failed $name"
    fi
}
deploy_check() {
    DATABASE_URL=postgres://portal@127.0.0.1:5432/portal REDIS_URL=redis://127.0.0.1:6379/0 \
        SECRET_KEY=$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
        SITE_URL=https://portal.example ALLOWED_HOSTS=portal.example TRUSTED_PROXIES=1 DEMO=0 \
        $bin/python manage.py check --deploy --fail-level WARNING
}
step "format" $bin/ruff format --check .
step "lint" $bin/ruff check .
step "types" $bin/mypy
step "layers" $bin/lint-imports
step "templates" $bin/djlint --lint templates
# The charts are drawn by hand: white space there is part of the picture.
step "template format" $bin/djlint --check templates --extend-exclude templates/charts
step "deployment settings" deploy_check
step "migrations" env DATABASE_URL=sqlite:// $bin/python manage.py makemigrations --check --dry-run
step "translations" $bin/python -m pytest -q -p no:randomly tests/repository/test_translations.py
step "dependencies" $bin/deptry .
if [ -n "$failed" ]; then
    echo "Failed:$failed"
    exit 1
fi
echo "All checks passed."
