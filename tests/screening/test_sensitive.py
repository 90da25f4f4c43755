"""Sensitive information is found where a text says it of a person, and nowhere else."""

from time import process_time

import pytest
from bench.screening import sentences
from hypothesis import given
from hypothesis import strategies as st
from training.complaints import posts

from mamoru.screening.findings import SENSITIVE, Finding
from mamoru.screening.sensitive import sensitive_in
from mamoru.screening.tokens import tokens


def reasons(text: str) -> list[str]:
    return [finding.reason for finding in sensitive_in(text)]


def said(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in sensitive_in(text)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("祖母はアイヌです。", "race-person-kin"),
        ("私は創価学会の会員です。", "creed-person-self"),
        ("応募者は被差別部落の出身だ。", "social-status-person-near"),
        ("父が糖尿病です。", "medical-history-person-kin"),
        ("彼には前科がある。", "criminal-record-person-near"),
        ("私は痴漢の被害に遭いました。", "crime-victim-person-self"),
        ("息子は自閉症です。", "disability-person-kin"),
        ("健康診断の結果は異常なしでした。", "health-check-verb"),
        ("心療内科に通っています。", "treatment-verb"),
        ("夫が逮捕された。", "criminal-procedure-person-kin"),
        ("弟は少年院にいました。", "juvenile-procedure-person-kin"),
        ("私は労働組合に加入しています。", "union-person-self"),
        ("妻は旧家の出身です。", "lineage-person-kin"),
        ("本籍は東京都です。", "domicile-word"),
        ("妻が妊娠中です。", "health-person-kin"),
        ("私はゲイです。", "sex-life-person-self"),
    ],
)
def test_every_kind_is_found_with_its_reason(text: str, reason: str) -> None:
    assert reason in reasons(text)


def test_every_kind_has_a_sentence_of_our_own() -> None:
    assert {kind for kind, _ in sentences()} - {"-"} == {str(kind) for kind in SENSITIVE}


@pytest.mark.parametrize(
    "text",
    [
        "病院が開業した。",
        "風邪薬の市場は伸びている。",
        "がん保険の資料を送ってください。",
        "糖尿病学会に出展する。",
    ],
)
def test_business_with_illness_is_about_nobody(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "持病はない。",
        "インフルではなかった。",
        "父は糖尿病ではありません。",
        "私に前科はありません。",
        "持病：なし",
        "労働組合には加入していません。",
        "My father does not have diabetes.",
        "私には持病も障害もありません。",
    ],
)
def test_what_is_denied_is_not_found(text: str) -> None:
    assert reasons(text) == []


def test_that_something_is_not_cured_denies_nothing() -> None:
    assert reasons("私の糖尿病は治らない。") == ["medical-history-person-self"]


@pytest.mark.parametrize(
    "text",
    [
        "がんは早期発見が大事。",
        "日本人の二人に一人ががんになる。",
        "高血圧の方は医師にご相談ください。",
    ],
)
def test_a_general_statement_is_about_nobody(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize(
    "text",
    ["前首相が逮捕された。", "この小説の主人公は白血病である。", "人気俳優がうつ病を公表した。"],
)
def test_public_figures_and_works_are_told_apart(text: str) -> None:
    assert reasons(text) == []


def test_an_animal_has_no_privacy() -> None:
    assert reasons("うちの犬が心臓病です。") == []
    assert reasons("犬と暮らす私は心臓病です。") == ["medical-history-person-self"]


@pytest.mark.parametrize(
    "text", ["糖尿病ですか。", "持病はありますか？", "もし白血病になったらどうしますか。"]
)
def test_a_question_or_a_supposition_gives_nothing_away(text: str) -> None:
    assert reasons(text) == []


def test_hearsay_is_found_with_less_confidence() -> None:
    (sure,), (heard,) = sensitive_in("同僚はうつ病です。"), sensitive_in("同僚はうつ病らしい。")

    assert heard.reason == "medical-history-person-near-hearsay"
    assert heard.confidence < sure.confidence


@pytest.mark.parametrize(
    "text",
    [
        "ゲイリーさんに連絡してください。",
        "うつくしい景色です。",
        "私はがんばります。",
        "私はハーフマラソンを走りました。",
        "私はGayleです。",
        "私はアトピーナ社の者です。",
    ],
)
def test_a_word_is_no_part_of_another_word(text: str) -> None:
    assert reasons(text) == []


def test_a_note_without_a_verb_is_found() -> None:
    assert said("糖尿病、高血圧") == ["糖尿病", "高血圧"]
    assert said("備考：てんかん") == ["てんかん"]


def test_what_is_said_of_a_list_is_said_of_each() -> None:
    assert said("糖尿病と高血圧と喘息を患っています。") == ["糖尿病", "高血圧", "喘息"]


def test_an_illness_that_is_not_in_the_dictionary_is_found_by_its_ending() -> None:
    assert said("父は架空性硬化症です。") == ["架空性硬化症"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("私はＡＤＨＤです。", "ＡＤＨＤ"),
        ("私はﾊﾟﾆｯｸ障害です。", "ﾊﾟﾆｯｸ障害"),
        ("父は糖\u200b尿\u2060病です。", "糖\u200b尿\u2060病"),
        ("私は\u202eHIV\u202c陽性です。", "HIV\u202c陽性"),
        ("母はリウマチ\ufe0fです。", "リウマチ"),
        ("父はせ\u3099ん息と喘息です。", "喘息"),
    ],
)
def test_width_case_and_invisible_characters_hide_nothing(text: str, word: str) -> None:
    assert word in said(text)


def test_positions_are_those_of_the_text_given() -> None:
    text = "ﾊﾟﾊﾟは\u200b元気。私は糖尿病です。"

    assert said(text) == ["糖尿病"]


def test_tokens_at_hand_change_nothing() -> None:
    texts = [text for _, text in sentences()] + [post.text for post in posts()[::10]]

    assert [sensitive_in(text, tokens(text)) for text in texts] == [*map(sensitive_in, texts)]


def test_a_long_text_is_read_paragraph_by_paragraph() -> None:
    alone = "風邪をひいて熱が出たので今日は休みます。"
    around = "注文した商品について教えてください。\n" * 50

    found = said(f"{around}{alone}\n{around}")

    assert found == said(alone) != []


@given(
    st.text(
        st.sampled_from("がんうつ病父私は熱咳。、でない\u200bﾞｶ\ud800\u3099\u202ea \n"), max_size=60
    )
)
def test_any_text_is_read_and_findings_lie_in_it_in_order(text: str) -> None:
    found = sensitive_in(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def taken(text: str) -> tuple[float, tuple[Finding, ...]]:
    began = process_time()
    found = sensitive_in(text)
    return process_time() - began, found


@pytest.mark.parametrize(
    "piece",
    [
        "あ", "病", "熱", "。", "\n", "\u200b", "\ud800", "が\u3099", "ｶﾞ",
        "がん", "かぜ、", "父はがん",
        "\U0001f600", "\u202e", "薬を", "a", "1", "糖尿病",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_whatever_is_repeated(piece: str) -> None:
    sensitive_in("父はがんです。かぜをひいた。")  # what is loaded once
    short, long = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))

    once, eightfold = min(taken(short)[0] for _ in range(2)), taken(long)[0]

    assert eightfold < 24 * max(once, 0.02)


def test_a_very_long_word_is_read() -> None:
    assert reasons("糖" * 100_000 + "です") == []
