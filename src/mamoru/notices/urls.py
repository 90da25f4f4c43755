"""Addresses of the public pages: Japanese at the root, English below `/en`."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from mamoru.errors import Language
from mamoru.notices import views

LANGUAGES: tuple[Language, ...] = ("ja", "en")


def _in_language(language: Language) -> Iterator[URLPattern]:
    root = "" if language == "ja" else "en/"
    shown = {"language": language}
    yield path(f"{root}policy", views.current, shown)
    yield path(f"{root}policy/versions", views.versions, shown)
    yield path(f"{root}policy/versions/<str:name>", views.version, shown)
    yield path(f"{root}policy/feed.atom", views.atom, shown)
    yield path(f"{root}policy/changes", views.chosen, {"root": f"/{root}".rstrip("/")})
    yield path(f"{root}policy/changes/<str:old>..<str:new>", views.changes, shown)


urlpatterns = [
    path("", views.start),
    path("policy.yaml", views.text_file),
    path("policy.jsonld", views.dpv_file),
    path("policy.odrl.jsonld", views.odrl_file),
    path("policy/pages.<str:digest>.css", views.styles),
    *(one for language in LANGUAGES for one in _in_language(language)),
]
