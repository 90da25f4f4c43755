"""The port that the API is served on: one server has it, and no other takes calls there.

The processes of a server listen with SO_REUSEPORT, among which the system spreads calls evenly. A
second server of the same user could join them, and neither would notice. So a server first keeps
the port with a socket that serves nothing, before it makes or serves anything:

1. a socket without SO_REUSEPORT listens: whoever listens already keeps it out, and of two that come
   at once the system lets one; 2. while it listens, the keeper binds, which its own processes may
   join, but nobody who starts with step 1; 3. the first gives way to the processes.
"""

import socket
import threading
from collections.abc import Callable
from typing import Any

from granian.server import MPServer

from mamoru.api.errors import NotListeningError
from mamoru.reasons import reason_of

POLL_SECONDS = 0.02
"""How long to wait before looking again whether calls are taken."""


def kept(host: str, port: int) -> socket.socket:
    """Return the socket that keeps the port for this server, for as long as it is open.

    Port 0 lets the system choose one. Raises `NotListeningError`.
    """
    try:
        [(family, _, _, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with _bound(family, address) as first:
            first.listen()
            _set(first, socket.SO_REUSEPORT)
            keeper = _bound(family, first.getsockname(), socket.SO_REUSEPORT)
            _set(keeper, socket.SO_REUSEADDR, is_on=False)  # or step 1 would pass it over
    except (OSError, ValueError) as error:
        raise NotListeningError(host=host, port=port, **reason_of(error)) from None
    return keeper


def _bound(family: socket.AddressFamily, address: Any, *options: int) -> socket.socket:  # noqa: ANN401 - by family
    """Return a bound socket; connections of an ended server that linger are passed over."""
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        for option in (socket.SO_REUSEADDR, *options):
            _set(found, option)
        found.bind(address)
    except BaseException:
        found.close()
        raise
    return found


def _set(one: socket.socket, option: int, *, is_on: bool = True) -> None:
    one.setsockopt(socket.SOL_SOCKET, option, int(is_on))


class Server(MPServer):
    """granian, on the port that `keeper` keeps; `tell` gets the address once calls are taken."""

    def __init__(
        self,
        target: str,
        keeper: socket.socket,
        tell: Callable[[str], object] | None,
        **settings: Any,  # noqa: ANN401 - granian's own
    ) -> None:
        self._there: tuple[str, int] = keeper.getsockname()[:2]
        self._tell = tell
        host, port = self._there
        super().__init__(target, address=host, port=port, **settings)

    def startup(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401 - granian's own
        """Start the processes, and look out for the first that takes calls."""
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # granian's
        if self._tell is not None:
            threading.Thread(target=self._tell_once_heard, args=(self._tell,), daemon=True).start()

    def _tell_once_heard(self, tell: Callable[[str], object]) -> None:
        host, port = self._there
        while not self.main_loop_interrupt.wait(POLL_SECONDS):
            try:
                socket.create_connection(self._there).close()
            except OSError:
                continue
            tell(f"http://{f'[{host}]' if ':' in host else host}:{port}/api/v1")
            return
