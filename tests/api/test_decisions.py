"""Decisions over HTTP: single or many, on record unless only asked, in words where wanted."""

from tests.api.calling import COLLECTING, Api, person

USE = {"act": "use", "data": "registration", "purpose": "2(1)a"}
PROVIDE = {"act": "provide", "data": "registration", "to": "ad_firm", "place": "JP"}


def test_many_handlings_are_answered_in_their_order_and_recorded(api: Api) -> None:
    answer = api.client().post("/decisions", json={"handlings": [USE, PROVIDE]}).json()

    assert [one["outcome"] for one in answer["decisions"]] == ["allow", "refuse"]
    assert [(one.act, one.outcome) for one in api.handlings()] == [
        ("use", "allow"),
        ("provide", "refuse"),
    ]


def test_a_dry_run_answers_the_same_and_leaves_no_entry(api: Api) -> None:
    client = api.client()

    dry = client.post("/decisions", json={"handlings": [USE, PROVIDE], "dry_run": True})
    before = len(api.handlings())
    real = client.post("/decisions", json={"handlings": [USE, PROVIDE]})

    assert before == 0
    assert dry.json() == real.json()


def test_a_persons_own_choice_counts_where_the_person_is_named(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    choice = {"kind": "consent", "recipient": "ad_firm"}
    body = {"handling": COLLECTING, "choice": choice, "data": "registration"}
    given = client.post(f"/people/{ref}/choices", json=body)

    new = {
        "kind": "ad_distributor",
        "word": "ad_firm",
        "name": "架空広告社",
        "address": "架空市",
        "representative": "架空 一",
    }
    party = {"party": client.post("/parties", json=new).json()["ref"]}

    answers = [
        client.post("/decisions", json={"handlings": [PROVIDE | party], **named}).json()[
            "decisions"
        ][0]
        for named in ({}, {"ref": ref})
    ]

    assert given.status_code == 201
    assert [one["outcome"] for one in answers] == ["refuse", "allow"]
    assert answers[1]["cites"] == ["4(1)"]


def test_reasons_are_given_in_the_language_asked_for(api: Api) -> None:
    client = api.client()
    ask = {"handlings": [USE], "explain": True, "dry_run": True}

    ja = client.post("/decisions", json=ask, headers={"Accept-Language": "ja"}).json()
    en = client.post("/decisions", json=ask).json()

    assert ja["explanations"][0]["outcome"] == "認められます。"
    assert en["explanations"][0]["clauses"][0]["cite"] == "2(1)a"
    assert "smoothly" in en["explanations"][0]["clauses"][0]["text"]


def test_an_unregistered_purpose_is_refused_in_words_as_well(api: Api) -> None:
    ask = {"handlings": [USE], "explain": True}

    answer = api.client(purposes=["2(1)b"]).post("/decisions", json=ask).json()

    assert answer["decisions"][0]["outcome"] == "refuse"
    assert answer["explanations"][0]["near"] == [
        {"cite": "registration", "text": "This system is not registered for that purpose."}
    ]
    assert api.handlings()[0].needs == ("purpose_registration",)


def test_no_handling_and_too_many_are_refused(api: Api) -> None:
    client = api.client()

    answers = [client.post("/decisions", json={"handlings": [USE] * n}) for n in (0, 1001)]

    assert {one.json()["code"] for one in answers} == {"body-invalid"}
