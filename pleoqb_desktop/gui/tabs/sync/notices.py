"""The two notices of the Expenses tab: what is in the way of an export, and what came of one; each says facts and leads on."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.export.outcome import RunOutcome, numbers_in_books
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.settings.facts import SOON_DAYS
from pleoqb_desktop.gui.tabs.sync.facts import State, SyncFacts
from pleoqb_desktop.gui.tabs.sync.waiting import Tally
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.texts import Action

_NUMBERS_SHOWN = 8
_OFFLINE = frozenset(
    {
        Code.PLEO_UNREACHABLE,
        Code.QUICKBOOKS_UNREACHABLE,
        Code.PLEO_REFUSES,
        Code.QUICKBOOKS_REFUSES,
        Code.QUICKBOOKS_BUSY,
    }
)


class ConnectionNotice(Notice):
    """Why Export now does not work, or soon will not."""

    def __init__(self, context: TabContext, read: Callable[[], object], parent: QWidget | None = None) -> None:
        """`read` asks the services again."""
        super().__init__(Tone.CAUTION, parent)
        self._context = context
        self._read = read

    def show_facts(self, facts: SyncFacts) -> None:
        """What is in the way; while an export runs or the services are asked, what was said stays."""
        what = facts.obstacle if facts.state in {State.READY, State.RESULTS} else None
        if what is None:
            if facts.state is not State.READING and not self._warn_of_end(facts):
                self.clear()
            return
        texts, retry = self._context.texts, ButtonAction(self.tr("Check again"), self._read)
        action = self._context.remedies.button_action(what, retry=self._read)
        actions = [
            one for one in (action, retry) if one and (one is not retry or texts.action(what) is not Action.RETRY)
        ]
        heading, body = texts.sentence(what), texts.remedy(what)
        if what.code in _OFFLINE:
            body += " " + self.tr("What was read stays readable; exporting works again once the service answers.")
        self.show_words(heading, body, actions, tone=Tone.INFO if what.code in _OFFLINE else Tone.CAUTION)

    def _warn_of_end(self, facts: SyncFacts) -> bool:
        """A sign-in that ends soon is told in time; whether it was."""
        days = facts.waiting.days_left if facts.waiting else None
        if self._warn_of_key(facts):
            return True
        if days is None or days > SOON_DAYS or facts.state is State.EXPORTING:
            return False
        self.show_words(
            self.tr("The sign-in to QuickBooks ends in %Ln day(s)", "", days),
            self.tr("Connect again before: it takes a minute, and nothing is lost."),
            [ButtonAction(self.tr("Reconnect QuickBooks"), self._context.remedies.sign_in_requested.emit)],
            tone=Tone.CAUTION,
        )
        return True

    def _warn_of_key(self, facts: SyncFacts) -> bool:
        """So is a key whose last day the owner told."""
        days = facts.waiting.key_days_left if facts.waiting else None
        if days is None or days > SOON_DAYS or facts.state is State.EXPORTING:
            return False
        ended = self.tr("Pleo's API key has ended")
        self.show_words(
            self.tr("Pleo's API key ends in %Ln day(s)", "", days) if days >= 0 else ended,
            self.tr("Make a new one in Pleo and paste it here, with its new last day: nothing is lost."),
            [ButtonAction(self.tr("Paste a new key"), self._context.remedies.pleo_key_requested.emit)],
            tone=Tone.CAUTION,
        )
        return True


class ResultNotice(Notice):
    """What came of the last export."""

    def __init__(
        self,
        context: TabContext,
        read: Callable[[], object],
        show_wrong: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        """`read` asks what waits now, `show_wrong` shows only what is to correct."""
        super().__init__(Tone.GOOD, parent)
        self._context = context
        self._read = read
        self._show_wrong = show_wrong

    def show_facts(self, facts: SyncFacts) -> None:
        """The results, as long as they are shown."""
        if facts.state is not State.RESULTS or facts.results is None:
            self.clear()
            return
        texts, outcome, tally = self._context.texts, facts.results.outcome, facts.results.tally
        wrong = bool(_wrong(tally))
        body = [self._detail_words(outcome, tally)]
        actions = [] if facts.is_calm and not facts.digest.waiting else [self._read_action()]
        trouble = outcome.problem if not outcome.cancelled else None
        if trouble:
            body.insert(0, f"{texts.sentence(trouble)} {texts.remedy(trouble)}")
            if action := self._context.remedies.button_action(trouble, retry=self._read):
                actions.insert(0, action)
        if numbers := self._numbers(facts):
            body[-1] += f"\n{self._numbers_words(numbers)}"
            copy = partial(QGuiApplication.clipboard().setText, "\n".join(numbers))
            actions.append(ButtonAction(self.tr("Copy the %Ln number(s)", "", len(numbers)), copy))
        if wrong:
            actions.insert(0, ButtonAction(self.tr("Show what needs you"), self._show_wrong))
        if self._context.program.practice and tally.standing and facts.is_calm:
            second_day = self._context.remedies.second_day_requested
            actions.append(ButtonAction(self.tr("Go on with the trial: play the next day"), second_day.emit))
        calm = Tone.GOOD if facts.is_calm else Tone.INFO  # green only when nothing is left for a person
        tone = Tone.CAUTION if trouble or wrong or outcome.cancelled else calm
        nothing = self.tr("Nothing was waiting") if facts.is_calm else self.tr("Nothing new was exported")
        self.show_words(
            self._result_words(outcome, tally) or nothing, " ".join(one for one in body if one), actions, tone=tone
        )

    def _read_action(self) -> ButtonAction:
        return ButtonAction(self.tr("Show what waits now"), self._read)

    def _numbers(self, facts: SyncFacts) -> list[str]:
        """By file, Pleo's numbers of what stands in the books now."""
        results = facts.results
        if results is None or results.left.file is None:
            return []
        return numbers_in_books(row.item.record for row in results.rows)

    def _numbers_words(self, numbers: Sequence[str]) -> str:
        shown = ", ".join(numbers[:_NUMBERS_SHOWN]) + ("…" if len(numbers) > _NUMBERS_SHOWN else "")
        return self.tr("Pleo's numbers of what is in your books, to mark as exported there: {numbers}").format(
            numbers=shown
        )

    def _result_words(self, outcome: RunOutcome, tally: Tally) -> str:
        """Empty when there was nothing to export."""
        made, there, wrong = tally.states[ItemStatus.EXPORTED], tally.states[ItemStatus.ALREADY_THERE], _wrong(tally)
        if not outcome.items and not outcome.problem:
            return ""
        parts = [self._with_sums(self.tr("%Ln exported", "", made), tally.made)] if made or not (there or wrong) else []
        if there:
            parts.append(self.tr("%Ln in QuickBooks already", "", there))
        if wrong:
            parts.append(self._with_sums(self.tr("%Ln not in your books yet", "", wrong), tally.wrong))
        words = ", ".join(parts)
        return self.tr("Stopped: {done}").format(done=words) if outcome.cancelled else words

    def _with_sums(self, words: str, sums: Sequence[Money]) -> str:
        money = " + ".join(self._context.texts.money(one) for one in sums)
        return f"{words} · {money}" if money else words

    def _detail_words(self, outcome: RunOutcome, tally: Tally) -> str:
        texts = self._context.texts
        attached, expected = tally.receipts_attached, tally.receipts_expected
        parts = []
        if expected:
            parts.append(
                self.tr("{attached} of {expected} receipts attached").format(
                    attached=texts.number(attached), expected=texts.number(expected)
                )
            )
        if outcome.items:
            parts.append(self.tr("in {time}").format(time=texts.duration(outcome.requests.seconds)))
        if outcome.cancelled:
            parts.append(self.tr("what is left goes on with the next export"))
        return " · ".join(parts)


def _wrong(tally: Tally) -> int:
    return tally.states[ItemStatus.FAILED] + tally.states[ItemStatus.HELD]
