"""Exports by themselves: whether and when, the next one, and what came of the last one."""

from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.planned_choice import PlannedChoice
from pleoqb_desktop.gui.tabs.settings.page import Card, SettingsPage
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import Tone, unit
from pleoqb_desktop.schedule import Plan


class SchedulePage(SettingsPage):
    """Stands in the system's scheduler, not in the settings: that may refuse."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._plan = self._read = Plan()
        self._asked = 0
        self.choice = PlannedChoice(self)
        self.choice.chosen.connect(self._on_chosen)
        self._trouble = Notice(Tone.CAUTION, self)
        self._card = Card(self)
        self.body.addWidget(self.choice)
        self.body.addSpacing(unit(self))
        self.body.addWidget(self._trouble)
        self.body.addWidget(self._card)

    def name(self) -> str:
        """The word in the list of sections."""
        return self.tr("Planned exports")

    def _on_chosen(self, wanted: Schedule | None) -> None:
        planning = self.context.program.plans.planning()
        work = (lambda: planning.keep(wanted)) if wanted else planning.off
        self._trouble.clear()
        self._asked += 1
        asked = self._asked

        def show(plan: Plan) -> None:
            if asked == self._asked:  # else she has chosen again meanwhile
                self._show_plan(plan)

        self.context.runner.save(work, show, self._on_refused, parent=self)

    def _on_refused(self, what: Problem) -> None:
        texts = self.context.texts
        self._trouble.show_words(texts.sentence(what), texts.remedy(what))
        planning = self.context.program.plans.planning()
        self.context.runner.run(lambda _: planning.plan(), self._show_plan, parent=self)

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.choice.show_answer(plan.schedule)
        self._show_card()

    def refresh(self) -> None:
        """What is planned, and what came of it; facts that are shown again are older than what was chosen since."""
        if self.facts and self.facts.plan is not self._read:
            self._read = self.facts.plan
            self._show_plan(self._read)

    def _show_card(self) -> None:
        texts, plan = self.context.texts, self._plan
        lines = [(self.tr("Next export"), texts.moment(plan.next))] if plan.next else []
        if plan.last:
            parts = [texts.moment(plan.last.at), texts.planned_name(plan.last.result)]
            if plan.last.exported:
                parts.append(self.tr("%Ln exported", "", plan.last.exported))
            if plan.last.left:
                parts.append(self.tr("%Ln to sort out", "", plan.last.left))
            lines.append((self.tr("Last planned export"), " · ".join(parts)))
        self._card.show_lines(lines)
        self._card.setVisible(bool(lines))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.say(
            self.tr("Planned exports"),
            self.tr(
                "At the time you choose, while you are signed in to this computer. No window opens; what needs your decision waits "
                "under Needs you. If the computer was off, the export is made once when you are back."
            ),
        )
        self._show_card()
