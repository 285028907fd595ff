"""Addresses of agreements. All need a sign-in, but for what only repeats public sources."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from agreements.views import agreements, approvals, documents, related, steps
from solidarity.web.downloads import CSV, XLSX

app_name = "agreements"

urlpatterns: list[URLPattern] = [
    path("instruments/", login_not_required(related.RelatedList.as_view()), name="related-list"),
    path("agreements/", agreements.AgreementList.as_view(), name="agreement-list"),
    *(
        path(
            f"agreements/{form}/",
            agreements.AgreementSheet.as_view(),
            {"form": form},
            name=f"agreement-{form}",
        )
        for form in (CSV, XLSX)
    ),
    path("agreements/new/", agreements.CreateAgreement.as_view(), name="agreement-create"),
    path("agreements/<uuid:pk>/", agreements.AgreementDetail.as_view(), name="agreement-detail"),
    path("agreements/<uuid:pk>/history/", agreements.AgreementHistory.as_view(), name="agreement-history"),
    path("agreements/<uuid:pk>/edit/", agreements.EditAgreement.as_view(), name="agreement-edit"),
    path("agreements/<uuid:pk>/approvals/new/", approvals.AddApproval.as_view(), name="approval-add"),
    path(
        "agreements/<uuid:pk>/approvals/<uuid:approval>/remove/",
        approvals.RemoveApproval.as_view(),
        name="approval-remove",
    ),
    path("agreements/<uuid:pk>/approval-need/", approvals.DecideApprovalNeed.as_view(), name="approval-need"),
    path("agreements/<uuid:pk>/documents/", documents.DocumentList.as_view(), name="document-list"),
    path("agreements/<uuid:pk>/documents/new/", documents.AddDocument.as_view(), name="document-add"),
    *(
        path(
            f"agreements/<uuid:pk>/documents/<uuid:document>/{verb}/",
            view.as_view(),
            name=f"document-{verb}",
        )
        for verb, view in (
            ("download", documents.DownloadDocument),
            ("replace", documents.ReplaceDocument),
            ("remove", documents.RemoveDocument),
        )
    ),
    *(
        path(f"agreements/<uuid:pk>/{verb}/", view, name=f"agreement-{verb}")
        for verb, view in steps.ADDRESSES.values()
    ),
]
