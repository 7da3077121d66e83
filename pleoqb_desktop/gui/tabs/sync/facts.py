"""What the Expenses tab knows at one moment, as a value: what it is doing, what waits, what came of an export, what is in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.gui.models.needs import Case, cases
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow
from pleoqb_desktop.gui.tabs.sync.waiting import Exported, Waiting


class State(Enum):
    """What the tab is doing."""

    READING = auto()
    READY = auto()
    EXPORTING = auto()
    RESULTS = auto()


@dataclass(frozen=True)  # without slots: what is derived from it is worked out once
class SyncFacts:
    """`waiting` None: not read yet; `results` None: nothing was exported since; `trouble`: why reading or exporting ended early;
    `needs`: what the run store holds that needs a person."""

    state: State = State.READING
    waiting: Waiting | None = None
    results: Exported | None = None
    trouble: Problem | None = None
    needs: NeedsYou = field(default_factory=NeedsYou)

    @property
    def rows(self) -> Sequence[SpendRow]:
        """The expenses to show."""
        shown = self.results or self.waiting
        return shown.rows if shown else ()

    @property
    def digest(self) -> Digest:
        """What is said of all of them."""
        shown = self.results or self.waiting
        return shown.digest if shown else Digest()

    @cached_property
    def cases(self) -> Sequence[Case]:
        """All that needs a person, each expense once; an interrupted export apart."""
        digest, results = self.waiting.digest if self.waiting else Digest(), self.results
        return cases(self.needs, digest.attention, results.digest.attention if results else (), digest.ready)

    @property
    def is_calm(self) -> bool:
        """Whether nothing at all is left for a person."""
        return not (self.needs or self.cases)

    @property
    def obstacle(self) -> Problem | None:
        """What keeps Export now from working, None when nothing does."""
        if self.trouble:
            return self.trouble
        if self.waiting and self.waiting.contra_chosen is False:
            amount = next(iter(self.digest.sums), None)
            return problem(Code.CONTRA_ACCOUNT_MISSING, currency=amount.currency if amount else "")
        return None

    @property
    def can_export(self) -> bool:
        """Whether an export may begin."""
        return self.state is State.READY and self.waiting is not None and self.obstacle is None
