"""Publishing outlets: one source record for the name in a masthead, a domain and a feed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from builder.annotate.folding import fold_name
from builder.model.authority import Authority, SourceRecord

#: Second-level labels under which outlets register (`example.co.uk`).
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "in"])
#: Host prefixes that name a reading device or a server, not an outlet.
_PREFIXES = frozenset(["www", "www2", "m", "mobile", "amp", "edition"])
#: Words that a feed's title has and its outlet's name has not: 'Harbour Post (RSS)', 'Harbour Post - Atom feed'.
_FEED = re.compile(
    r"[\s|:–—-]+[(\[]?\b(?:rss|atom)(?:[\s-]?feeds?)?\b[)\]]?\s*$|\s+[|:–—-]\s*feed\s*$", re.IGNORECASE
)
#: Addresses of copies that hold the address of what they are copies of: the Web Archive's and AMP caches'.
_COPIES = (
    re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(.+)", re.IGNORECASE),
    re.compile(r"https?://[\w-]+\.cdn\.ampproject\.org/(?:c|v|wp)/(?:s/)?(.+)", re.IGNORECASE),
    re.compile(r"https?://(?:www\.)?google\.[a-z.]+/amp/(?:s/)?(.+)", re.IGNORECASE),
)
#: A shorter label is as likely another outlet's initials.
_SHORTEST_LABEL = 5


def domain_of(url: str | None) -> str | None:
    """The host of an address, lower case, without `www.` or `m.`, that of the original where the address is of a copy
    in the Web Archive or an AMP cache; None where the address has none."""
    if not url:
        return None
    for copy in _COPIES:
        if held := copy.match(url):
            return domain_of(held[1])
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    if not host or "." not in host or re.fullmatch(r"[\d.]+", host):
        return None
    labels = host.lower().rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in _PREFIXES:
        labels = labels[1:]
    return ".".join(labels)


def resolve(name: str | None, url: str | None, authority: Authority) -> SourceRecord | None:
    """The source record that a printed name or an address stands for; None where no record, or no single one, fits.

    A record that lists the address's domain (or one above it) comes first, among several the one that also bears
    the name; then a record of that name or alias; then, for a record without domains, one whose name is the
    domain's own label ('Harbour Post' and harbourpost.example). A name may be a feed's title ('Harbour Post (RSS)') or
    itself an address.
    """
    name = _outlet(name)
    domain = domain_of(url) or _named_domain(name)
    by_domain = [r for r in authority.sources if domain and any(_within(domain, held) for held in r.domains)]
    by_name = [r for r in authority.sources if name and _key(name) and _key(name) in _keys(r)]
    both = [record for record in by_domain if record in by_name]
    for fitting in (both, by_domain, by_name):
        if len(fitting) == 1:
            return fitting[0]
    label = _label(domain or (domain_of(name) if "." in name else None))
    if len(label) < _SHORTEST_LABEL:
        return None
    by_label = [
        r for r in authority.sources if not r.domains and label in {_compact(key) for key in _keys(r)}
    ]
    return by_label[0] if len(by_label) == 1 else None


def propose(name: str | None, url: str | None) -> SourceRecord | None:
    """A new record for an outlet that no record fits; None where neither a name nor a domain is known.

    The id is a slug of the name (letters of any script are kept), so the same outlet proposes the same record.
    """
    name = _outlet(name)
    named = _named_domain(name)
    domain = domain_of(url) or named
    shown = named or name
    if not _slug(shown):
        shown = domain or ""
    slug = _slug(shown)
    if not slug:
        return None
    return SourceRecord(id=slug, name=shown, domains=(domain,) if domain else ())


def gathered(proposed: Iterable[SourceRecord]) -> Mapping[SourceRecord, SourceRecord]:
    """Records that were proposed for outlets met together -> the record that stands for each: where one would have been
    found by another's name or domain, had that been held already, both are that one.

    Records that have a name and a domain come before those with a name alone and those with a domain alone, and among
    each the one that was proposed most often, for what is printed now and then is a section's name.
    """
    counts = Counter(proposed)
    kept: dict[str, list[SourceRecord]] = defaultdict(list)
    found: dict[SourceRecord, SourceRecord] = {}
    for record in sorted(counts, key=lambda one: (_bareness(one), -counts[one])):
        marks = _marks(record)
        alike = dict.fromkeys(one for mark in marks for one in kept[mark])
        held = resolve(record.name, next(iter(record.domains), None), Authority(sources=tuple(alike)))
        if held is None:
            for mark in marks:
                kept[mark].append(record)
        found[record] = held or record
    return found


def _marks(record: SourceRecord) -> set[str]:
    """Two records of which `resolve` takes one for the other have one of these in common."""
    keys = _keys(record)
    labels = [domain.split(".") for domain in record.domains]
    above = {".".join(parts[at:]) for parts in labels for at in range(len(parts) - 1)}
    return {*keys, *map(_compact, keys), *above, *map(_label, record.domains)}


def _bareness(record: SourceRecord) -> int:
    """0 for a name with a domain, 1 for a name alone, 2 for a domain alone."""
    if not record.domains:
        return 1
    return 2 if _named_domain(record.name) else 0


def _outlet(name: str | None) -> str:
    """A printed name on one line, without what says that it is a feed's."""
    shown = " ".join(name.split()) if name else ""
    return _FEED.sub("", shown) or shown


def _named_domain(name: str) -> str | None:
    """The host where a name is nothing but an address: `harbourpost.example`, `https://harbourpost.example/`."""
    if re.fullmatch(r"(?:https?:)?(?://)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}/?", name):
        return domain_of(name)
    return None


def _within(domain: str, held: str) -> bool:
    held = domain_of(held) or held.lower()
    return domain == held or domain.endswith("." + held)


def _key(name: str) -> str:
    words = re.sub(r"[^\w\s]", " ", fold_name(name).casefold()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _keys(record: SourceRecord) -> frozenset[str]:
    return frozenset(_key(name) for name in (record.name, *record.aliases)) - {""}


def _compact(key: str) -> str:
    return key.replace(" ", "").replace("_", "")


def _label(domain: str | None) -> str:
    labels = domain.split(".")[:-1] if domain else []
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[-1].replace("-", "") if labels else ""


def _slug(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain).casefold()))
