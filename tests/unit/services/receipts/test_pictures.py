"""Pictures become JPEG upright and readable, and hostile ones are refused before they fill the memory."""

import io
from array import array
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.services.receipts.pictures import MAX_PIXELS, as_jpeg, is_known
from tests.unit.services.receipts.sample_files import huge_bitmap, picture


def _file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "receipt"
    path.write_bytes(data)
    return path


def _drawn(tmp_path: Path, data: bytes) -> Image.Image:
    drawn = Image.open(io.BytesIO(as_jpeg(_file(tmp_path, data))))
    assert drawn.format == "JPEG"
    drawn.load()
    return drawn


def _near(found: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 40 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "HEIF", "AVIF", "JPEG2000", "PPM"])
def test_size_and_colour_stay(tmp_path: Path, kind: str) -> None:
    drawn = _drawn(tmp_path, picture(kind))
    assert (drawn.size, drawn.mode) == ((16, 8), "RGB")
    assert _near(drawn.getpixel((8, 4)), (255, 0, 0))


@pytest.mark.parametrize("brand", [b"mif2", b"miaf"])
def test_a_heif_picture_of_a_newer_brand_is_drawn(tmp_path: Path, brand: bytes) -> None:
    data = picture("HEIF")
    assert _drawn(tmp_path, data[:8] + brand + data[12:]).size == (16, 8)


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("RGBA", (255, 255, 255, 255))],
)
def test_what_is_transparent_shows_white(tmp_path: Path, mode: str, colour: tuple[int, ...]) -> None:
    data = io.BytesIO()
    Image.new(mode, (16, 8), colour).save(data, "WEBP" if mode == "RGBA" else "JPEG2000")
    assert _near(_drawn(tmp_path, data.getvalue()).convert("RGB").getpixel((8, 4)), (255, 255, 255))


def test_a_grey_picture_stays_grey(tmp_path: Path) -> None:
    assert _drawn(tmp_path, picture("BMP", "gray", mode="L")).mode == "L"


def _grey(drawn: Image.Image, x: int) -> int:
    """The level in the middle of a column."""
    level = drawn.getpixel((x, drawn.height // 2))
    assert isinstance(level, int)
    return level


def _levels(kind: str, full: int, lightest: float, darkest: float = 0.0) -> bytes:
    """A grey picture whose left half is dark, whose right half is light; levels as parts of the full scale."""
    row = array("H", [round(darkest * full)] * 32 + [round(lightest * full)] * 32)
    levels = Image.frombytes("I;16", (64, 64), row.tobytes() * 64)
    data = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_bytes("I;16", (64, 64), levels.tobytes()).save(data, quality=-1)
    else:
        (levels.convert("I") if kind == "PPM" else levels).save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(
    ("kind", "full"),
    [
        *((kind, full) for kind in ("PPM", "JPEG2000", "TIFF") for full in (1023, 4095, 16383, 65535)),
        ("HEIF", 65535),  # always written in its full scale
    ],
)
def test_a_grey_picture_of_more_than_8_bits_keeps_its_shades(tmp_path: Path, kind: str, full: int) -> None:
    drawn = _drawn(tmp_path, _levels(kind, full, lightest=0.75, darkest=0.25))
    assert drawn.mode == "L"
    assert abs(_grey(drawn, 10) - 64) < 4
    assert abs(_grey(drawn, 54) - 191) < 4


@pytest.mark.parametrize("full", [1, 255, 65535, 1_000_000])
def test_fractions_and_wider_scales_keep_their_shades(tmp_path: Path, full: int) -> None:
    data = io.BytesIO()
    levels = Image.new("F", (64, 64), full)
    levels.paste(full / 2, (0, 0, 32, 64))
    levels.save(data, "TIFF")
    drawn = _drawn(tmp_path, data.getvalue())
    assert abs(_grey(drawn, 10) - 127) < 4
    assert _grey(drawn, 54) > 250


def test_a_grey_tiff_that_counts_from_white_is_not_turned_into_its_negative(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("I;16", (16, 8), 65535).save(data, "TIFF", tiffinfo={262: 0})
    assert _grey(_drawn(tmp_path, data.getvalue()), 8) < 4


def test_a_telephone_s_picture_of_200_million_pixels_is_within_the_limit() -> None:
    assert MAX_PIXELS > 16_320 * 12_240


def test_a_picture_taken_sideways_stands_upright(tmp_path: Path) -> None:
    sideways = Image.new("RGB", (32, 16), "blue")
    sideways.paste("red", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: its left is up
    data = io.BytesIO()
    sideways.save(data, "WEBP", exif=exif, lossless=True)
    drawn = _drawn(tmp_path, data.getvalue())
    assert drawn.size == (16, 32)
    assert _near(drawn.getpixel((8, 4)), (255, 0, 0))
    assert _near(drawn.getpixel((8, 28)), (0, 0, 255))
    assert drawn.getexif().get(0x0112) is None


def test_the_colour_profile_stays(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = io.BytesIO()
    Image.new("RGB", (16, 8), "red").save(data, "WEBP", icc_profile=profile)
    assert _drawn(tmp_path, data.getvalue()).info["icc_profile"] == profile


@pytest.mark.parametrize(
    "data",
    [
        huge_bitmap(9_200),
        picture("WEBP", size=(400, 300))[:-40],
        picture("BMP")[:-30],
        b"\x00\x00\x00\x18ftypheic" + bytes(100),
        b"RIFF\x10\x00\x00\x00WEBP" + bytes(8),
        b"",
        picture("TGA"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_cannot_or_must_not_be_decoded_is_unreadable(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReceiptRefusal) as caught:
        as_jpeg(_file(tmp_path, data))
    assert caught.value.code is Code.RECEIPT_UNREADABLE
    assert caught.value.params["reason"]


def test_the_limit_is_on_pixels_not_on_bytes(tmp_path: Path) -> None:
    path = _file(tmp_path, picture("WEBP", size=(100, 100)))
    assert as_jpeg(path, max_pixels=10_000)
    with pytest.raises(ReceiptRefusal) as caught:
        as_jpeg(path, max_pixels=9_999)
    assert caught.value.code is Code.RECEIPT_TOO_LARGE_TO_READ


def test_what_says_it_has_billions_of_pixels_is_too_large_to_read(tmp_path: Path) -> None:
    with pytest.raises(ReceiptRefusal) as caught:
        as_jpeg(_file(tmp_path, huge_bitmap(60_000)))
    assert caught.value.code is Code.RECEIPT_TOO_LARGE_TO_READ


def test_a_picture_too_large_to_decode_is_known_as_a_picture(tmp_path: Path) -> None:
    assert is_known(_file(tmp_path, huge_bitmap()))
    assert not is_known(_file(tmp_path, b"hello"))
