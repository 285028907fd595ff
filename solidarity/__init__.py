"""The project package: the portal's ground floor and its roof.

Owns: settings, users, audit, workflow, jobs, charts, page and API bases, and the wiring.
May import: ground-floor modules nothing of the apps; `urls` and `api` everything.
"""

from solidarity.celery import app as celery_app

__all__ = ["celery_app"]
