"""Every page escapes what it shows: nothing in templates, code or scripts switches that off."""

import re
from pathlib import Path

import mamoru

SOURCE = Path(mamoru.__file__).parent
ALLOWED = {
    "faces/templates/mfa/totp/activate_form.html: |safe",  # a QR code that allauth draws
}
OFF = re.compile(
    r"\|\s*safe\b|autoescape off|mark_safe|SafeString|SafeText|__html__|html_safe|safeseq"
    r"|\.innerHTML|insertAdjacentHTML|outerHTML\s*=|document\.write|\beval\(|new Function"
)


def test_nothing_switches_the_escaping_off() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {one}"
        for ending in ("html", "py", "js", "txt")
        for path in SOURCE.glob(f"**/*.{ending}")
        if path.name != "htmx.min.js"
        for one in OFF.findall(path.read_text())
    }

    assert found == ALLOWED
