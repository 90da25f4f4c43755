"""Names are found by words, dictionaries and what is around them."""

import pytest
from bench.identifier_lists import SELDOM, without_what_was_looked_at

from mamoru.screening.names import names
from mamoru.screening.surroundings import weighed
from mamoru.screening.tokens import tokens
from mamoru.screening.wordlists import words_of


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in names(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山田太郎と申します", "山田太郎"),
        ("担当は佐藤花子さんです", "佐藤花子"),
        ("田中様からご連絡がありました", "田中"),
        ("山田 太郎", "山田 太郎"),
        ("ヤマダタロウです", "ヤマダタロウ"),
        ("ジョン・スミスさんと会った", "ジョン・スミス"),
        ("松岡部長に相談しました", "松岡"),
        ("John Smith called me", "John Smith"),
        ("Yamada Taro", "Yamada Taro"),
        ("Ms. Whittaker wrote", "Ms. Whittaker"),
        ("ハンス四世は即位した", "ハンス"),
        ("宛名を「山本」に変えてください", "山本"),
        ("Dear Mr. Tanaka", "Mr. Tanaka"),
        ("元社長のベルナルスキ", "ベルナルスキ"),
        ("グラムノフスキーが資料を運んだ。", "グラムノフスキー"),
        ("山本紀元二が書いた。", "山本紀元二"),
        ("M.グラムノフスキーは述べた", "M.グラムノフスキー"),
        ("Grandel様からの連絡", "Grandel"),
        ("山本嵐が泳いだ", "山本嵐"),
        ("佐藤館長が来た", "佐藤"),
    ],
)  # fmt: skip
def test_a_name_is_found(text: str, name: str) -> None:
    assert any(name in one or one in name for one in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "田中製作所の株を買った",
        "マイナンバーを登録してください",
        "福島県に行きました",
        "トヨタ・モーターズ・グループ",
        "お客様のご意見をお聞かせください",
        "New York University Press",
        "パスワードを忘れました",
        "「ロミオ」を見た",
        "お母さんに聞いてください",
        "グラント・ミランドワーズは路線を延伸した。",
        "カルモナイト・ブルーが開業した。",
        "ディズニー・ブルーを買った。",
        "皆さん、こんにちは",
        "新首相が来る",
        "全選手が並ぶ",
        "グランデル大学教授に就任した",
        "グランデル会長を務めた",
        "佐藤法則を使った",
        "駐車場は何台分ありますか",
        "山田商事社長に就任した",
        "佐藤組副会長に選ばれた",
        "元グランデルのドラマー",
        "山本版が出た",
        "山本鉄道が開業した",
        "フォルマジン・カルモナイトが発売された",
        "NECさんから連絡がありました",
        "担当のSlackに送ります",
    ],
)
def test_what_is_no_persons_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_surname_that_comes_back_alone_is_found_again() -> None:
    later = "次の資料はトストラン、その次は別紙。"

    assert found(later) == []
    assert found(f"イワン・トストランさんが来た。{later}")[1:] == ["トストラン"]


def test_a_title_that_another_has_says_less() -> None:
    def spoken(text: str) -> float:
        return weighed(0.0, tokens(text), 0, 1)

    assert spoken("川崎監督の資料を渡した") > spoken("川崎監督の山田太郎に渡した") + 1.5


def test_a_name_in_latin_letters_is_found_once() -> None:
    assert found("Mikeさんから連絡がありました") == ["Mike"]


def test_a_given_name_in_katakana_and_a_surname_are_one_name() -> None:
    assert found("ゴルザミ田中が来た") == ["ゴルザミ田中"]


def test_those_who_meet_are_two_names() -> None:
    assert found("鈴木VS佐藤") == ["鈴木", "佐藤"]


def test_a_given_name_that_comes_back_alone_is_found_again() -> None:
    later = "次の資料は元三、その次は別紙。"

    assert found(later) == []
    assert found(f"山本元三さんが来た。{later}")[1:] == ["元三"]


@pytest.mark.parametrize("name", ["山田 太郎", "佐藤　花子", "ヤマダ タロウ"])
def test_surname_and_given_name_apart_are_one_name(name: str) -> None:
    assert found(f"名前は{name}です") == [name]


def test_a_list_of_names_carries_those_that_would_not_stand_alone() -> None:
    assert "福井" in found("山田太郎、福井、佐藤花子の順に並ぶ")
    assert found("車庫、福井、駐輪場の順に並ぶ") == []


def test_words_cut_already_give_the_same_names() -> None:
    text = "山田太郎と佐藤花子が、松岡部長に会った。"

    assert list(names(text, tokens(text))) == list(names(text))


@pytest.mark.parametrize("text", ["…", "山田太郎…", "あ…い", "㍿架空、山田太郎"])
def test_a_character_that_stands_for_several_is_one_word_and_no_more(text: str) -> None:
    words = tokens(text)

    assert all(words[at].end == words[at + 1].start for at in range(len(words) - 1))
    assert all(word.surface == text[word.start : word.end] != "" for word in words)
    assert found(text) == ["山田太郎"] * ("山田" in text)


def test_the_stricter_figure_leaves_out_names_and_what_stands_in_few_sentences_only() -> None:
    seldom, often, never = "八段", "監督", "座主"
    texts = [f"{often}が来た"] * (SELDOM + 1) + [f"{seldom}が来た"]

    with without_what_was_looked_at(texts):
        left = words_of("titles")
        has_names = bool(words_of("given") | words_of("surnames") | words_of("english_given"))

    assert not has_names
    assert seldom not in left
    assert {often, never} <= left
    assert seldom in words_of("titles")
    assert "ジョシュア" in words_of("given")
