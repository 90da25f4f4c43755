"""The hash of a place stands for what it tells people, in both languages, and for nothing else."""

from dataclasses import replace
from hashlib import sha256

from mamoru.cli.files import policy_of
from mamoru.policy.model import Policy, Said
from mamoru.policy.texts import WHOLE, clause_hashes
from mamoru.policy.words import Word

POLICY = policy_of(None)
HASHES = clause_hashes(POLICY)


def changed(cite: str, **parts: object) -> Policy:
    """Return the reference policy with one place saying something else."""
    said: dict[str, Said] = dict(POLICY.said)
    said[cite] = replace(said[cite], **parts)  # type: ignore[arg-type]  # fields of Said
    return replace(POLICY, said=said)


def differing(policy: Policy) -> set[str]:
    return {cite for cite, digest in clause_hashes(policy).items() if HASHES[cite] != digest}


def test_every_place_has_a_hash_in_the_order_of_the_text_and_so_has_the_whole() -> None:
    *places, whole = HASHES

    assert whole == WHOLE
    assert set(places) == POLICY.said.keys()
    assert places.index("4") < places.index("4(1)") < places.index("4[record]") < places.index("5")


def test_the_form_that_is_hashed_is_the_one_that_is_documented() -> None:
    said = POLICY.said["4"]
    assert said.title is not None
    form = f"4\n{said.title.ja}\n{said.title.en}\n{said.ja}\n{said.en}\n"

    assert HASHES["4"] == sha256(form.encode()).hexdigest()


def test_another_word_in_either_language_or_title_changes_one_place_and_the_whole() -> None:
    for parts in ({"ja": "別の文"}, {"en": "Another text"}, {"title": Word("別の題", "Title")}):
        assert differing(changed("4", **parts)) == {"4", WHOLE}


def test_how_the_text_is_broken_into_lines_does_not_count() -> None:
    text = POLICY.said["4"].en

    assert differing(changed("4", en=f"  {text.replace(' ', chr(10) + '   ')}\n")) == set()


def test_what_is_no_text_does_not_count() -> None:
    assert differing(changed("4", articles=(), readings=(), line=POLICY.said["4"].line)) == set()


def test_texts_do_not_run_into_each_other() -> None:
    said = POLICY.said["4"]
    title = said.title
    assert title is not None
    moved = changed("4", title=Word(title.ja, title.en + said.ja[:1]), ja=said.ja[1:])

    assert differing(moved) == {"4", WHOLE}
