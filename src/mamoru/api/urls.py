"""Addresses outside the API, which Django answers: the public pages."""

from django.urls import include, path

urlpatterns = [path("", include("mamoru.notices.urls"))]
handler404 = "mamoru.notices.views.not_found"
