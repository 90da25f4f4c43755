"""Finds the endpoint of an address."""

from collections.abc import Iterable, Mapping

from mamoru.api.endpoint import Endpoint
from mamoru.api.errors import AddressUnknownError, MethodUnknownError

PREFIX = "/api/v1"
LONGEST = 512


class _Node:
    """What may follow after some segments of an address."""

    __slots__ = ("methods", "named", "named_as", "rest", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, _Node] = {}
        self.named: _Node | None = None
        self.named_as = ""
        self.rest: _Node | None = None
        """Where everything that follows is one name, slashes included."""
        self.methods: dict[str, Endpoint] = {}


class Routes:
    """The table of endpoints as a tree of segments. `{name}` is one segment, `{name*}` the rest."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._root = _Node()
        for endpoint in endpoints:
            node = self._root
            for segment in endpoint.path[1:].split("/"):
                node = _grown(node, segment)
            node.methods[endpoint.method] = endpoint
            if endpoint.method == "GET":
                node.methods["HEAD"] = endpoint

    def find(self, method: str, path: str) -> tuple[Endpoint, Mapping[str, str]]:
        """Return the endpoint and the names in the path; what can be got answers to HEAD as well.

        Raises `AddressUnknownError` or `MethodUnknownError`.
        """
        if not path.startswith(PREFIX + "/") or len(path) > LONGEST:
            raise AddressUnknownError
        node, names = self._walked(path[len(PREFIX) + 1 :].split("/"))
        endpoint = node.methods.get(method)
        if endpoint is None:
            if not node.methods:
                raise AddressUnknownError
            raise MethodUnknownError(allowed=", ".join(sorted(node.methods)))
        return endpoint, names

    def _walked(self, segments: list[str]) -> tuple[_Node, dict[str, str]]:
        node, names = self._root, dict[str, str]()
        for at, segment in enumerate(segments):
            step = node.steps.get(segment)
            if step is None and node.rest is not None:
                names[node.named_as] = "/".join(segments[at:])
                return node.rest, names
            if step is None:
                step = node.named if segment else None
                if step is None:
                    raise AddressUnknownError
                names[node.named_as] = segment
            node = step
        return node, names


def _grown(node: _Node, segment: str) -> _Node:
    """Return the node after `segment`, made where it is not there."""
    if not segment.startswith("{"):
        return node.steps.setdefault(segment, _Node())
    name = segment.strip("{*}")
    node.named_as = name
    if segment.endswith("*}"):
        node.rest = node.rest or _Node()
        return node.rest
    node.named = node.named or _Node()
    return node.named
