"""Pictures that QuickBooks does not take, drawn again as JPEG; the bytes come from strangers, so everything is bounded."""

import io
import threading
from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal

MAX_PIXELS = 80_000_000  # beyond any telephone's usual picture; 240 MB when decoded
_PAPER = (255, 255, 255)
# Pillow hands these to other programs, or finds them in anything.
_NOT_PICTURES = frozenset({"EPS", "WMF", "MPEG", "TGA", "PCD", "IPTC", "HDF5", "GRIB", "BUFR"})
_REGISTERING = threading.Lock()  # Pillow's list of formats is the process's


def is_known(path: Path) -> bool:
    """Whether Pillow knows the format; nothing is decoded. A picture too large to decode is one, too."""
    try:
        with Image.open(path, formats=_formats()):
            return True
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return True
    except Exception:  # noqa: BLE001 - decoders meet hostile bytes and raise what they like
        return False


def as_jpeg(source: Path, max_pixels: int = MAX_PIXELS) -> bytes:
    """The picture as JPEG: upright, on white paper. Raises ReceiptRefusal (RECEIPT_UNREADABLE)."""
    try:
        return _drawn(source, max_pixels)
    except ReceiptRefusal:
        raise
    except Exception as error:  # decoders meet hostile bytes and raise what they like
        raise ReceiptRefusal(Code.RECEIPT_UNREADABLE, reason=type(error).__name__) from error


def _formats() -> tuple[str, ...]:
    """The formats Pillow may try."""
    with _REGISTERING:
        pillow_heif.register_heif_opener()
        Image.init()
        return tuple(sorted(set(Image.OPEN) - _NOT_PICTURES))


def _drawn(source: Path, max_pixels: int) -> bytes:
    with Image.open(source, formats=_formats()) as picture:
        if picture.width * picture.height > max_pixels:
            raise ReceiptRefusal(Code.RECEIPT_UNREADABLE, reason=f"{picture.width} x {picture.height}")
        upright = ImageOps.exif_transpose(picture)
    profile = upright.info.get("icc_profile") if upright.mode == "RGB" else None
    jpeg = io.BytesIO()
    _on_paper(upright).save(jpeg, "JPEG", quality=90, icc_profile=profile)
    return jpeg.getvalue()


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in the colours JPEG has; what is transparent shows white."""
    if not picture.has_transparency_data:
        return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, _PAPER)
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
