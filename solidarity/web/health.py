"""Is the process alive, and is it ready for work? For proxies and for whoever is on call."""

import shutil
from typing import Any

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View

from solidarity.jobs import health

LEAST_FREE_DISK = 0.05  # share of the disk that holds the files
UNAVAILABLE = 503


@method_decorator(login_not_required, name="dispatch")
class Live(View):
    """200 as long as the process answers. Asks nothing of anybody."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """The process is up."""
        return JsonResponse({"status": "ok"})


@method_decorator(login_not_required, name="dispatch")
class Ready(View):
    """200 when pages can be served, 503 when not; without a broker it is ready, but degraded."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Every check by name, and the sum of them."""
        try:
            checks = {"database": "ok", "migrations": self._migrations(), "jobs": health.summary()}
        except DatabaseError:
            checks = {"database": "away"}
        checks |= {"disk": self._disk(), "broker": self._broker()}
        able = checks["database"] == "ok" and checks.get("migrations") == "ok" and checks["disk"] == "ok"
        whole = able and checks["broker"] == "ok"
        status = "ok" if whole else "degraded" if able else "unavailable"
        return JsonResponse({"status": status, "checks": checks}, status=200 if able else UNAVAILABLE)

    @staticmethod
    def _migrations() -> str:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"

    @staticmethod
    def _disk() -> str:
        usage = shutil.disk_usage(settings.VAR if settings.VAR.exists() else "/")
        return "ok" if usage.free / usage.total >= LEAST_FREE_DISK else "full"

    @staticmethod
    def _broker() -> Any:
        if not settings.REDIS_URL:
            return "ok"
        try:
            redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1).ping()
        except redis.RedisError:
            return "away"
        return "ok"
