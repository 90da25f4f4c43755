"""What can be wrong with the tag: its file, what it asks, what comes back from browsers, a scan.

MamoruError
├── BadInputError
│   ├── PolicyFileError
│   │   └── TagFileError          the configuration's file cannot be used
│   ├── TagUnchangedError         it is the configuration that was published last
│   └── StaleChoiceError          what was chosen is not what is asked now
├── NotFoundError
│   └── UnknownTagError           no configuration has been published, or none of that number
├── RefusedError
│   └── PageNotListedError        the page is none of those that may carry the tag
├── ConfigurationError
│   └── BrowserMissingError       no browser can be driven here
└── UnavailableError
    ├── TooManyChoicesError       more choices come in than are taken
    └── PageNotLoadedError        the page did not load in the browser
"""

from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.policy.errors import PolicyFileError


class TagFileError(PolicyFileError):
    """The tag's file cannot be used; every finding says where and why."""

    code = "tag-file"
    ja = "タグの設定ファイルに {count} 件の誤りがあります。"
    en = "The tag's configuration has {count} error(s)."


class TagUnchangedError(BadInputError):
    """The file is the configuration that was published last."""

    code = "tag-unchanged"
    ja = "公表済みの設定 {number} と同じファイルです。"
    en = "This file is configuration {number}, which was published last."


class StaleChoiceError(BadInputError):
    """What somebody chose is not what is asked now, so nothing was recorded: they are asked again.

    The page was open, or kept somewhere, since before the configuration or the policy changed.
    """

    code = "stale-choice"
    ja = "お尋ねしている内容が変わったため、選択を記録していません。再度お選びください。"
    en = "What is asked has changed, so the choice was not recorded. Please choose again."


class UnknownTagError(NotFoundError):
    """No configuration of the tag has been published, or none of that number."""

    code = "unknown-tag"
    ja = "その番号のタグの設定は公表されていません。"
    en = "No configuration of the tag with that number has been published."


class PageNotListedError(RefusedError):
    """The page is none of those that may carry the tag."""

    code = "page-not-listed"
    ja = "このページからの送信は受け付けていません。tag.yaml の origins を確かめてください。"
    en = "Nothing is taken from this page; see `origins` in tag.yaml."


class BrowserMissingError(ConfigurationError):
    """A real page load needs a browser and what drives it; one of them is missing here."""

    code = "browser-missing"
    ja = "{what} が見つかりません。pip install playwright と Chromium の導入が必要です。"
    en = "{what} is missing: `pip install playwright`, and install Chromium."


class TooManyChoicesError(UnavailableError):
    """More choices come in than are taken; nothing of this one was recorded."""

    code = "too-many-choices"
    ja = "選択の送信が多すぎます。しばらくしてからお試しください。"
    en = "Too many choices are coming in. Try again shortly."


class PageNotLoadedError(UnavailableError):
    """The page did not load in the browser."""

    code = "page-not-loaded"
    ja = "ブラウザでページを読み込めません。アドレスを確かめてください。"
    en = "The page does not load in the browser. Check its address."
