"""Django's application for the tables of this room."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests of people (clause 7)."""

    name = "mamoru.rights.requests"
    label = "requests"

    def ready(self) -> None:
        """Let the officer hear of requests, and what was kept long enough end by time."""
        from mamoru.gate import matters as mail
        from mamoru.gate.own_key import hang_on  # tables come before what uses them
        from mamoru.gate.sweeps import announce, plain
        from mamoru.rights.requests import close, identify, matters

        mail.announce("requests", matters.matters, matters.WORDS)
        hang_on("requests", close.keys_used)
        announce(plain("requests", close.count_requests, close.purge_requests))
        announce(plain("answers", close.count_answers, close.clear_answers))
        announce(plain("documents", identify.count_documents, identify.erase_documents))
