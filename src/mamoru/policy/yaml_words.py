"""What is wrong where a file is no YAML, in Japanese, by the words of the library that reads it.

libyaml says what it expected and did not find. A test holds that none of what it can say is missing
here.
"""

PROBLEMS: dict[str, str] = {
    "?": "書き方に誤りがあります",
    "block sequence entries are not allowed in this context": (
        "ここに「- 」で始まる並びは置けません。改行して書いてください"
    ),
    "mapping keys are not allowed in this context": "ここにキーは置けません",
    "mapping values are not allowed in this context": (
        "ここに「: 」は置けません。値の中の「:」なら引用符で囲み、"
        "キーなら改行と字下げを確かめてください"
    ),
    "could not find expected ':'": "キーの後に「:」が必要です",
    "could not find expected directive name": "「%」の後に指示の名前が必要です",
    "did not find URI escaped octet": "「%」の後に 2 桁の 16 進数が必要です",
    "did not find expected '!'": "「!」が必要です",
    "did not find expected ',' or ']'": "「,」または「]」が必要です",
    "did not find expected ',' or '}'": "「,」または「}」が必要です",
    "did not find expected '-' indicator": "「- 」で始まる項目が必要です。字下げを確かめてください",
    "did not find expected <document start>": (
        "文書の始まりが必要です。行の字下げが、前の行と合っていません"
    ),
    "did not find expected <stream-start>": "ファイルの始まりが必要です",
    "did not find expected alphabetic or numeric character": "「&」や「*」の後に英数字が必要です",
    "did not find expected comment or line break": "ここでは改行が必要です",
    "did not find expected digit or '.' character": "数字か「.」が必要です",
    "did not find expected hexdecimal number": "「\\」の後に 16 進数が必要です",
    "did not find expected key": "「キー: 値」が必要です。字下げや引用符を確かめてください",
    "did not find expected node content": "ここには値が必要です",
    "did not find expected tag URI": "「!」の後に名前が必要です",
    "did not find expected version number": "版の番号が必要です",
    "did not find expected whitespace": "空白が必要です",
    "did not find expected whitespace or line break": "空白か改行が必要です",
    "did not find the expected '>'": "「>」が必要です",
    "found a tab character that violates indentation": (
        "字下げにタブは使えません。空白を使ってください"
    ),
    "found a tab character where an indentation space is expected": (
        "字下げにタブは使えません。空白を使ってください"
    ),
    "found an incorrect leading UTF-8 octet": "UTF-8 として読めない文字があります",
    "found an incorrect trailing UTF-8 octet": "UTF-8 として読めない文字があります",
    "found an indentation indicator equal to 0": "字下げの数に 0 は使えません",
    "found character that cannot start any token": (
        "この文字で値を始めることはできません。引用符で囲んでください(字下げにタブは使えません)"
    ),
    "found duplicate %TAG directive": "%TAG の指示が重複しています",
    "found duplicate %YAML directive": "%YAML の指示が重複しています",
    "found extremely long version number": "版の番号が長すぎます",
    "found incompatible YAML document": "この YAML の版は扱えません",
    "found invalid Unicode character escape code": "「\\」の後の番号の文字はありません",
    "found undefined tag handle": "「!」で始まるタグは使えません",
    "found unexpected ':'": "ここに「:」は置けません。引用符で囲んでください",
    "found unexpected document indicator": (
        "引用符が閉じる前に、文書の区切り(--- や ...)があります"
    ),
    "found unexpected end of stream": "引用符などが閉じられないまま、ファイルが終わっています",
    "found unexpected non-alphabetical character": "英字が必要です",
    "found unknown directive name": "「%」で始まるこの指示は扱えません",
    "found unknown escape character": (
        "「\\」の後にこの文字は使えません。「\\」そのものなら「\\\\」と書くか、' で囲んでください"
    ),
    "exceeded maximum depth": "入れ子が深すぎます",
}
"""Without what the library says of whole trees, which are built here."""
