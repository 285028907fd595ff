"""The only list of mounted paths."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from solidarity.site.views import root
from solidarity.web.health import Live, Ready

handler400 = "solidarity.web.errors.bad_request"
handler403 = "solidarity.web.errors.forbidden"
handler404 = "solidarity.web.errors.not_found"
handler500 = "solidarity.web.errors.server_error"

urlpatterns = [
    path("", login_not_required(root), name="root"),
    path("healthz/live", Live.as_view(), name="live"),
    path("healthz/ready", Ready.as_view(), name="ready"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("solidarity.api.urls")),
    *i18n_patterns(
        path("", include("solidarity.site.urls")),
        path("account/tokens/", include("solidarity.api.token_urls")),
        path("account/", include("solidarity.entrance.urls")),
        path("reports/", include("solidarity.reports.urls")),
        path("workspace/", include("solidarity.workspace.urls")),
        path("", include("networks.urls")),
        path("", include("agreements.urls")),
        path("", include("assessments.urls")),
    ),
]
