#!/bin/sh
# Guess:    convert("L") brings a grey picture of 16 bits to 8 bits, black to black, white to white, the middle to the middle.
# Happens:  everything but the darkest 256th of the scale becomes white: all greys from 255 to 65,535 are 255. The same from PNG, TIFF and JPEG 2000, from
#           a grey HEIF photo of 10 bits, and with convert("RGB"). Coloured pictures of 16 bits, and coloured HEIF of 10, come out right.
# Why:      the values are not scaled but clipped. Pillow keeps grey of more than 8 bits in a mode of its own (I;16), for which convert() changes the
#           type of the number only; coloured pictures are brought to 8 bits while they are read.
# Bites:    a scanner's "grey, 16 bits" gives such files, and JPEG cannot be saved from them without convert(): the receipt that was shrunk and
#           attached is a white page, of the right size, with no error anywhere. Tests with coloured photos pass.
# Instead:  scale first, `picture.point(lambda value: value / 256).convert("L")` for mode I;16; and look at what comes out: a receipt has some ink.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pillow==13.0.0' 'pillow_heif==1.8.1'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import struct
import sys
import zlib
from importlib.metadata import version

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
GREYS = (0, 100, 255, 256, 32768, 65535)


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def coloured_png():
    """The greys as a PNG of three channels of 16 bits, which Pillow reads but does not write."""
    row = b"\0" + b"".join(struct.pack(">H", grey) * 3 for grey in GREYS)
    header = struct.pack(">IIBBBBB", len(GREYS), 1, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")


def heif(mode):
    """Black, middle, white, middle as an HEIF photo of 10 bits, without loss; its mode when opened, and four of its greys by convert('L')."""
    row = b"".join(struct.pack("<H", grey) * (3 if mode == "RGB;16" else 1) for grey in (0, 32768, 65535, 32768) * 16)
    file = io.BytesIO()
    pillow_heif.encode(mode, (64, 64), row * 64, file, quality=-1)
    photo = Image.open(file)
    return photo.mode, photo.info["bit_depth"], list(photo.convert("L").tobytes()[:4])


print("Pillow", version("pillow"), "pillow-heif", version("pillow_heif"))
scan = Image.frombytes("I;16", (len(GREYS), 1), struct.pack(f"<{len(GREYS)}H", *GREYS))
print(f"greys of the scan: {GREYS!r}")
for kind in ("PNG", "TIFF", "JPEG2000"):
    file = io.BytesIO()
    scan.save(file, kind)
    read = Image.open(file)
    seen(f"{kind}: mode after opening", "I;16", read.mode)
    seen(f"{kind}: convert('L')", [0, 100, 255, 255, 255, 255], list(read.convert("L").tobytes()))
    seen(f"{kind}: convert('RGB'), red", [0, 100, 255, 255, 255, 255], list(read.convert("RGB").getchannel(0).tobytes()))
try:
    read.save(io.BytesIO(), "JPEG")
    came = "saved"
except OSError as error:
    came = str(error)
seen("as it is, saved as JPEG", "cannot write mode I;16 as JPEG", came)
seen("point(value / 256), then convert('L')", [0, 0, 0, 1, 128, 255], list(scan.point(lambda value: value / 256).convert("L").tobytes()))
seen("PNG in colour: convert('L')", [0, 0, 0, 1, 128, 255], list(Image.open(io.BytesIO(coloured_png())).convert("L").tobytes()))
seen("HEIF, grey, 10 bits: black, middle, white, middle", ("I;16", 10, [0, 255, 255, 255]), heif("I;16"))
seen("HEIF, colour, 10 bits: black, middle, white, middle", ("RGB", 10, [0, 128, 255, 128]), heif("RGB;16"))
PYTHON
