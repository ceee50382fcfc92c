"""One page over http or https, at a person's request, kept as a WARC record."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import http.client
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import cast
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from builder.errors import Refused
from builder.ingest import robots
from builder.ingest.captures import decode
from builder.ingest.limits import MAX_PAGE, size_in_words
from builder.ingest.warc import MEDIA_TYPE
from builder.model.capture import Capture, Given

#: The name that robots.txt files can address.
PRODUCT = "annotated-news-archive"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml;q=0.9,application/atom+xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost: `seconds` in all, `bytes` of body as transferred, `redirects` followed."""

    seconds: float = 30.0
    bytes: int = MAX_PAGE
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with status 200: the address it came from after redirects, and the WARC record that holds it."""

    url: str
    record: bytes


def fetch(url: str, *, now: dt.datetime | None = None, limits: Limits | None = None) -> Capture:
    """The page at an address. `now` is written into the record (the present moment unless given).

    Raises `Refused`: an address that is none, robots.txt forbids it, no answer, too many redirects, too slow, too
    large, a status other than 200, or what comes is no page.
    """
    fetched = fetch_record(url, now=now or dt.datetime.now(dt.UTC), limits=limits or Limits())
    return decode(fetched.record, MEDIA_TYPE, url, Given())


def fetch_record(url: str, *, now: dt.datetime, limits: Limits) -> Fetched:
    """As `fetch`, undecoded."""
    visit = _Visit(url, limits)
    place = _checked(url, url)
    for _ in range(limits.redirects + 1):
        _respect_robots(place, visit)
        answer = _get(place, visit, limits.bytes)
        if answer.status in _REDIRECTS and (target := answer.header("location")):
            place = _checked(urljoin(place, target.strip()), url)
            continue
        if answer.status != 200:
            phrase = http.client.responses.get(answer.status, "")
            raise Refused(url, f"the server answered {answer.status} {phrase}".rstrip())
        if answer.too_large:
            raise Refused(url, f"too large: a page of more than {size_in_words(limits.bytes)}")
        return Fetched(place, _warc_record(place, answer, now))
    raise Refused(url, f"more than {limits.redirects} redirects")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    too_large: bool

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(slots=True)
class _Visit:
    """One request of a person: the address asked for, the time it may take, the robots.txt files already read."""

    asked: str
    limits: Limits
    clock: Callable[[], float] = time.monotonic
    ends: float = field(init=False)
    rules: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ends = self.clock() + self.limits.seconds

    def left(self) -> float:
        """Seconds left. Raises `Refused` when there are none."""
        left = self.ends - self.clock()
        if left <= 0:
            raise Refused(self.asked, f"no whole answer within {self.limits.seconds:g} seconds")
        return left


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """Hands on every status, so that redirects are counted here and checked against robots.txt."""

    def http_response(self, request: urllib.request.Request, response: object) -> object:
        return response

    https_response = http_response


def _get(place: str, visit: _Visit, limit: int) -> _Answer:
    request = urllib.request.Request(
        place, headers={"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    )
    try:
        response = cast(
            http.client.HTTPResponse, urllib.request.build_opener(_AsItIs).open(request, timeout=visit.left())
        )
        with response:
            body = bytearray()
            while len(body) <= limit and (part := response.read1(1 << 16)):
                body += part
                visit.left()
            if len(body) <= limit and response.length:  # what the header promised and never came
                raise http.client.IncompleteRead(bytes(body), response.length)
            return _Answer(
                response.status,
                response.reason,
                tuple(response.headers.items()),
                bytes(body),
                len(body) > limit,
            )
    except TimeoutError:
        raise Refused(visit.asked, f"no whole answer within {visit.limits.seconds:g} seconds") from None
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, TimeoutError):
            raise Refused(visit.asked, f"no whole answer within {visit.limits.seconds:g} seconds") from None
        raise Refused(visit.asked, f"cannot be fetched ({_words(fault.reason)})") from None
    except http.client.IncompleteRead:
        raise Refused(visit.asked, "the answer is cut off") from None
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Refused(visit.asked, f"cannot be fetched ({_words(fault)})") from None


def user_agent() -> str:
    """Our own name and version; nobody else's."""
    return f"{PRODUCT}/{version(PRODUCT)} (fetches single pages at a person's request)"


def _respect_robots(place: str, visit: _Visit) -> None:
    """Raises `Refused` where the site's robots.txt forbids the address, or cannot be had for a fault of the server."""
    parts = urlsplit(place)
    site = f"{parts.scheme}://{parts.netloc}"
    if site not in visit.rules:
        visit.rules[site] = _robots_of(site, visit)
    if not robots.allowed(visit.rules[site], PRODUCT, place):
        raise Refused(visit.asked, f"{site}/robots.txt does not allow it")


def _robots_of(site: str, visit: _Visit) -> str:
    """The site's rules. A client error means that there are none, a server error that all is forbidden (RFC 9309)."""
    place = f"{site}/robots.txt"
    for _ in range(6):
        answer = _get(place, visit, robots.MAX_ROBOTS)
        target = answer.header("location")
        if answer.status in _REDIRECTS and target:
            place = _checked(urljoin(place, target.strip()), visit.asked)
            continue
        if answer.status >= 500 or answer.status == 429:
            raise Refused(
                visit.asked, f"{site}/robots.txt answered {answer.status}, so nothing is fetched for now"
            )
        return answer.body[: robots.MAX_ROBOTS].decode("utf-8", "replace") if answer.status == 200 else ""
    return ""


def _checked(url: str, asked: str) -> str:
    """The address in ASCII without its fragment. Raises `Refused` for what is no address of a page."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        ascii_host = (host or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise Refused(asked, "no valid address") from None
    if parts.scheme.lower() not in ("http", "https") or not ascii_host:
        raise Refused(asked, f"no http or https address ({url[:80]})")
    if parts.username or parts.password:
        raise Refused(
            asked, "an address with a user name or password in it; these would be kept in the archive"
        )
    netloc = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    netloc += f":{port}" if port else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def _warc_record(place: str, answer: _Answer, now: dt.datetime) -> bytes:
    """The answer as a WARC response record (ISO 28500). Its id follows from its content, so that nothing is random.

    The library has undone chunking, so the header that announced it is kept under the name that crawlers use then.
    """
    names = {"transfer-encoding": "X-Crawler-Transfer-Encoding"}
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}".rstrip()]
    lines += [f"{names.get(key.lower(), key)}: {' '.join(value.split())}" for key, value in answer.headers]
    block = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + answer.body
    digest = base64.b32encode(hashlib.sha1(answer.body, usedforsecurity=False).digest()).decode("ascii")
    stamp = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{place} {stamp} {hashlib.sha256(block).hexdigest()}")
    header = [
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{record_id}>",
        f"WARC-Date: {stamp}",
        f"WARC-Target-URI: {place}",
        f"WARC-Payload-Digest: sha1:{digest}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*header, "", ""]).encode("ascii") + block + b"\r\n\r\n"


def _words(fault: object) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return str(fault) or type(fault).__name__
