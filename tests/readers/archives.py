"""Archives made by hand, for tests of what no office program would write."""

import io
import zipfile
from collections.abc import Mapping

__all__ = ["package", "understated"]


def package(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the given members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return buffer.getvalue()


def understated(archive: bytes, size: int, claimed: int) -> bytes:
    """The archive, but its member of `size` bytes claims to unpack to fewer."""
    return archive.replace(size.to_bytes(4, "little"), claimed.to_bytes(4, "little"))
