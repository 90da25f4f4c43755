"""Addresses of the public statement of joint use."""

from django.urls import URLPattern, path

from mamoru.provision.joint import views


def addresses(style: str) -> list[URLPattern]:
    """Return them all; `style` is the digest in the name of the pages' style sheet."""
    return [
        path("joint-use.json", views.listed),
        path("joint-use", views.page, {"language": "ja", "style": style}),
        path("en/joint-use", views.page, {"language": "en", "style": style}),
    ]
