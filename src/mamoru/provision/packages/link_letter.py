"""The letter by which a party gets the link to its package; no more of anybody is in it."""

from datetime import datetime

from mamoru.outbox.letters import Text
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word

_SUBJECT = Word("パッケージの受け取りのお願い({hand})", "A package for you to take ({hand})")
_BODY = Word(
    """{sender}から、パッケージをお渡しします。次のページで受け取ってください。

{url}

期限:{until}(日本時間)
引渡しの名前:{hand}

- このリンクで受け取れるのは一度だけです。ページを開くだけでは使われません。
- 中身は、ご登録の鍵でしか開けません。このメールを人に見せないでください。
- 受け取ったら、中の receipt.txt にある符号を知らせてください。
- 「使用済み」と表示されたときや、お心当たりがないときは、受け取らずに知らせてください。""",
    """{sender} has a package for you. Take it on this page:

{url}

Until: {until} (Japan time)
Hand-over: {hand}

- The link takes the package once. Looking at the page does not use it up.
- Only the key that you registered opens what is in it. Show this mail to nobody.
- Once you have it, tell us the code in its receipt.txt.
- If it says that the link was used, or you did not expect it, leave it and tell us.""",
)


def letter(hand: str, url: str, until: datetime, sender: Word) -> Text:
    """Return what the letter says."""
    moment = f"{until.astimezone(TOKYO):%Y-%m-%d %H:%M}"
    ja = {"hand": hand, "url": url, "until": moment, "sender": sender.ja}
    en = {**ja, "sender": sender.en}
    return Text(
        subject=Word(_SUBJECT.ja.format_map(ja), _SUBJECT.en.format_map(en)),
        body=Word(_BODY.ja.format_map(ja), _BODY.en.format_map(en)),
    )
