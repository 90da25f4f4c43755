"""Addresses of the person's pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("mamoru.portal.urls_held")),
    path("", include("mamoru.portal.urls_asking")),
]
