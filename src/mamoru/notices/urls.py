"""Addresses of the public pages: Japanese at the root, English below `/en`."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from mamoru.errors import Language
from mamoru.notices import views
from mamoru.notices.changes import Compare, comparison

LANGUAGES: tuple[Language, ...] = ("ja", "en")


def patterns(compare: Compare | None) -> list[URLPattern]:
    """Return every address; those of differences only where there is something to `compare`."""
    return [
        path("", views.start),
        path("policy.yaml", views.text_file),
        path("policy.jsonld", views.dpv_file),
        path("policy.odrl.jsonld", views.odrl_file),
        path("policy/pages.<str:digest>.css", views.styles),
        *(one for language in LANGUAGES for one in _in_language(language, compare)),
    ]


def _in_language(language: Language, compare: Compare | None) -> Iterator[URLPattern]:
    root = "" if language == "ja" else "en/"
    shown = {"language": language, "compare": compare}
    yield path(f"{root}policy", views.current, shown)
    yield path(f"{root}policy/versions", views.versions, shown)
    yield path(f"{root}policy/versions/<str:name>", views.version, shown)
    yield path(f"{root}policy/feed.atom", views.atom, shown)
    if compare is not None:
        yield path(f"{root}policy/changes", views.chosen, {"root": f"/{root}".rstrip("/")})
        yield path(f"{root}policy/changes/<str:old>..<str:new>", views.changes, shown)


urlpatterns = patterns(comparison())
