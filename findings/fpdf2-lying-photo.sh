#!/bin/sh
# Guess:    fpdf2 puts a photo into a PDF as every viewer shows it; it reads pictures with Pillow, so a picture that Pillow has opened, at least.
# Happens:  the orientation in the photo's EXIF is ignored, for a file, for bytes and for a Pillow picture: an upright receipt lies on its side, and its
#           place on the page is reckoned from the lying one. The same photo as HEIC, opened with pillow-heif, stands upright.
# Why:      a PDF has no place for EXIF, fpdf2 takes the stored pixels and never turns them, nor does Pillow on its own. pillow-heif turns the
#           picture while reading and sets the tag to 1, since HEIF says the turn outside of EXIF too.
# Bites:    the page for the accountant has the receipts of one half of the staff upright and of the other half on their sides, though all held
#           their phones alike, and both kinds are upright on the screen.
# Instead:  `ImageOps.exif_transpose(Image.open(...))` before image(), for every format: it does nothing to a picture that was turned already.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'fpdf2==2.8.9' 'pillow==13.0.0' 'pillow_heif==1.8.1' 'pypdfium2==5.15.2'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import fpdf
import pillow_heif
import pypdfium2
from PIL import Image, ImageOps

pillow_heif.register_heif_opener()
ORIENTATION = 0x0112


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def photo(kind):
    """A receipt held upright: the sensor's 400 by 200 pixels, its left fourth red, to be turned by 90 degrees to the right."""
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste("red", (0, 0, 100, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    file = io.BytesIO()
    picture.save(file, kind, exif=exif.tobytes())
    return file


def on_paper(picture):
    """Width and height of its place on a page where it may be 200 wide, and where the red fourth is."""
    paper = fpdf.FPDF(unit="pt", format=(400, 400))
    paper.add_page()
    place = paper.image(picture, x=0, y=0, w=200)
    page = pypdfium2.PdfDocument(bytes(paper.output()))[0].render().to_pil().convert("RGB")
    width, height = int(place.rendered_width), int(place.rendered_height)
    corners = {"left": (10, height - 10), "top": (width - 10, 10)}
    return width, height, [side for side, corner in corners.items() if page.getpixel(corner)[1] < 60]


print("fpdf2", version("fpdf2"), "Pillow", version("pillow"), "pillow-heif", version("pillow_heif"))
upright, lying = (200, 400, ["top"]), (200, 100, ["left"])
seen("JPEG, the file", lying, on_paper(photo("JPEG")))
seen("JPEG, opened by Pillow", lying, on_paper(Image.open(photo("JPEG"))))
seen("JPEG, turned by ImageOps.exif_transpose", upright, on_paper(ImageOps.exif_transpose(Image.open(photo("JPEG")))))
heic = Image.open(photo("HEIF"))
seen("HEIC: size and orientation after opening", ((200, 400), 1), (heic.size, heic.getexif()[ORIENTATION]))
seen("HEIC, opened by Pillow", upright, on_paper(heic))
seen("HEIC, turned by ImageOps.exif_transpose", upright, on_paper(ImageOps.exif_transpose(Image.open(photo("HEIF")))))
PYTHON
