"""What the server is started with, and what of it cannot be safe together."""

from __future__ import annotations

import ipaddress
import os
import re
import ssl
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from assistant.problems import Problem, Refused
from assistant.store import Address
from assistant.store.address import WHO

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What a browser on this machine may call the server."""
_MAPPED = 96
"""So many bits of `::ffff:10.0.0.7` stand before the address that it means."""
_USUAL = {"http": 80, "https": 443}
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the machine sessions may take, and for how long (seconds)."""

    sessions: int = 40
    each: int = 4
    """So many at once for one person; with one more, what they left longest ago ends."""
    idle: float = 30 * 60
    """Without a key or a page for so long, a session ends."""
    grace: float = 5 * 60
    """So long a session lasts whose browser is gone from the app and whose plain form is not used either."""
    longest: float = 12 * 60 * 60
    memory: int = 768 * MEGABYTE
    """So many bytes one session may hold."""
    upload: int = 8 * MEGABYTE
    header: float = 10
    """So long the head of a request may take; its body takes three times that at most."""
    connections: int = 400
    connections_each: int = 60
    """So many connections at once from one address, but for a trusted proxy's."""


@dataclass(frozen=True)
class Proxy:
    """Whoever signs people in for us: where they speak from, and in which header they name the person."""

    addresses: frozenset[str]
    """Addresses, or networks as `10.0.0.0/28`, however they are spelt."""
    header: str

    @cached_property
    def networks(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """Where it speaks from, read once. Raises `ValueError` where one is neither an address nor a network."""
        return tuple(map(network, self.addresses))

    def is_at(self, address: str | None) -> bool:
        """Whether it speaks from an address. Raises as `networks` does."""
        try:
            came = _plain(ipaddress.ip_address((address or "").partition("%")[0]))
        except ValueError:
            return False
        return any(came in one for one in self.networks)


def network(given: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """An address, or a network, that is trusted. Raises `ValueError` where it is neither."""
    found = ipaddress.ip_network(given)
    if (
        isinstance(found, ipaddress.IPv6Network)
        and found.network_address.ipv4_mapped
        and found.prefixlen >= _MAPPED
    ):
        return ipaddress.ip_network((found.network_address.ipv4_mapped, found.prefixlen - _MAPPED))
    return found


def _plain(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """An address as it is, where an old one came in a new one's clothes."""
    return getattr(address, "ipv4_mapped", None) or address


@dataclass(frozen=True, slots=True)
class Settings:
    """A server as it was asked for. Raises `Refused` where it would not be safe."""

    store: Address
    host: str = "127.0.0.1"
    port: int = 8080
    cert: Path | None = None
    key: Path | None = None
    public_url: str | None = None
    """What people write into their browsers, where that is not this machine's own name for itself."""
    proxy: Proxy | None = None
    pack: Path | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._check_store()
        self._check_reach()
        self._check_public()

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by TLS, ours or a proxy's."""
        return self.cert is not None or urlsplit(self.public_url or "").scheme == "https"

    @property
    def origins(self) -> frozenset[str]:
        """The origins that our own pages have; a request from any other is refused."""
        if self.public_url:
            return frozenset({_origin(self.public_url)})
        scheme = "https" if self.cert else "http"
        return frozenset(_origin(f"{scheme}://{name}:{self.port}") for name in _NAMES)

    @property
    def hosts(self) -> frozenset[str]:
        """What requests may call the server; a name that an attacker points here is none of these."""
        return frozenset(origin.partition("://")[2] for origin in self.origins)

    def tls(self) -> ssl.SSLContext | None:
        """What TLS is spoken with, None without. Raises `Refused` where certificate or key cannot be used."""
        if self.cert is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        for named, path in (("certificate", self.cert), ("key", self.key)):
            if path is not None and not os.access(path, os.R_OK):
                what = (
                    f"the {named} {path} cannot be read" if path.exists() else f"there is no {named} {path}"
                )
                raise _refused(what, "name a file that whoever serves may read")
        try:
            context.load_cert_chain(self.cert, self.key)
        except OSError as error:  # ssl.SSLError is one
            what = f"the certificate {self.cert} and the key {self.key} cannot be used: {error.strerror}"
            raise _refused(
                what, "give a certificate chain and the key that belongs to it, both PEM"
            ) from error
        return context

    def _check_store(self) -> None:
        if self.store.path is not None:
            what = "a store in a file has nobody who could sign in"
            raise _refused(what, "give --store postgresql://HOST/DATABASE")
        parts = urlsplit(self.store.given)
        if parts.username or parts.password or any(name in WHO for name, _ in parse_qsl(parts.query)):
            what = "the address of the store names somebody, as whom everybody would be signed in"
            raise _refused(what, "write it as postgresql://HOST/DATABASE: people sign in as themselves")

    def _check_reach(self) -> None:
        if (self.cert is None) != (self.key is None):
            raise _refused("a certificate and its key go together", "give both --cert and --key")
        if not (self.cert or self.proxy or _is_loopback(self.host)):
            what = f"on {self.host} others could listen in: passwords and cases would be sent in the clear"
            right = "give --cert and --key, or --behind-proxy, or listen on 127.0.0.1"
            raise Refused([Problem("serve-unsafe", what, right)])
        if self.proxy is None:
            return
        if not self.proxy.header:
            right = "give --user-header NAME, the one in which the proxy names people"
            raise _refused("it is not known in which header the proxy names people", right)
        if not _HEADER.fullmatch(self.proxy.header):
            right = "give --user-header NAME, as X-Account"
            raise _refused(f"`{self.proxy.header}` is no name of a header", right)
        if not self.proxy.addresses:
            what = "anybody could claim to be anybody: no address is trusted"
            raise Refused([Problem("serve-unsafe", what, "give --trusted ADDRESS, the proxy's own")])
        for one in self.proxy.addresses:
            try:
                trusted = network(one)
            except ValueError:
                right = "write it as 10.0.0.7 or fd00::7, or a network as 10.0.0.0/28"
                raise _refused(f"`{one}` is no address, and no network", right) from None
            if trusted.prefixlen == 0:
                what = f"anybody could claim to be anybody: `{one}` is everywhere"
                raise Refused([Problem("serve-unsafe", what, "give --trusted ADDRESS, the proxy's own")])

    def _check_public(self) -> None:
        if self.public_url is None:
            if self.proxy or not _is_loopback(self.host):
                what = "what people write into their browsers is not known, so no request could be told to be ours"
                raise _refused(what, "give --public-url https://NAME")
            return
        try:
            parts = urlsplit(self.public_url)
            _ = parts.port
        except ValueError:
            parts = urlsplit("")
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
        if not is_whole or parts.query or parts.fragment or "@" in parts.netloc:
            raise _refused("that is no address of a server", "write it as https://NAME or https://NAME:PORT")
        if parts.scheme == "http" and (self.cert or not _is_loopback(parts.hostname or "")):
            what = "people would reach it in the clear"
            raise Refused([Problem("serve-unsafe", what, "give an address that begins with https://")])


def _origin(url: str) -> str:
    """The origin of an address as browsers write it: in small letters, and without the port that is usual."""
    parts = urlsplit(url)
    host = parts.netloc.lower()
    if parts.port is not None:
        host = host.rpartition(":")[0]
    port = "" if parts.port in (None, _USUAL[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host.rstrip(':')}{port}"


def _refused(what: str, right: str) -> Refused:
    return Refused([Problem("serve-setting", what, right)])


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
