"""A real Celery worker for a test: python -m tests.jobs.worker PREFIX CONCURRENCY."""

import sys

import django

from solidarity.celery import app

django.setup()

import tests.jobs.kinds  # noqa: E402, F401 - the worker must know these kinds

prefix, concurrency = sys.argv[1:]
app.conf.broker_transport_options = {**app.conf.broker_transport_options, "global_keyprefix": prefix}
app.conf.worker_soft_shutdown_timeout = 1
app.worker_main(["worker", "--concurrency", concurrency, "--without-mingle", "--without-gossip"])
