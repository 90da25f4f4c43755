"""Answers as HTML: one file, without scripts, pictures or anything from elsewhere."""

from html import escape

from mamoru.rights.answer.page import Page, Section

_STYLE = (
    "body{font-family:sans-serif;line-height:1.6;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{background:#f1f1f4}"
)


def written(page: Page) -> bytes:
    """Return the answer as a page that opens without a network."""
    title, company = escape(page.title), escape(page.company)
    paragraphs = "".join(f"<p>{_lines(one)}</p>\n" for one in page.paragraphs)
    sections = "".join(_section(one) for one in page.sections)
    return (
        f'<!doctype html>\n<html lang="{page.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n<h1>{title}</h1>\n<p>{company}</p>\n{paragraphs}{sections}</main></body>\n"
        "</html>\n"
    ).encode()


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines()) or escape(text)


def _section(one: Section) -> str:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in one.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in one.rows
    )
    return (
        f"<h2>{escape(one.heading)}</h2>\n<table><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>{rows}</tbody></table>\n"
    )
