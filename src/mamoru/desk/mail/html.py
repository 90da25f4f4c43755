"""The text of a mail in HTML, as somebody would read it; nothing of it is rendered or fetched."""

from mamoru.policy.drift.visible import runs_of_html

LARGEST = 2_000_000
"""Characters looked at: a mail that says more says it elsewhere."""


def text_of_html(html: str) -> str:
    """Return the visible text, a line for each block."""
    lines: list[str] = []
    block = -1
    for run in runs_of_html(html[:LARGEST]):
        text = " ".join(run.text.split())
        if not text:
            continue
        if run.block == block:
            lines[-1] += text
        else:
            lines.append(text)
            block = run.block
    return "\n".join(lines)
