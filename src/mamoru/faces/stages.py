"""What follows the first proof of who somebody is."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage


class SecondStep(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """Asks officers for their second factor.

    A passkey of a person is another way in, not a second step: whoever loses it must still reach
    what the law lets them ask for.
    """

    def handle(self) -> tuple[Any, bool]:
        """Return the page that asks, or that nothing has to be asked."""
        user: Any = self.login.user
        if user is not None and user.ref is not None:
            return None, True
        found: tuple[Any, bool] = super().handle()
        return found
