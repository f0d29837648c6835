"""What the office formats share: files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

from rrgraph.findings import GapReport

_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip archive can tell


def looked_at(report: GapReport) -> datetime:
    """The last day on which the plans were looked at, as the time that the file was made."""
    days = [day for day in report.as_of.values() if re.fullmatch(r"[1-9]\d{3}-\d{2}-\d{2}", day)]
    return datetime.fromisoformat(max(days, default="1980-01-01")).replace(tzinfo=UTC)


def settled(made: bytes, when: datetime) -> bytes:
    """An office file without the time of saving, which both libraries write into it."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + stamp + rb"\2", content)
            entry = ZipInfo(name, _OLDEST)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
