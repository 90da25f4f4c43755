"""The room as Django knows it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The records of what was handed over."""

    name = "mamoru.provision.records"
    label = "provision_records"

    def ready(self) -> None:
        """Let whoever erases know the register, who received what, and what ends by time."""
        from mamoru.gate import (
            downstream,  # tables come before what uses them
            sweeps,
        )
        from mamoru.gate.holding import registers
        from mamoru.provision.records.keep import count_due, purge_some
        from mamoru.provision.records.register import ProvisionRegister
        from mamoru.provision.shown.downstream import handed_out

        sweeps.announce(sweeps.plain("records", count_due, purge_some))
        registers.announce(self.label, ProvisionRegister())
        downstream.announce(self.label, downstream.Downstream(of_entries=handed_out))
