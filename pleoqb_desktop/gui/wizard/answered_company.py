"""Which company QuickBooks opened, told before anything is written there, and the way out where it is somebody else's."""

from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.gui.wizard.page import Page
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.setup.connect import start_over
from pleoqb_desktop.setup.flow import Facts, Step


class AnsweredCompany(Notice):
    """Shown until the company's accounts are chosen. The sign-in's address stands in the browser's arguments, where another user of this
    computer may read it and answer first. Practice has one company, and nobody asks."""

    def __init__(self, page: Page) -> None:
        """`page` does the work of leaving, and goes back to the sign-in."""
        super().__init__(Tone.INFO, page)
        self._page = page

    def refresh(self) -> None:
        """The company by its name, while it is not confirmed."""
        session, company = self._page.session, self._page.session.company
        if company is None or session.facts.accounts_chosen or session.is_practice:
            self.clear()
            return
        self.show_words(
            self.tr("QuickBooks opened the books of {company}").format(company=company.name),
            self.tr("Is it your company? Until you press the button below, nothing is written there."),
            [ButtonAction(self.tr("It is another company"), self._leave)],
        )

    def _leave(self) -> None:
        """Ends the sign-in, and forgets the company."""
        session, program = self._page.session, self._page.session.program

        def work(cancel: CancelToken) -> None:
            program.connect_quickbooks(cancel).disconnect()
            start_over(program.settings, pleo=False, quickbooks=True)

        def forgotten(facts: Facts) -> None:
            session.facts, session.company, session.books, session.proposals = facts, None, None, None
            self._page.step_requested.emit(Step.CONNECT_QUICKBOOKS)

        self._page.start(
            self.tr("Ending the sign-in…"),
            work,
            lambda _: session.read_facts(forgotten, self._page.show_problem, self._page),
        )
