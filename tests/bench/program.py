"""One export by the program, in a process of its own: prints how long it took, what it asked and how much memory it held."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pleoqb_desktop.app import App, Choice, World
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.storage.secrets import FileSecrets
from pleoqb_desktop.sync.report import Change


def main(what: str, home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """`what`: export, or sync (that of the reference data). Prints nothing but its answer."""
    cancel = CancelToken()
    with (
        App(
            Choice(language="en"), World(environ, secrets=lambda _profile: FileSecrets(home / "secrets.json"))
        ) as program,
    ):
        if what == "sync":
            report = program.sync(cancel).run()
            writes = sum(n for counts in report.counts.values() for c, n in counts.items() if c is not Change.UNCHANGED)
            return {"quickbooks": program.request_counts()[1], "writes": writes}
        with program.exports.now(cancel) as export:
            before = time.process_time()
            outcome = export.run()
            used = time.process_time() - before
        assert outcome.problem is None, outcome.problem
        requests = outcome.requests
        return {
            "items": len(outcome.items),
            "receipts": sum(one.record.receipts_attached for one in outcome.items),
            "seconds": requests.seconds,
            "processor_seconds": used,
            "pleo": requests.pleo,
            "quickbooks": requests.quickbooks,
            "metered": requests.quickbooks_metered,
            "peak_mib": _peak(),
        }


def _peak() -> float:
    """Most resident memory so far, in MiB; where the system does not tell it, 0."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text("utf-8").splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(main(given["what"], Path(given["home"]), given["environ"])) + "\n")
