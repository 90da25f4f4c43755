"""What readers see of a page, as runs of text in order.

Scripts, styles and whatever is hidden are left out: the attribute `hidden`, a `display`,
`visibility`, `opacity` or `font-size` written on the element itself that hides it, and text that
is struck out (`del`, `s`). What a style sheet hides cannot be known here. The hashes on a page are
not looked at.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = frozenset(
    ["head", "script", "style", "template", "noscript", "del", "s", "strike", "svg", "iframe",
     "object", "canvas", "audio", "video", "datalist", "rt", "rp"]
)  # fmt: skip
"""Elements whose text is not shown, or not as text that holds, or only says how to read another."""
INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "q", "rb", "ruby", "samp", "small", "span", "strong", "sub", "sup",
     "time", "u", "var", "wbr"]
)  # fmt: skip
"""Elements that stand within a line; every other one begins a block of its own."""
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0?\.?0*\s*(?:!|;|$)|font-size\s*:\s*0\D*(?:!|;|$))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-*+•・>]|#{1,6}|\(?\w{1,3}[).、.)]|第\S{1,4}[条項])\s*")
_MARKS = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}|>|[-*+])\s+", re.MULTILINE)
DEEPEST = 400
"""Levels of elements that are followed."""


class Run(NamedTuple):
    """A piece of visible text."""

    text: str
    block: int
    """Runs of one block stand in one paragraph."""
    cite: str | None = None
    """The place it is marked as, by the nearest `data-cite` around it."""
    is_within: bool = False
    """Whether it stands in what is marked as the policy (`data-policy`)."""


def runs_of_html(html: str) -> list[Run]:
    """Return the visible text of a page, parsed as browsers do (HTML Standard, 13.2)."""
    body = LexborHTMLParser(html).body
    if body is None:
        return []
    return list(_Walk().below(body, None, is_within=False, depth=0))


def runs_of_text(text: str) -> list[Run]:
    """Return the paragraphs and items of a plain text or Markdown file."""
    found: list[Run] = []
    block, was_blank = 0, True
    for line in text.splitlines():
        is_blank = not line.strip()
        if not is_blank:
            block += was_blank or _ITEM.match(line) is not None
            found.append(Run(_MARKS.sub("", line) + "\n", block))
        was_blank = is_blank
    return found


class _Walk:
    def __init__(self) -> None:
        self.block = 0

    def below(
        self, node: LexborNode, cite: str | None, *, is_within: bool, depth: int
    ) -> Iterator[Run]:
        """Yield the runs in an element, in order."""
        for child in node.iter(include_text=True):
            name = child.tag or ""
            if name == "-text":
                yield Run(child.text_content or "", self.block, cite, is_within)
            elif name == "br":
                yield Run("\n", self.block, cite, is_within)
            elif depth < DEEPEST and name not in UNSEEN and not _is_hidden(child):
                marked = child.attributes
                self.block += name not in INLINE
                yield from self.below(
                    child,
                    marked.get("data-cite") or cite,
                    is_within=is_within or "data-policy" in marked,
                    depth=depth + 1,
                )
                self.block += name not in INLINE


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    return _HIDING.search(attributes.get("style") or "") is not None
