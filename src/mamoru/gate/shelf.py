"""The policies of this installation: the one in force, and every text that was before."""

import threading
from datetime import date, datetime

from django.db import IntegrityError, transaction

from mamoru.errors import ConfigurationError
from mamoru.gate.errors import OtherPolicyError
from mamoru.gate.models import PolicyText
from mamoru.law.book import Rulebooks
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import law_clocks
from mamoru.policy.load import load
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook


class UnknownVersionError(ConfigurationError):
    """A version binds somebody that this installation never held."""

    code = "unknown-version"
    ja = "拘束する版 {version} のポリシーが見つかりません。"
    en = "The policy version {version} that binds a person is not held here."


class PolicyNotInForceError(ConfigurationError):
    """A text decides nothing before the day it takes effect."""

    code = "policy-not-in-force"
    ja = "ポリシーの版 {version} は {day} に効力を生じます。それまでは現行の版を指定してください。"
    en = "Version {version} of the policy takes effect on {day}. Until then, name the one in force."


class Shelf:
    """Gives the rulebook of a version and a moment."""

    def __init__(self, text: bytes) -> None:
        """Load `text` as the policy in force; raises `PolicyFileError` with every finding."""
        self.text = text
        self.current = Rulebooks(read(text))
        self._lock = threading.Lock()
        self._held: dict[str, Rulebooks] = {self.policy.version: self.current}

    @property
    def policy(self) -> Policy:
        """Return the policy in force."""
        return self.current.policy

    def book(self, at: datetime, version: str | None = None) -> Rulebook:
        """Return the rulebook of `version` (`None` is the one in force) as of the moment `at`.

        Raises `UnknownVersionError`.
        """
        if version is None or version == self.policy.version:
            return self.current.at(at)
        with self._lock:
            if version not in self._held:
                self._held[version] = self._stored(version)
        return self._held[version].at(at)

    def holds(self, version: str) -> bool:
        """Return whether the text of that version is or was in force here."""
        return (
            version == self.policy.version
            or PolicyText.objects.filter(policy=self.policy.id, version=version).exists()
        )

    def _stored(self, version: str) -> Rulebooks:
        row = PolicyText.objects.filter(policy=self.policy.id, version=version).last()
        if row is None:
            raise UnknownVersionError(version=version[:32])
        return Rulebooks(read(bytes(row.text)))

    def check(self) -> None:
        """Raise `OtherPolicyError` where people are kept under another policy than this one."""
        known = PolicyText.objects.order_by("id").values_list("policy", flat=True).distinct()
        names = list(dict.fromkeys(known))
        if names and self.policy.id not in names:
            raise OtherPolicyError(known=", ".join(names), other=self.policy.id)

    def check_in_force(self, now: datetime) -> None:
        """Raise `PolicyNotInForceError` before the day on which the text takes effect."""
        if tokyo_day(now) < date.fromisoformat(self.policy.effective_from):
            raise PolicyNotInForceError(version=self.policy.version, day=self.policy.effective_from)

    def keep(self, now: datetime) -> bool:
        """Store the text in force, in the caller's transaction; tell whether it is new here."""
        if PolicyText.objects.filter(text_hash=self.policy.text_hash).exists():
            return False
        try:
            with transaction.atomic():
                PolicyText.objects.create(
                    policy=self.policy.id,
                    version=self.policy.version,
                    text_hash=self.policy.text_hash,
                    text=self.text,
                    published_at=now,
                    in_force_from=now,
                )
        except IntegrityError:  # another process was first
            return False
        return True


def read(text: bytes) -> Policy:
    """Return the policy in `text`, whose duties may name the clocks of the law."""
    return load(text, clocks={clock.name for clock in law_clocks().clocks})
