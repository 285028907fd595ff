"""Addresses under account/tokens/."""

from django.urls import path

from solidarity.api.token_views import RevokeToken, Tokens

urlpatterns = [
    path("", Tokens.as_view(), name="tokens"),
    path("<uuid:pk>/revoke/", RevokeToken.as_view(), name="token-revoke"),
]
