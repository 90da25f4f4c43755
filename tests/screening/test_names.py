"""Names are found by words, dictionaries and what is around them."""

import pytest

from mamoru.screening.names import names
from mamoru.screening.tokens import tokens


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
    ],
)
def test_what_is_no_persons_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_surname_that_comes_back_alone_is_found_again() -> None:
    later = "次の資料はトストロフ、その次は別紙。"

    assert found(later) == []
    assert found(f"イワン・トストロフさんが来た。{later}")[1:] == ["トストロフ"]


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
