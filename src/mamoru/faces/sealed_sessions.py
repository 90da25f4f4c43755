"""Sessions in the database, sealed: while somebody proves who they are, their address is in one."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends import db

from mamoru.faces.secret import sealed, unsealed


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with their content under the server's own key."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the content of a session, sealed."""
        return sealed("session", super().encode(session_dict))

    def decode(self, session_data: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's word
        """Return what was sealed; what is not ours is an empty session."""
        try:
            return super().decode(unsealed("session", str(session_data)))
        except InvalidToken:
            return {}
