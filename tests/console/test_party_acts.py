"""What is done about a party says to whom; what it may receive, and a case needs, is in words."""

from tests.console.test_parties import officer
from tests.faces.inside import Inside
from tests.parties.samples import registered


def test_the_page_of_an_act_says_whom_it_is_done_to(pages: Inside) -> None:
    party = registered(pages.door, name="見本商会")
    visitor = officer(pages)

    for act in ("end", "suspension", "merger", "paper"):
        assert "About: 見本商会" in visitor.text(f"/console/parties/{party.ref}/{act}"), act
    assert visitor.get("/console/parties/party_0123456789abcdef/end").status_code == 404


def test_where_nothing_can_be_chosen_there_is_no_button_that_cannot_work(pages: Inside) -> None:
    party = registered(pages.door, "contractor")
    page = officer(pages).get(f"/console/parties/{party.ref}/certificate").text

    assert "There is nothing to choose for “Recall”" in page
    assert 'enctype="multipart/form-data"' not in page


def test_a_suspended_party_is_not_said_to_be_ready(pages: Inside) -> None:
    party = registered(pages.door, "contractor")
    visitor, at = officer(pages), f"/console/parties/{party.ref}"
    assert "It is ready to receive" in visitor.text(at)

    visitor.post(f"{at}/suspension", {"reason": "memo:1"})

    page = visitor.text(at)
    assert "It is suspended, and receives nothing until it is resumed." in page
    assert "It is ready to receive" not in page


def test_a_case_says_which_evidence_it_takes_and_what_an_exception_is(pages: Inside) -> None:
    party = registered(pages.door)
    page = officer(pages).text(f"/console/parties/{party.ref}/case")

    assert "For 4(2) · 4(5). Such as CCP 197(2)" in page
    assert "For 4(6)." in page
    assert "3(2) " in page
    assert "life, body or property" in page.partition("Exception for sensitive information")[2]


def test_what_statements_let_a_joint_user_have_is_called_as_the_policy_does(pages: Inside) -> None:
    party = registered(pages.door, "joint_user")
    page = pages.officer("officer-1", "officer", language="ja").text(
        f"/console/parties/{party.ref}"
    )

    bounds = page.partition("公表した共同利用の範囲")[2].partition("できること")[0]
    assert "氏名" in bounds
    assert "employer" not in bounds
