"""Tags on their way to Pleo are counted, so that somebody who waits for many sees how far it is."""

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.sync.tags import TagSync
from tests.builders import books
from tests.on_paper.reference import ConnectionOnPaper, ReferenceOnPaper


def test_every_tag_is_counted_over_all_groups_and_those_that_are_off_are_not() -> None:
    pleo = ReferenceOnPaper(ConnectionOnPaper(PleoCompany("pleo", "Boulangerie")))
    told: list[tuple[int, int]] = []
    names = dict.fromkeys(Dimension, "Group")
    sync = TagSync(pleo, SyncReport(), CancelToken(), names, lambda done, total: told.append((done, total)))
    sync.write_all(books(), [Dimension.CLASSES, Dimension.LOCATIONS])
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
