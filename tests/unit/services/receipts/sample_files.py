"""Small files of every type, made by the libraries that make such files, for the tests of receipts."""

import io
import zipfile

import pillow_heif
from PIL import Image


def picture(kind: str, colour: str = "red", size: tuple[int, int] = (16, 8), mode: str = "RGB") -> bytes:
    """A picture of one colour in one of Pillow's formats."""
    pillow_heif.register_heif_opener()
    data = io.BytesIO()
    Image.new(mode, size, colour).save(data, kind)
    return data.getvalue()


def archive(**members: bytes) -> bytes:
    """A zip file; two underscores in a name stand for a slash, one for a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()


def compound(*streams: str) -> bytes:
    """The beginning of an old office file, with the names of its streams where such a file has them."""
    names = b"".join((name + "\0").encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)) + names


def huge_bitmap(side: int = 60_000) -> bytes:
    """A BMP of a few bytes that says it has side x side pixels (run lengths would fill them)."""
    header = (
        (40).to_bytes(4, "little")
        + side.to_bytes(4, "little") * 2
        + (1).to_bytes(2, "little")
        + (8).to_bytes(2, "little")
        + (1).to_bytes(4, "little")  # RLE8
        + bytes(20)
    )
    palette = bytes(1024)
    start = 14 + len(header) + len(palette)
    body = b"\xff\x01" * 50 + b"\x00\x01"
    return (
        b"BM"
        + (start + len(body)).to_bytes(4, "little")
        + bytes(4)
        + start.to_bytes(4, "little")
        + header
        + palette
        + body
    )


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
