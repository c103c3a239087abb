"""The demonstration web as one object: start it, point a browser at it, look at what it was asked.

with DemoWeb() as web:
    launch_chromium(args=web.browser_args)
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from crawler.demo.certificates import issue_identity
from crawler.demo.exchange import HttpRequest, Response
from crawler.demo.manifest import Manifest, load_manifest
from crawler.demo.routes import WEB, read_routes
from crawler.demo.server import LoopbackServer
from crawler.demo.sites import Sites


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One site to audit."""

    url: str
    name: str
    story: str
    """What is wrong or right with it, in a sentence."""


class DemoWeb:
    """First-party sites of our invention and imitations of real vendors' endpoints, on loopback.

    The vendors' scripts are imitations of our own that behave like the real ones on the wire.
    """

    def __init__(self) -> None:
        self.manifest: Manifest = load_manifest()
        self._vendor_routes = read_routes(WEB / "vendors.toml")
        site_routes = read_routes(WEB / "sites.toml")
        self._sites = Sites(site_routes)
        self.hosts: frozenset[str] = self._sites.hosts | {route.host for route in self._vendor_routes}
        """Every host name that is served; nothing else is mapped."""
        self.unknown_hosts: frozenset[str] = frozenset(self.manifest.unknown_hosts)
        """Hosts that shall not resolve."""
        identity = issue_identity(self.hosts)
        self.ca_spki: str = identity.spki
        self.ca_pem: bytes = identity.ca_pem
        self._server = LoopbackServer(self.answer, identity.tls, self.manifest.hosts_without_tls)

    @property
    def sites(self) -> tuple[DemoSite, ...]:
        """The sites to audit, in the manifest's order."""
        return tuple(DemoSite(site.url, site.name, site.story) for site in self.manifest.sites)

    @property
    def port(self) -> int:
        """The one port, for TLS and plain HTTP."""
        return self._server.port

    @property
    def host_resolver_rules(self) -> str:
        """Value of Chromium's `--host-resolver-rules`: exactly the hosts of this web."""
        rules = [f"MAP {host} 127.0.0.1:{self.port}" for host in sorted(self.hosts)]
        return ",".join(rules + [f"MAP {host} ~NOTFOUND" for host in sorted(self.unknown_hosts)])

    @property
    def browser_args(self) -> tuple[str, ...]:
        """The flags with which Chromium reaches this web and believes its certificate."""
        return (
            f"--host-resolver-rules={self.host_resolver_rules}",
            f"--ignore-certificate-errors-spki-list={self.ca_spki}",
        )

    @property
    def requests_seen(self) -> list[HttpRequest]:
        """Every request so far, in order."""
        return self._server.requests_seen

    def answer(self, request: HttpRequest) -> Response:
        """What this web answers; the network's part aside. Hosts that are not served get 404."""
        if request.host in self._sites.hosts:
            return self._sites.answer(request)
        for route in self._vendor_routes:
            if route.fits(request):
                return route.answer(request)
        return Response(status=404)

    def __enter__(self) -> DemoWeb:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, error, trace)
