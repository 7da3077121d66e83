"""The practice companies as a process of their own that can go back to a kept moment; for tests that try the same day again."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company, Document
from pleoqb_desktop.practice.world import PracticeWorld


class Witness:
    """Sees every entry of a company when it is made, whoever makes it and whatever becomes of it."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._made: list[dict[str, Any]] = []
        self._record = company.record
        company.record = self._recorded  # type: ignore[method-assign]

    def forget(self) -> None:
        """A new day."""
        self._made.clear()

    def _recorded(self, entity: str, id_: str, document: Document) -> dict[str, Any]:
        new = id_ not in self._company.rows[entity]
        row = self._record(entity, id_, document)
        if new:
            self._made.append(self._seen(entity, row))
        return row

    def _seen(self, entity: str, row: dict[str, Any]) -> dict[str, Any]:
        moves: dict[str, Decimal] = {}
        for one in self._company.ledger.entries[f"{entity}:{row['Id']}"]["postings"]:
            moves[one["account"]] = moves.get(one["account"], Decimal(0)) + one["own"]
        return {
            "id": row["Id"],
            "kind": entity,
            "day": row["TxnDate"],
            "number": row.get("DocNumber"),
            "note": row.get("PrivateNote"),
            "moves": {account: str(amount) for account, amount in moves.items()},
        }

    def control(self, parts: list[str], method: str, _data: Any) -> dict[str, Any]:
        """GET /practice/witness/seen. Raises LookupError for anything else."""
        if (parts, method) != (["seen"], "GET"):
            raise LookupError("witness/seen (GET)")
        company = self._company
        with company.lock:
            files = company.rows["Attachable"].values()
            return {
                "made": list(self._made),
                "standing": [self._seen(kind, row) for kind in TRANSACTIONS for row in company.rows[kind].values()],
                "files": [
                    {
                        "id": row["Id"],
                        "on": [ref["EntityRef"]["value"] for ref in row.get("AttachableRef", ()) if "EntityRef" in ref],
                        "sha256": row.get("_sha256"),
                        "note": row.get("Note"),
                    }
                    for row in files
                ],
                "closed_until": company.close_date or None,
            }


class Moments:
    """Keeps one moment of a practice world, and goes back to it."""

    def __init__(self, world: PracticeWorld, witness: Witness) -> None:
        self._world = world
        self._witness = witness
        self._kept = "{}"

    def control(self, parts: list[str], method: str, _data: Any) -> dict[str, Any]:
        """POST /practice/moment/keep, POST /practice/moment/back. Raises LookupError for anything else."""
        match parts, method:
            case ["keep"], "POST":
                self._kept = json.dumps({name: one.snapshot() for name, one in self._world.services.items()})
            case ["back"], "POST":
                self._back()
            case _:
                raise LookupError("moment/keep or moment/back (POST)")
        return {}

    def _back(self) -> None:
        kept = json.loads(self._kept)
        for name, service in self._world.services.items():
            service.restore(kept[name])
        self._world.clock.advance(-self._world.clock.offset)
        self._world.conditions.change(
            {
                "faults": [],
                "ignore_request_ids": False,
                "accept_duplicate_numbers": False,
                "lower_case_faults": False,
                "retry_after": None,
                "batch_seconds": 0.0,
                "query_lag": 0.0,
                "shuffle_rows": False,
                "shuffle_answers": False,
            }
        )
        self._world.conditions.forget_requests()
        self._witness.forget()


def main() -> None:
    """Serves the British company until standard input ends; prints its card first."""
    world = PracticeWorld(("GB",), items=0, limits=False)
    (company,) = world.quickbooks.companies.values()
    witness = Witness(company)
    world.controls.others |= {"moment": Moments(world, witness).control, "witness": witness.control}
    world.start()
    sys.stdout.write(json.dumps(world.state()) + "\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()
    world.stop()
    sys.stderr.writelines(world.application.errors)
    sys.exit(1 if world.application.errors else 0)


if __name__ == "__main__":
    main()
