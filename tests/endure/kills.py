"""Kills an export at every write, request and answer, one after the other, and says what the books look like afterwards."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.endure.points import DIED, Point, counted, dying_at, in_a_child
from tests.endure.power import Power
from tests.endure.practice_set_up import PracticeSetUp, standing_house
from tests.endure.trial import Undisturbed, recover, undo_all


def main() -> None:
    """Prints one JSON object: the points there are, those tried here, and what went wrong at which."""
    parser = argparse.ArgumentParser(prog="kills", description=__doc__)
    parser.add_argument("--part", type=int, default=0, help="which part of the points, from 0")
    parser.add_argument("--parts", type=int, default=1, help="how many parts there are")
    parser.add_argument("--power", action="store_true", help="the computer loses its power, too (tests.endure.power)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, standing_house(Path(folder)) as house:
        undisturbed = Undisturbed.of(house)
        house.back()
        home = house.home()
        points = sorted(counted(lambda: _export(house, home), Path(folder) / "points.json"))
        tried = points[options.part :: options.parts]
        wrong = {
            str(point): told for point in tried if (told := _tried(house, undisturbed, point, power=options.power))
        }
    sys.stdout.write(json.dumps({"points": len(points), "tried": [str(p) for p in tried], "wrong": wrong}) + "\n")


def _export(house: PracticeSetUp, home: Path) -> None:
    house.export(home)


def _tried(house: PracticeSetUp, undisturbed: Undisturbed, point: Point, *, power: bool) -> str:
    """What is wrong after a death at this point; empty when nothing is."""
    house.back()
    home = house.home()

    def work() -> None:
        dying_at(point).watch()
        house.export(home)

    supply = Power(house.store(home)) if power else None
    code = in_a_child(work)
    if supply:
        supply.cut()
    ending = recover(house, home, undisturbed)
    # What the dead program could not note must not hide from an undo: told by what was asked for and not noted yet.
    unnoted = point.when == "before" and point.what.startswith(
        ("store put_intents", "store put_vendor", "store put_att")
    )
    left = undo_all(house, home, undisturbed) if unnoted and ending.good else ()
    # Threads race: once in a while a point is not reached; then the export simply went through.
    died = [] if code in {DIED, 0} else [f"ended with {code}"]
    return "; ".join([*died, *left, *([] if ending.good else [ending.told()])])


if __name__ == "__main__":
    main()
