"""The address of the workspace."""

from django.urls import path

from solidarity.workspace.views import Workspace

urlpatterns = [path("", Workspace.as_view(), name="workspace")]
