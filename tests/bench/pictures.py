"""Peak memory of sixteen photographs of 48 megapixels, drawn by sixteen threads at once: python -m tests.bench.pictures."""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pillow_heif
from PIL import Image

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.receipts.reader import ReceiptReader

_PICTURES = 16
_SIZE = (8064, 6048)
_QUICKLY = {"enc_params": {"preset": "ultrafast"}}  # of the encoder, HEIF alone
_BUDGET = 600  # MiB, program and child together (DESIGN 5)


def _peak(pid: int) -> int:
    """MiB that a process had in memory at most (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def measure(folder: Path, kind: str) -> tuple[float, int, int]:
    """Seconds, and the peaks of the program and of the child, in MiB. Another process makes the picture."""
    path = folder / kind
    if os.fork() == 0:
        pillow_heif.register_heif_opener()
        Image.linear_gradient("L").resize(_SIZE).convert("RGB").save(path, kind, quality=50, **_QUICKLY)
        os._exit(0)
    os.wait()
    reader, cancel = ReceiptReader(), CancelToken()
    started = time.monotonic()

    def draw(_number: int) -> int:
        if kind == "HEIF":
            return len(reader.as_jpeg(path, cancel))
        return len(reader.sheets(path, "image/jpeg", 10, cancel).pages)

    with ThreadPoolExecutor(_PICTURES) as pool:
        assert all(pool.map(draw, range(_PICTURES)))
    seconds = time.monotonic() - started
    child = reader._child
    assert child is not None
    peak = _peak(child.process.pid)
    reader.rest()
    return seconds, _peak(os.getpid()), peak


def main() -> int:
    """Prints the figures; 1 when a budget is exceeded."""
    over = False
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("HEIF", "JPEG"):
            seconds, program, child = measure(Path(folder), kind)
            sys.stdout.write(f"{kind}: {seconds:.1f} s, program {program} MiB, child {child} MiB\n")
            over = over or program + child > _BUDGET
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
