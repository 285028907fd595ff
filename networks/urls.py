"""Addresses of places, networks, practices and events."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from networks.views import cities, criteria, events, networks, practices

app_name = "networks"

urlpatterns: list[URLPattern] = [
    path("cities/", login_not_required(cities.CityList.as_view()), name="city-list"),
    path("cities/<slug:slug>/", login_not_required(cities.CityDetail.as_view()), name="city-detail"),
    path("practices/", login_not_required(practices.PracticeList.as_view()), name="practice-list"),
    path(
        "practices/<slug:slug>/",
        login_not_required(practices.PracticeDetail.as_view()),
        name="practice-detail",
    ),
    path("networks/", login_not_required(networks.NetworkList.as_view()), name="network-list"),
    path(
        "networks/<slug:slug>/", login_not_required(networks.NetworkDetail.as_view()), name="network-detail"
    ),
    path("events/", login_not_required(events.EventList.as_view()), name="event-list"),
    path("events/<slug:slug>/", login_not_required(events.EventDetail.as_view()), name="event-detail"),
    path("criteria/", login_not_required(criteria.CriterionList.as_view()), name="criterion-list"),
]
