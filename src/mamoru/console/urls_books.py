"""Addresses of the pages about inquiries, the ledger, registers and figures."""

from django.urls import path

from mamoru.console.figures import pages as figures
from mamoru.console.inquiries import acts, editing, one, queue, replying
from mamoru.console.ledger import entry, export, finding
from mamoru.console.registers import pages as registers

_ONE = "console/inquiries/<slug:ref>"
urlpatterns = [
    path("console/inquiries", queue.queue, name="console_inquiries"),
    path("console/inquiries/all", queue.every, name="console_inquiries_all"),
    path("console/inquiries/templates", editing.listed, name="console_inquiry_templates"),
    path(
        "console/inquiries/templates/<slug:name>", editing.template,
        name="console_inquiry_template",
    ),
    path(_ONE, one.one, name="console_inquiry"),
    path(f"{_ONE}/open", one.opened, name="console_inquiry_open"),
    path(f"{_ONE}/files/<slug:name>", one.file, name="console_inquiry_file"),
    path(f"{_ONE}/messages/<slug:message>", acts.settled, name="console_inquiry_message"),
    path(f"{_ONE}/reply", replying.reply, name="console_inquiry_reply"),
    *[
        path(f"{_ONE}/{act.name}", acts.acting(act), name=f"console_inquiry_{act.name}")
        for act in acts.ACTS
    ],
    path("console/ledger", finding.found, name="console_ledger"),
    path("console/ledger/person", finding.person, name="console_ledger_person"),
    path("console/ledger/export", export.export, name="console_ledger_export"),
    path("console/ledger/entries/<int:index>", entry.entry, name="console_ledger_entry"),
    path(
        "console/ledger/entries/<int:index>/receipt", entry.proof_file,
        name="console_ledger_receipt",
    ),
    path("console/ledger/tickets/<int:ticket>", entry.ticketed, name="console_ledger_ticket"),
    path("console/registers", registers.index, name="console_registers"),
    path("console/registers/<slug:name>", registers.register, name="console_register"),
    path("console/registers/<slug:name>/file", registers.written, name="console_register_file"),
    path("console/figures", figures.figures, name="console_figures"),
]  # fmt: skip
