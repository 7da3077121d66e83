"""The one door to all words: what a problem says, how values are written, what things are called; for one language."""

from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.texts import templates
from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.catalogue import Catalogue
from pleoqb_desktop.texts.causes import cause_of
from pleoqb_desktop.texts.figures import Figures
from pleoqb_desktop.texts.language import Language
from pleoqb_desktop.texts.names import Names, Table
from pleoqb_desktop.texts.parameters import Count, Parameters, shown
from pleoqb_desktop.texts.ways_out import WAYS_OUT


class Texts:
    """Words in one language; safe to use from any thread. All results are plain text, never HTML: show them as such.

    Names are taken by their value in code, so that words of a newer Pleo pass through: an unknown one is shown as it is.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = Catalogue(language)

    @cached_property
    def _figures(self) -> Figures:
        return Figures(self._catalogue.habits)

    @cached_property
    def _names(self) -> Names:
        return Names(self._catalogue.names)

    # -- problems --------------------------------------------------------------------------------

    def sentence(self, problem: Problem) -> str:
        """What happened and to what."""
        return self._say(problem, self._catalogue.problems[problem.code].sentence)

    def remedy(self, problem: Problem) -> str:
        """What to do."""
        return self._say(problem, self._catalogue.problems[problem.code].remedy)

    def action(self, problem: Problem) -> Action | None:
        """What a button beside the problem would do, None when none helps."""
        return WAYS_OUT.get(problem.code)

    def action_label(self, action: Action, about: Problem | None = None) -> str:
        """The words on that button; beside a problem they tell what it tells."""
        told = Problem(Code.BUG) if about is None else about
        return self._say(told, self._name(Table.ACTIONS, action))

    def cause(self, name: str, count: int) -> str:
        """So many expenses, and what they have in common (causes.cause_of)."""
        return self._counted(Table.CAUSES, cause_of(name), count)

    def _say(self, problem: Problem, template: str) -> str:
        template = self._catalogue.habits.typeset(template)
        return templates.fill(template, Parameters(problem, self._names, self._figures))

    # -- command line and browser ----------------------------------------------------------------

    @property
    def country(self) -> str:
        """The country whose edition of QuickBooks is shown first where none is known: "FR"."""
        return self._catalogue.habits.country

    @property
    def practice_country(self) -> str:
        """The practice company that is opened where none was chosen."""
        return self._catalogue.habits.practice_country

    @property
    def code(self) -> str:
        """The language as HTML names it."""
        return self.language.code

    def command(self, name: str, /, **values: object) -> str:
        """What the command line says by itself: help, steps, results."""
        return self._catalogue.command(name, **values)

    def sign_in_page(self, page: str) -> tuple[str, str]:
        """Title and text of a page that ends a sign-in in the browser (services.intuit.pages.Page)."""
        words = self._catalogue.pages[page]
        return words["title"], words["text"]

    # -- values ----------------------------------------------------------------------------------

    def money(self, money: Money) -> str:
        """An amount with its currency."""
        return self._figures.money(money)

    def amount(self, amount: Decimal, currency: str) -> str:
        """An amount in units of a currency (12.50, not 1250), with the currency."""
        return self._figures.amount(amount, currency)

    def date(self, day: date) -> str:
        """A day."""
        return self._figures.date(day)

    def moment(self, moment: datetime) -> str:
        """A day and a time of day, in this computer's time zone."""
        return self._figures.moment(moment)

    def weekday(self, number: int) -> str:
        """A day of the week, 0 for Monday."""
        return self._figures.weekday(number)

    def number(self, number: int) -> str:
        """A whole number."""
        return self._figures.number(number)

    def percent(self, fraction: Decimal) -> str:
        """A share or a rate, given as a fraction: 0.2 is "20 %"."""
        return self._figures.percent(fraction)

    def duration(self, seconds: float) -> str:
        """A length of time: "2 min 10 s"."""
        return self._figures.duration(seconds)

    # -- names -----------------------------------------------------------------------------------

    def memo_words(self) -> MemoWords:
        """The words of memos in QuickBooks."""
        return MemoWords(**self._catalogue.names[Table.MEMO])

    def group_names(self) -> dict[Dimension, str]:
        """Names of new tag groups in Pleo."""
        return {dimension: self.dimension_name(dimension) for dimension in Dimension}

    def dimension_name(self, dimension: str) -> str:
        """Classes, projects or locations (domain.books.Dimension)."""
        return self._name(Table.DIMENSIONS, dimension)

    def spend_type_name(self, spend_type: str) -> str:
        """What a Pleo item is (domain.spend.SpendType)."""
        return self._name(Table.SPEND_TYPES, spend_type)

    def entry_kind_name(self, kind: str) -> str:
        """What an entry is in QuickBooks (domain.entries.EntryKind)."""
        return self._name(Table.ENTRY_KINDS, kind)

    def status_name(self, status: str) -> str:
        """What became of an item (ports.runs.ItemStatus)."""
        return self._name(Table.ITEM_STATUSES, status)

    def phase(self, phase: str, *, by_file: bool = False) -> str:
        """What an export is doing, as its heading (export.progress.Phase); `by_file`: nothing is confirmed to Pleo."""
        return self.command("phase_noted") if by_file and phase == "confirm" else self._name(Table.PHASES, phase)

    def planned_name(self, result: str) -> str:
        """How a planned export ended (ports.schedule.RunResult)."""
        return self._name(Table.PLANNED, result)

    def verdict_name(self, verdict: str) -> str:
        """How an entry stands on both sides (reconcile.Verdict)."""
        return self._name(Table.VERDICTS, verdict)

    def page_words(self, part: str) -> str:
        """A heading of the pages for the accountant."""
        return self._name(Table.PAGE, part)

    def role_name(self, role: str) -> str:
        """What an account is for (domain.rules.chart.Role, and "payables"); small letter, no article."""
        return self._name(Table.ROLES, role)

    def missing_name(self, name: str) -> str:
        """What set-up still lacks (setup.readiness.missing); small letter, no article."""
        return self._name(Table.MISSING, name)

    def choice_name(self, member: str) -> str:
        """What the owner decides beside accounts (setup.choices), by its member in the settings; small letter, no article."""
        return self._name(Table.CHOICES, member)

    def convention_name(self, convention: str) -> str:
        """Whose chart of accounts new accounts follow (domain.rules.chart.ConventionName)."""
        return self._name(Table.CONVENTIONS, convention)

    def account_type_name(self, account_type: str) -> str:
        """A QuickBooks account type (domain.books.AccountType)."""
        return self._name(Table.ACCOUNT_TYPES, account_type)

    def synced_kind(self, kind: str) -> str:
        """A list that is synced, in the plural (sync.reference.Kind); small letter."""
        return self._name(Table.KINDS, kind)

    def sync_count(self, change: str, count: int) -> str:
        """To how many things of a list a sync did this (sync.report.Change)."""
        return self._counted(Table.SYNC_CHANGES, change, count)

    def question(self, about: str, subject: str) -> str:
        """What a file of Pleo's leaves open (domain.spend_file.About), of a column, a category, a group."""
        return self._name(Table.QUESTIONS, about).format(subject=shown(subject) or "")

    def template_headings(self) -> dict[str, str]:
        """Headings of the columns to set up in Pleo, by what they mean (domain.spend_file.Meaning)."""
        return dict(self._catalogue.names[Table.TEMPLATE])

    def _counted(self, table: Table, value: str, count: int) -> str:
        template = self._catalogue.habits.typeset(self._catalogue.names[table][value])
        return templates.fill(template, Count(count, self._figures))

    def _name(self, table: Table, value: str) -> str:
        return self._names.of(table, value) or shown(value) or templates.UNKNOWN
