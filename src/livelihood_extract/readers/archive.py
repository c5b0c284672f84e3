"""Office documents are zip archives: their members in, bytes out, never more than the limits allow."""

import zipfile
from io import BytesIO

from livelihood_extract.errors import LimitExceeded, UnreadableFile
from livelihood_extract.readers.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS

__all__ = ["Archive"]


class Archive:
    """A checked zip archive: number and unpacked size of its members are within limits, none is encrypted.

    The sizes it declares can be trusted afterwards: `zipfile` unpacks no more than the declared size of a member and
    refuses one that differs.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open `data`, the bytes of the file `name`. Raises UnreadableFile or LimitExceeded."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except Exception:  # zipfile raises whatever a broken archive makes it stumble on
            raise self._damaged() from None
        entries = self._zip.infolist()
        if len(entries) > MAX_ARCHIVE_MEMBERS or sum(entry.file_size for entry in entries) > MAX_ARCHIVE_BYTES:
            limit = f"{MAX_ARCHIVE_BYTES >> 20} MiB or {MAX_ARCHIVE_MEMBERS:,} members"
            raise LimitExceeded(name, f"unpacks to more than {limit}; save it without pictures, or as text")
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableFile(name, "protected by a password; save a copy without one")
        self.members = [entry.filename for entry in entries]

    def read(self, member: str) -> bytes:
        """Bytes of one member. Raises UnreadableFile when it is missing or damaged."""
        try:
            return self._zip.read(member)
        except Exception:
            raise self._damaged() from None

    def check(self) -> None:
        """Unpack every member once, for libraries that unpack on their own and would trust a false size."""
        for member in self.members:
            self.read(member)

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(self.name, "damaged: its archive does not unpack; fetch the file again")
