"""The OpenAPI document (3.1), made from the table of endpoints, so that it cannot leave one out."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from mamoru.api import keeping, people
from mamoru.api.endpoint import HTML, JSON, OCTETS, OUTSIDE, TEXT, Call, Endpoint, Reply
from mamoru.api.intake import listed_fields
from mamoru.api.problems import MEDIA, Problem
from mamoru.api.routes import PREFIX
from mamoru.provision.records.writing import FORMS

Document = dict[str, Any]
VERSION = "1.0.0"

_NAME = re.compile(r"\{(\w+)\*?\}")
_REF = "#/components/schemas/{name}"
NAMES: dict[str, Document] = {
    "ref": {"pattern": "^p_[0-9a-f]{32}$", "example": f"p_{0:032x}"},
    "held": {"pattern": "^q_[0-9a-f]{32}$", "example": f"q_{0:032x}"},
    "link": {"pattern": "^l_[0-9a-f]{32}$", "example": f"l_{0:032x}"},
    "day": {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "example": "2026-12-24"},
    "form": {"pattern": "^[a-z][a-z0-9_-]{0,63}$"},
    "field": {"pattern": "^[a-z][a-z0-9_-]{0,63}$"},
    "file": {"pattern": "^f_[0-9a-f]{32}$", "example": f"f_{0:032x}"},
    "reference": {"pattern": "^c_[a-z2-7]{26}$"},
    "notice": {"pattern": "^[a-z][a-z0-9_-]{0,63}$", "example": "banner"},
    "partner": {"pattern": "^[a-z][a-z0-9-]{0,63}$"},
    "party": {"pattern": "^party_[0-9a-f]{16}$"},
    "key": {"pattern": "^key_[0-9a-f]{16}$"},
    "paper": {"pattern": "^paper_[0-9a-f]{16}$"},
    "case": {"pattern": "^case_[0-9a-f]{16}$"},
    "set": {"pattern": "^set_[0-9a-f]{16}$"},
    "recall": {"pattern": "^recall_[0-9a-f]{16}$"},
    "incident": {"pattern": "^incident_[0-9a-f]{16}$"},
    "hand": {"pattern": "^hand_[0-9a-f]{16}$"},
    "token": {"pattern": "^[A-Za-z0-9_-]{43}$"},
    "record": {"pattern": "^record_[0-9a-f]{16}$"},
    "hold": {"pattern": "^h_[0-9a-f]{32}$", "example": f"h_{0:032x}"},
    "leaving": {"pattern": "^leaving_[0-9a-f]{32}$"},
    "told": {"pattern": "^told_[0-9a-f]{16}$"},
    "run": {"pattern": "^run_[0-9a-f]{16}$"},
    "register": {
        "pattern": "^(provision|receipt|related|internal|requests|refusals|identity|complaints)$"
    },
    "inquiry": {"pattern": "^inq_[0-9a-f]{16}$"},
    "message": {"pattern": "^msg_[0-9a-f]{16}$"},
    "attachment": {"pattern": "^att_[0-9a-f]{16}$"},
    "suspect": {"pattern": "^(msg|att)_[0-9a-f]{16}$"},
    "template": {"pattern": "^[a-z][a-z0-9_-]{0,31}$", "example": "answer"},
    "request": {"pattern": "^req_[0-9a-f]{16}$"},
    "feed": {"pattern": "^feed_[0-9a-f]{16}$"},
    "system": {"pattern": "^[a-z][a-z0-9-]{0,63}$", "example": "shop"},
    "plan": {"pattern": "^plan_[0-9a-f]{16}$"},
    "delivery": {"pattern": "^d-[0-9a-f]{16}$"},
    "version": {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "example": "2026-12-24"},
    "number": {"pattern": "^[1-9][0-9]{0,17}$", "example": "1"},
    "index": {"pattern": "^(0|[1-9][0-9]{0,17})$"},
    "ticket": {"pattern": "^(0|[1-9][0-9]{0,17})$"},
    "tile": {
        "pattern": r"^([0-9]|[1-5][0-9]|6[0-3])/(x[0-9]{3}/){0,5}[0-9]{3}(\.p/[0-9]{1,3})?$",
        "description": "`0/000`, `1/x001/234.p/5`, …; slashes stay as they are",
    },
    "bundle": {
        "pattern": r"^(x[0-9]{3}/){0,5}[0-9]{3}(\.p/[0-9]{1,3})?$",
        "description": "`000`, `x001/234.p/5`, …; slashes stay as they are",
    },
}
"""What names in a path look like."""
UNSTRUCTURED: dict[str, Document] = {
    TEXT: {"type": "string"},
    HTML: {"type": "string"},
    OCTETS: {"type": "string", "format": "binary"},
    **{form.media: {"type": "string", "format": "binary"} for form in FORMS.values()},
}
"""What an answer is that is not JSON, by its type."""
HEADERS: dict[str, Document] = {
    "ETag": {
        "description": "Version of the person, for `If-Match` of a change",
        "required": True,
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    },
    "Location": {
        "description": "Address of who was stored",
        "required": True,
        "schema": {"type": "string"},
    },
}
WITH_HEADERS: dict[type, tuple[str, ...]] = {
    people.Created: ("ETag", "Location"),
    people.Person: ("ETag",),
    keeping.Changed: ("ETag",),
}
"""Headers that come with an answer of a type."""
SAID = {
    400: "Not JSON in UTF-8, a key twice, or a parameter that is not known",
    401: "No key, or one that is not known",
    403: "The key does not reach so far, or policy or law says no; a refusal is on record",
    404: "Not there, or not for this caller to know",
    405: "Not with this method",
    409: "Somebody else was first",
    412: "Changed since the version in `If-Match`",
    413: "The body, or the file, is too large",
    415: "Not application/json, or a file of a type that is not taken",
    422: "The form or a value cannot be accepted",
    428: "`If-Match` is missing",
    500: "A defect of the server, to be reported with the id of the request",
    503: "A part does not answer now; nothing was done",
}

_NAMING = frozenset(
    [
        "checkpoint", "consistency", "decide", "askForCase", "listDueOfContractors", "addFeed",
        "pullFeed", "planHandOver", "traceInSystems", "planInSystems",
    ]
)  # fmt: skip
"""Endpoints that may not find what they are asked about, though their path names nothing."""


_LATE = frozenset(
    [
        "withdrawRevision", "approveCase", "refuseCase", "closeCase", "lookAtPackage",
        "takePackage", "approveHandOver", "makePackage", "linkPackage", "mailPackageLink",
        "continueRequest", "joinRequest", "askScope", "retryRequest", "linkAnswer", "printAnswer",
        "takeAnswer", "readThread", "readAttachment", "releaseInquiry", "reopenInquiry",
        "acceptMessage", "separateMessage", "reviewSuspect", "purgeSuspect",
        "certifyLeaving", "noteTold", "makeRun", "purgeQuarantined", "approveDraft",
    ]
)  # fmt: skip
"""Endpoints before which somebody else may have been, though nothing is sent to them."""


def document(endpoints: Iterable[Endpoint]) -> Document:
    """Return the document of `endpoints`."""
    table = list(endpoints)
    kinds = [kind for one in table for kind in (one.takes, one.gives) if kind]
    queries = [one.query for one in table if one.query]
    schemas, components = msgspec.json.schema_components(
        [*kinds, *queries, Problem], ref_template=_REF
    )
    schema_of = dict(zip([*kinds, *queries, Problem], schemas, strict=True))
    paths: Document = {}
    for one in table:
        paths.setdefault(_NAME.sub(r"{\1}", one.path), {})[one.method.lower()] = _operation(
            one, schema_of, components
        )
    used = {kind.__name__ for kind in queries}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mamoru",
            "version": VERSION,
            "description": "Every call about people is decided by the policy and on record.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": {name: one for name, one in components.items() if name not in used},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "bearerFormat": "mk_"}},
        },
    }


def _operation(one: Endpoint, schema_of: dict[Any, Document], components: Document) -> Document:
    tag = one.path.split("/")[1]
    described: Document = {"operationId": one.name, "summary": one.summary, "tags": [tag]}
    described["parameters"] = _parameters(one, components)
    if one.takes:
        content = {JSON: {"schema": schema_of[one.takes]}}
        described["requestBody"] = {"required": True, "content": content}
    if one.streams:
        content = {OCTETS: {"schema": UNSTRUCTURED[OCTETS]}}
        described["requestBody"] = {"required": True, "content": content}
    answers: Document = {str(one.status): _answer(one, schema_of)}
    if one.later:
        goes_on = {**_answer(one, schema_of), "description": "It goes on in the background"}
        answers[str(one.later)] = goes_on
    for status in _problems(one):
        content = {MEDIA: {"schema": schema_of[Problem]}}
        answers[str(status)] = {"description": SAID[status], "content": content}
    described["responses"] = answers
    if one.scope != OUTSIDE:
        described["security"] = [{"key": []}]
        described["description"] = f"Needs the scope `{one.scope}`."
    return described


def _answer(one: Endpoint, schema_of: dict[Any, Document]) -> Document:
    """Return what is answered where all went well."""
    schema = schema_of[one.gives] if one.gives else UNSTRUCTURED[one.media]
    content = {one.media.partition(";")[0]: {"schema": schema}}
    answer: Document = {"description": "Done", "content": content}
    if one.gives in WITH_HEADERS:
        answer["headers"] = {name: HEADERS[name] for name in WITH_HEADERS[one.gives]}
    return answer


def _problems(one: Endpoint) -> list[int]:
    found = {400, 405, 500, 503}
    if one.name == "ready":
        found.discard(503)
    if one.scope != OUTSIDE:
        found |= {401, 403}
    if "{" in one.path or one.name in _NAMING:
        found.add(404)
    if one.takes or one.streams:
        found |= {413, 415, 422, 409}
    if one.name in _LATE:
        found.add(409)
    if one.scope.startswith("people") or one.query:
        found.add(422)
    if one.conditional:
        found |= {412, 428}
    return sorted(found)


def _parameters(one: Endpoint, components: Document) -> list[Document]:
    found: list[Document] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", **NAMES[name]}}
        for name in _NAME.findall(one.path)
    ]
    if one.query:
        schema = components[one.query.__name__]
        listed = listed_fields(one.query)
        for name, shape in schema["properties"].items():
            parameter = {
                "name": name, "in": "query", "required": name in schema.get("required", ()),
                "schema": _without_null(shape),
            }  # fmt: skip
            if name in listed:
                parameter |= {
                    "style": "form", "explode": True,
                    "description": "Repeated, or once with commas between",
                }  # fmt: skip
            found.append(parameter)
    if one.conditional:
        pattern = r'^(\*|"[0-9]{1,9}")$'
        schema = {"type": "string", "pattern": pattern}
        found.append({"name": "If-Match", "in": "header", "required": True, "schema": schema})
    return found


def _without_null(shape: Document) -> Document:
    """Return a parameter's schema without `null`, which an address cannot say."""
    shape = {key: value for key, value in shape.items() if key not in ("default", "description")}
    if "anyOf" in shape:
        kept = [one for one in shape["anyOf"] if one != {"type": "null"}]
        return kept[0] if len(kept) == 1 else {**shape, "anyOf": kept}
    return shape


def served(_: Call) -> Reply:
    """Return the document."""
    return Reply(body=encoded(), headers=(("Cache-Control", "no-cache"),))


@cache
def encoded() -> bytes:
    """Return the document of the table as JSON, the same bytes each time."""
    from mamoru.api.table import ENDPOINTS

    return msgspec.json.format(msgspec.json.encode(document(ENDPOINTS)), indent=2) + b"\n"
