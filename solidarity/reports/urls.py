"""Addresses of the pages."""

from django.urls import URLPattern, path

from solidarity.reports import views

app_name = "reports"

urlpatterns: list[URLPattern] = [
    path("", views.ReportList.as_view(), name="report-list"),
    path("new/", views.NewReport.as_view(), name="report-new"),
    path("<uuid:pk>/", views.ReportDetail.as_view(), name="report-detail"),
    path("<uuid:pk>/cancel/", views.CancelReport.as_view(), name="report-cancel"),
    path("<uuid:pk>/retry/", views.RetryReport.as_view(), name="report-retry"),
    path("<uuid:pk>/download/", views.DownloadReport.as_view(), name="report-download"),
    path("<uuid:pk>/read/", views.ReadReport.as_view(), name="report-read"),
]
