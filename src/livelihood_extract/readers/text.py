"""Plain text: bytes in, characters out, with the name of the encoding that turns one into the other.

The text is exactly what `data.decode(encoding)` gives: no character is dropped or exchanged but a leading byte order
mark, so that offsets can be checked against the file. 一、城市安居项目 in GB18030 is `d2 bb a1 a2 ...`.
"""

import codecs
import re

from livelihood_extract.errors import LimitExceeded, UnknownEncoding, UnreadableFile, UsageError
from livelihood_extract.expressions import expression
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.limits import MAX_CHARACTERS

__all__ = ["codec_of", "decode", "read"]

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""Byte order marks and the codec that leaves them out of the text."""

CANDIDATES = ["utf_8", "gb18030", "big5hkscs", "utf_16_le", "utf_16_be"]
"""What Chinese plans are written in. A detector with a free choice takes short GBK texts for Korean."""

SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
"""Names that files carry, and the larger encoding in which every one of their bytes means the same."""

NOT_TEXT = expression("[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")
"""Control characters that no text contains; many of them mean that the bytes were never text."""

USUAL = "[\t\n\r -~\u2014-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
"""What most of a Chinese text consists of; bytes decoded wrongly scatter over Hangul and private areas.

Compiled where an encoding has to be guessed: ranges so wide take longer than all else that is loaded to read a text."""

SAMPLE = 65_536
"""Characters from the start by which a text is judged."""

BINARY_FILE = "a binary file of no known kind; give a text, Word, Excel, PDF, OFD or HTML file"


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Plain text in `encoding`, or in the one its bytes betray. Raises as `decode` does, and LimitExceeded."""
    if len(data) > 4 * MAX_CHARACTERS:  # no encoding spends more on a character: refused before it is decoded
        raise LimitExceeded(name, f"more than {MAX_CHARACTERS:,} characters of text; split the file")
    return Content(*decode(data, name, encoding))


def decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """Characters of `data` and the codec that gives them; a stated `encoding` is taken at its word.

    Raises UnknownEncoding when the bytes do not fit, UnreadableFile when they are no text, UsageError when `encoding`
    names no codec.
    """
    if encoding is not None:
        return _decode_as(data, name, codec_of(encoding))
    marked = next((codec for mark, codec in MARKS if data.startswith(mark)), None)
    if marked:
        return _decode_as(data, name, marked)
    try:
        text, codec = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _detected(data, name, error.start)
    if _is_binary(text):  # UTF-16 without a mark may happen to be valid UTF-8
        return _detected(data, name, len(data))
    return text, codec


def codec_of(encoding: str) -> str:
    """Name of the codec to decode `encoding` with: gbk is read as gb18030. Raises UsageError when nobody knows it."""
    try:
        known = codecs.lookup(encoding)
        "".encode(known.name)  # refuses codecs that do not turn characters into bytes (base64, rot13)
    except (LookupError, TypeError, ValueError):
        raise UsageError(f"unknown encoding {encoding!r}; use utf-8, gb18030, big5hkscs or utf-16") from None
    return SUPERSETS.get(known.name, known.name)


def _decode_as(data: bytes, name: str, codec: str) -> tuple[str, str]:
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        problem = f"not {codec}: byte {error.start} does not fit; mend the file there, or name another --encoding"
        raise UnknownEncoding(name, problem) from None
    return text.removeprefix("\ufeff"), codec


def _detected(data: bytes, name: str, broken: int) -> tuple[str, str]:
    """Text in the likeliest of CANDIDATES, if it looks like Chinese then; as UTF-8 it breaks at byte `broken`."""
    from charset_normalizer import from_bytes  # only here: most files are UTF-8, and the import is slow

    for match in from_bytes(data, cp_isolation=CANDIDATES):  # the likeliest first
        text, codec = _decode_as(data, name, codecs.lookup(match.encoding).name)
        if not _is_binary(text) and len(re.findall(USUAL, text[:SAMPLE])) * 5 > min(len(text), SAMPLE) * 4:
            return text, codec
    if b"\0" in data or broken == len(data):
        raise UnreadableFile(name, BINARY_FILE)
    problem = (
        f"in no known encoding (as UTF-8 it breaks at byte {broken}); name it with --encoding, or save it as UTF-8"
    )
    raise UnknownEncoding(name, problem)


def _is_binary(text: str) -> bool:
    return len(NOT_TEXT.findall(text, 0, SAMPLE)) * 100 > min(len(text), SAMPLE)
