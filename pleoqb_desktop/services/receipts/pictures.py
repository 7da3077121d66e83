"""Pictures that QuickBooks does not take, drawn again as JPEG; the bytes come from strangers, so everything is bounded."""

import io
import threading
from pathlib import Path
from typing import cast

import pillow_heif
from PIL import Image, ImageOps

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal

MAX_PIXELS = 210_000_000  # telephones make 200 million; a little more than the largest of them
_PAPER = (255, 255, 255)
_FULL_SCALES = (1, 255, 1023, 4095, 16383, 65535)  # the lightest level of the usual depths; 1 for fractions
_WHITE_IS_ZERO = 0  # TIFF 6.0, PhotometricInterpretation
_PHOTOMETRIC = 262
# Pillow hands these to other programs, or finds them in anything.
_NOT_PICTURES = frozenset({"EPS", "WMF", "MPEG", "TGA", "PCD", "IPTC", "HDF5", "GRIB", "BUFR"})
_KNOWN_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_GENERAL_BRAND = b"mif1"
_REGISTERING = threading.Lock()  # Pillow's list of formats is the process's


def is_known(path: Path) -> bool:
    """Whether Pillow knows the format; nothing is decoded. A picture too large to decode is one, too."""
    try:
        with opened(path):
            return True
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return True
    except Exception:  # noqa: BLE001 - decoders meet hostile bytes and raise what they like
        return False


def as_jpeg(source: Path, max_pixels: int = MAX_PIXELS) -> bytes:
    """The picture as JPEG: upright, on white paper. Raises ReceiptRefusal (RECEIPT_UNREADABLE, RECEIPT_TOO_LARGE_TO_READ), MemoryError."""
    try:
        return _drawn(source, max_pixels)
    except (ReceiptRefusal, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE_TO_READ) from None
    except Exception as error:  # decoders meet hostile bytes and raise what they like
        raise ReceiptRefusal(Code.RECEIPT_UNREADABLE, reason=type(error).__name__) from error


def opened(path: Path) -> Image.Image:
    """The picture in a file, nothing decoded yet. Raises what Pillow raises."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[4:8] != b"ftyp" or head[8:] in _KNOWN_BRANDS:
            return Image.open(path, formats=_formats())
        # The plugin looks at a file's own brand alone; the library behind it reads those of newer brands as well.
        return Image.open(io.BytesIO(head[:8] + _GENERAL_BRAND + file.read()), formats=_formats())


def _formats() -> tuple[str, ...]:
    """The formats Pillow may try."""
    with _REGISTERING:
        pillow_heif.register_heif_opener()
        Image.init()
        # Pillow's own bound is under what telephones make; it still counts for pictures within pictures.
        Image.MAX_IMAGE_PIXELS = MAX_PIXELS
        return tuple(sorted(set(Image.OPEN) - _NOT_PICTURES))


def _drawn(source: Path, max_pixels: int) -> bytes:
    with opened(source) as picture:
        if picture.width * picture.height > max_pixels:
            raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE_TO_READ)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        profile = picture.info.get("icc_profile") if picture.mode == "RGB" else None
        drawn = on_paper(picture)
    jpeg = io.BytesIO()
    drawn.save(jpeg, "JPEG", quality=90, icc_profile=profile)
    return jpeg.getvalue()


def on_paper(picture: Image.Image) -> Image.Image:
    """The picture in the colours JPEG has, grey or RGB; what is transparent shows white."""
    if picture.mode == "F" or picture.mode.startswith("I"):
        return _eight_bits(picture)
    if not picture.has_transparency_data:
        if picture.mode == "1":
            return picture.convert("L")
        return picture.copy() if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, _PAPER)
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of a finer scale in 256 levels.

    Files often state 16 bits and use ten or twelve of them: the scale is the smallest usual one that holds the lightest level.
    """
    levels = picture if picture.mode == "F" else picture.convert("I")
    _, lightest = cast("tuple[float, float]", levels.getextrema())
    scales = _FULL_SCALES if levels.mode == "F" else _FULL_SCALES[1:]
    full = next((scale for scale in scales if lightest <= scale), lightest)
    grey = levels.point(lambda level: level * (255 / full) + 0).convert("L")
    tags = getattr(picture, "tag_v2", {})
    return ImageOps.invert(grey) if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO else grey
