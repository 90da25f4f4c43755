"""Addresses of the officers' pages."""

from django.urls import include, path

from mamoru.console import saved, today

urlpatterns = [
    path("console", today.today, name="console_today"),
    path("console/saved-views", saved.keep, name="console_keep_view"),
    path("console/saved-views/drop", saved.drop, name="console_drop_view"),
    path("", include("mamoru.console.urls_rooms")),
    path("", include("mamoru.console.urls_requests")),
    path("", include("mamoru.console.urls_books")),
]
