"""The tag's configuration as values: what is asked for, and where something may be sent."""

from datetime import date

import msgspec

from mamoru.policy.words import Word


class Purpose(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody allows or refuses by one box of the banner."""

    id: str
    name: Word
    about: Word
    policy: tuple[str, ...]
    """Purposes of the policy that it stands for."""
    modes: tuple[str, ...] = ()
    """Keys of Google's consent mode that it grants."""
    gpc: bool = False
    """Whether Global Privacy Control refuses it."""


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """Where a recipient is: ISO 3166-1 alpha-2, and its name."""

    code: str
    name: Word


class Destination(msgspec.Struct, frozen=True, kw_only=True):
    """One module that sends to one recipient (情報送信指令通信, TBA 27-12, rule 22-2-29)."""

    id: str
    module: str
    service: Word
    recipient: Word
    """Legal name of whoever receives and handles it."""
    party: str
    """Party of the policy that the recipient is."""
    country: Country
    sends: tuple[Word, ...]
    sender_purpose: Word
    recipient_purpose: Word
    policy: str
    """Address of the recipient's own privacy policy."""
    since: date
    hosts: tuple[str, ...]
    purpose: str | None = None
    """The purpose of the tag that must be allowed; none where it is necessary."""
    necessary: Word | None = None
    """Why the page cannot be shown without it."""
    opt_out: str | None = None
    until: date | None = None
    cookies: tuple[str, ...] = ()

    def is_sent_on(self, day: date) -> bool:
        """Return whether it is in use on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Beacons(msgspec.Struct, frozen=True, kw_only=True):
    """What the tag itself sends to the company's own collector, and for which purposes."""

    write_key: str
    purposes: tuple[str, ...]
    pages: bool = False


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """A loaded `tag.yaml`. `text_hash` is the SHA-256 of the file, in hex."""

    text_hash: str
    origins: tuple[str, ...]
    """Pages that may carry the tag, beside this server's own."""
    record_as: str
    """Category of the policy that taking down a choice belongs to."""
    record_for: str
    """Purpose of the policy for which a visitor is found again."""
    purposes: tuple[Purpose, ...]
    destinations: tuple[Destination, ...] = ()
    cookies: tuple[str, ...] = ()
    """Cookies of the company's own."""
    ask_again_days: int = 180
    beacons: Beacons | None = None

    def purpose(self, name: str) -> Purpose | None:
        """Return the purpose of that name."""
        return next((one for one in self.purposes if one.id == name), None)

    def destinations_for(self, purpose: str, day: date) -> tuple[Destination, ...]:
        """Return where something is sent on that day once `purpose` is allowed."""
        return tuple(
            one for one in self.destinations if one.purpose == purpose and one.is_sent_on(day)
        )
