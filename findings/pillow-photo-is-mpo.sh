#!/bin/sh
# Guess:    a photo that begins as a JPEG, is named .jpg and is asked for with Image.open(file, formats=["JPEG"]) has format "JPEG" and one picture.
# Happens:  with a second picture behind the first (Multi-Picture Format, CIPA DC-007: previews, second views), format is "MPO", also when only JPEG was
#           asked for; the media type is "image/mpo"; n_frames is 2; saving "all frames" as PDF gives a page for the little one.
# Why:      the JPEG reader finds the index of pictures in an APP2 segment and hands the file to the MPO reader, after `formats` was checked. Any other
#           reader of JPEG sees one picture: what comes behind its end is none of its business.
# Bites:    `if picture.format not in ("JPEG", "PNG"): refuse` refuses good photos of receipts from some cameras and phones; Image.MIME[format] is a
#           type that QuickBooks does not take; the PDF that joins the pages of a receipt has one page too many.
# Instead:  tell the type by the first bytes (FF D8 FF is image/jpeg) and send the bytes as they are; take frames for pages in TIFF only.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pillow==13.0.0' 'pypdfium2==5.15.2'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys

import PIL
import pypdfium2
from PIL import Image


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def jpeg(*pictures):
    """A photo of a receipt, with further pictures behind it when there are any."""
    file = io.BytesIO()
    if len(pictures) == 1:
        pictures[0].save(file, "JPEG")
    else:
        pictures[0].save(file, "MPO", save_all=True, append_images=pictures[1:])
    return file.getvalue()


receipt, preview = Image.new("RGB", (640, 480), "white"), Image.new("RGB", (160, 120), "gray")
print("Pillow", PIL.__version__)
for name, data, expected in (
    ("one picture", jpeg(receipt), ("JPEG", "image/jpeg", 1)),
    ("a preview behind it", jpeg(receipt, preview), ("MPO", "image/mpo", 2)),
):
    seen(f"{name}: first bytes", "ffd8ff", data[:3].hex())
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as photo:
        came = photo.format, Image.MIME[photo.format], getattr(photo, "n_frames", 1)
        seen(f"{name}: format, media type, pictures, asked for JPEG alone", expected, came)
        paper = io.BytesIO()
        photo.save(paper, "PDF", save_all=True)
    pages = [page.get_size() for page in pypdfium2.PdfDocument(paper.getvalue())]
    seen(f"{name}: pages of the PDF", [(640.0, 480.0), (160.0, 120.0)][: expected[2]], pages)
PYTHON
