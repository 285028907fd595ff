"""The Celery application. Messages carry ids only; the jobs table is the truth.

The settings say where the broker is; what follows says how work is done, the same everywhere.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "solidarity.settings")

app = Celery("solidarity")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    timezone="UTC",
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_default_queue="fast",
    task_queues={"fast": {}, "heavy": {}},
    # A message is only done with when its work is; a loop is cut by the attempts that the job counts.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=600,  # seconds
    task_soft_time_limit=540,
    task_publish_retry_policy={
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    },
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=50,
    worker_max_memory_per_child=400_000,  # kB
    worker_soft_shutdown_timeout=25,
    worker_hijack_root_logger=False,
    beat_schedule={
        # The sweep enqueues whatever else is periodic, once in each period.
        "sweep": {"task": "solidarity.jobs.tasks.sweep_jobs", "schedule": 30.0, "options": {"expires": 25}},
    },
)
app.autodiscover_tasks()
