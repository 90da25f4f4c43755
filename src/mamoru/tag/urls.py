"""Addresses of the tag and of the public list."""

from django.urls import URLPattern, path

from mamoru.tag import views


def addresses(style: str) -> list[URLPattern]:
    """Return them all; `style` is the digest in the name of the pages' style sheet."""
    return [
        path("tag/mamoru.js", views.tag),
        path("tag/config.json", views.configuration),
        path("transmissions.json", views.listed),
        path("transmissions", views.page, {"language": "ja", "style": style}),
        path("en/transmissions", views.page, {"language": "en", "style": style}),
    ]
