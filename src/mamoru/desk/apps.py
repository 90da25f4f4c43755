"""Django's application for the tables of this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Inquiries and complaints (clause 13)."""

    name = "mamoru.desk"
    label = "desk"

    def ready(self) -> None:
        """Say what its papers hang on and whose they are; let them end, and the officer hear."""
        from mamoru.desk import ending, matters  # tables come before what uses them
        from mamoru.desk.disclosing import DeskCorrespondence
        from mamoru.gate import matters as mail
        from mamoru.gate.correspondence import announce as let_be_disclosed
        from mamoru.gate.own_key import hang_on
        from mamoru.gate.sweeps import announce, plain

        let_be_disclosed(DeskCorrespondence())
        mail.announce("inquiries", matters.matters, matters.WORDS)
        hang_on("desk", ending.keys_used)
        announce(plain("inquiries", ending.count_inquiries, ending.purge_inquiries))
