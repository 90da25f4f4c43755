"""Sending a package to a server of its recipient, by SFTP or S3: the page asks where it goes.

No secret is asked for: we sign in to SFTP by a key of this installation, and to S3 by what the
environment holds.
"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.urls import reverse

from mamoru.console.acting import Act, Asking, filled
from mamoru.console.parties.sending_words import HOST_KEY, KEYS, SENDING
from mamoru.console.worded import Worded, said
from mamoru.gate.scopes import Scopes
from mamoru.provision.packages.places import Destination, destination
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.send import address

_KEY = r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-[a-z0-9]+) [A-Za-z0-9+/]+={0,2}( [^\r\n]*)?"
_HOST = r"[A-Za-z0-9.:\[\]_-]+"


def _text(most: int = 400, **extra: Any) -> forms.CharField:  # noqa: ANN401 - Django's arguments
    widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(max_length=most, widget=widget, **extra)


class SftpForm(Worded):
    """Asks for a folder of an SFTP server, and the server's own key."""

    words = SENDING
    host = _text(validators=[RegexValidator(rf"\A{_HOST}\Z")])
    port = forms.IntegerField(min_value=1, max_value=65535, initial=22)
    user = _text()
    host_key = forms.CharField(
        max_length=4000, widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        validators=[RegexValidator(rf"\A{_KEY}\Z")],
    )  # fmt: skip
    folder = _text(required=False, initial=".")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        for name in ("host", "host_key"):
            self.fields[name].error_messages["invalid"] = said(HOST_KEY[name], self.language)
            for one in self.fields[name].validators:
                if isinstance(one, RegexValidator):
                    one.message = said(HOST_KEY[name], self.language)


class S3Form(Worded):
    """Asks for a bucket."""

    words = SENDING
    bucket = _text()
    within = _text(required=False)
    region = _text(initial="ap-northeast-1")
    endpoint = _text(required=False, validators=[RegexValidator(r"\Ahttps?://\S+\Z")])


def _own_key(form: Worded, asking: Asking) -> None:
    """Say by which key we sign in: the recipient has to let it in."""
    from mamoru.provision.packages.sftp import public_key  # here: its library takes long to load

    hand_over(asking.ref)
    form.fields["user"].help_text = said(KEYS, asking.language).format(key=public_key())


def _known(_: Worded, asking: Asking) -> None:
    hand_over(asking.ref)


def _sent(asking: Asking, **way: object) -> str:
    to: Destination = destination(way)
    address(asking.door, asking.ref, to)
    return _there(asking.ref)


def _by_sftp(asking: Asking) -> str:
    way = filled(asking.given, "host", "port", "user", "host_key", "folder")
    return _sent(asking, kind="sftp", **way)


def _to_s3(asking: Asking) -> str:
    way = filled(asking.given, "bucket", "region", "endpoint")
    return _sent(asking, kind="s3", prefix=asking.given["within"], **way)


def _there(ref: str) -> str:
    return reverse("console_hand", args=[ref])


SFTP = Act(
    name="sftp", title=SENDING["sftp"], lead=SENDING["sftp_lead"], done=SENDING["done"],
    scope=Scopes.PACKAGES_MAKE, form=SftpForm, do=_by_sftp, back=_there, prepare=_own_key,
    about=str,
)  # fmt: skip
S3 = Act(
    name="s3", title=SENDING["s3"], lead=SENDING["s3_lead"], done=SENDING["done"],
    scope=Scopes.PACKAGES_MAKE, form=S3Form, do=_to_s3, back=_there, prepare=_known,
    about=str,
)  # fmt: skip
