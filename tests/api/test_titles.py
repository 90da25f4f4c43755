"""A problem's title says what its own code means, and gives no advice that could be wrong."""

import httpx
from tests.api.calling import COLLECTING, Api, person
from tests.tooling.test_house_rules import JAPANESE, error_classes

from mamoru.api.titles import TITLES
from mamoru.errors import ConfigurationError, IntegrityError

ROOMS = (
    "api",
    "gate",
    "vault",
    "consent",
    "crypto",
    "ledger",
    "notices",
    "tag",
    "collection.collector",
    "collection.forms",
    "collection.partners",
    "provision.joint",
    "provision.packages",
    "provision.records",
    "tag",
    "parties",
    "provision.cases",
    "provision.entrust",
    "gate.holding",
    "rights.leaving",
    "rights.retention",
    "rights.requests",
    "desk",
    "systems",
)
MODULES = {f"mamoru.{room}.errors" for room in ROOMS} | {"mamoru.gate.recipient_errors"}
OURS = (ConfigurationError, IntegrityError)
"""What an operator sets right: callers are told no more than its kind."""
AT_THE_COMMAND_LINE = {
    "invalid-client", "client-absent", "client-name-taken", "page-not-loaded", "record-kept",
}  # fmt: skip
"""What nobody meets over HTTP, though it stands in a room that both use."""
ON_PAGES = {"sheet-moved", "unknown-sheet"}
"""What only officers meet who revise the policy in the console."""


OF_POLICIES = {"policy-file", "bad-invariant", "other-draft"}
"""What can be wrong with a text that somebody sends."""
OF_THE_LAW = {"unknown-request-kind"}
"""What the law gives nobody."""


def test_every_error_that_a_caller_can_meet_has_a_title_and_no_other_has() -> None:
    met = {
        error.code
        for error in error_classes()
        if error.__module__ in MODULES and not issubclass(error, OURS)
    }

    met = (met - AT_THE_COMMAND_LINE - ON_PAGES) | OF_POLICIES | OF_THE_LAW
    assert met == TITLES.keys(), "give it a title in mamoru/api/titles.py"


def test_no_two_codes_have_the_same_title() -> None:
    assert len({word.ja for word in TITLES.values()}) == len(TITLES)
    assert len({word.en for word in TITLES.values()}) == len(TITLES)


def test_every_title_is_one_sentence_in_each_language() -> None:
    strange = [
        code
        for code, word in TITLES.items()
        if not JAPANESE.search(word.ja)
        or JAPANESE.search(word.en)
        or (word.ja.count("。"), word.en.count(".")) != (1, 1)
    ]

    assert strange == []


def test_a_problem_has_the_title_of_its_code(api: Api) -> None:
    client = api.client()
    new = {"handling": COLLECTING, "person": person()}
    client.post("/people", json=new)
    key = f"Bearer mk_{'0' * 16}_{'A' * 43}"
    answers = [
        api.outsider({"Authorization": key}).post("/people", json=new),
        client.get("/people"),
        client.post("/people", json=new),
        client.post("/people", json=new, headers={"Accept-Language": "ja"}),
    ]

    assert [said(one) for one in answers] == [
        (401, "unknown-client", "The key is not known."),
        (405, "method-unknown", "This method cannot be used here."),
        (409, "duplicate-identifier", "The identifier is registered already."),
        (409, "duplicate-identifier", "識別子はすでに登録されています。"),
    ]


def said(answer: httpx.Response) -> tuple[int, str, str]:
    problem = answer.json()
    return answer.status_code, problem["code"], problem["title"]
