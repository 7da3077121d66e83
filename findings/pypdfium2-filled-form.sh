#!/bin/sh
# Guess:    page.render(may_draw_forms=True), which is how it comes, draws a filled-in form; and what one sees in a PDF is in its text.
# Happens:  the values of the fields are not drawn. They appear after document.init_forms(), and only on pages that are fetched after it. The page's
#           text never holds them.
# Why:      fields are annotations of their own kind. PDFium draws them with a second call that needs a form environment, which pypdfium2 makes on request
#           alone and ties to pages when they are loaded; without it, `may_draw_forms` is passed over in silence.
# Bites:    invoices and expense forms that were filled in and saved show everything but the amount. Nothing says that something is missing: the
#           bookkeeper sees an invoice without a total and sends it back; a search for the total finds nothing.
# Instead:  `document.init_forms()` right after opening and before the first page (it does nothing to a document without a form); never conclude from
#           a page's text that an amount is not there.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pypdfium2==5.15.2' 'reportlab==5.1.0' 'pillow==13.0.0'
"$folder/venv/bin/python" - <<'PYTHON'
import inspect
import io
import sys
from importlib.metadata import version

import pypdfium2
from reportlab.pdfgen.canvas import Canvas


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


file = io.BytesIO()
canvas = Canvas(file, pagesize=(300, 200))
canvas.drawString(20, 150, "Invoice 12")
canvas.acroForm.textfield(name="total", value="120.00", x=20, y=60, width=120, height=30, borderWidth=0)
canvas.save()


def drawn(page):
    """Whether there is ink where the heading is, and where the field's value is."""
    picture = page.render(scale=2).to_pil().convert("L")
    return tuple(min(picture.crop(box).tobytes()) < 100 for box in ((40, 70, 200, 105), (44, 224, 270, 276)))


print("pypdfium2", version("pypdfium2"), "reportlab", version("reportlab"))
seen("render(): may_draw_forms as it comes", True, inspect.signature(pypdfium2.PdfPage.render).parameters["may_draw_forms"].default)
document = pypdfium2.PdfDocument(file.getvalue())
early = document[0]
seen("heading, value of the field", (True, False), drawn(early))
document.init_forms()
seen("after init_forms(), the page that we had", (True, False), drawn(early))
page = document[0]
seen("after init_forms(), the page fetched again", (True, True), drawn(page))
seen("the page's text", "Invoice 12", page.get_textpage().get_text_range().strip())
PYTHON
