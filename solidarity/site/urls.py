"""Addresses of the pages about the programme and the portal."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from solidarity.site import views
from solidarity.site.gallery import Gallery

urlpatterns: list[URLPattern] = [
    path("", login_not_required(views.Home.as_view()), name="home"),
    path("initiative/", login_not_required(views.Initiative.as_view()), name="initiative"),
    path("data/", login_not_required(views.OpenData.as_view()), name="open-data"),
    path("data/notes/", login_not_required(views.DataNotes.as_view()), name="data-notes"),
    path("accessibility/", login_not_required(views.Accessibility.as_view()), name="accessibility"),
    path("privacy/", login_not_required(views.Privacy.as_view()), name="privacy"),
    path("gallery/", login_not_required(Gallery.as_view()), name="gallery"),
]
