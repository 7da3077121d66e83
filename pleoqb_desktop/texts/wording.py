"""The one door to all words: what a problem says, how values are written, what things are called; for one language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.texts import names, templates
from pleoqb_desktop.texts.about_connections import CONNECTIONS
from pleoqb_desktop.texts.about_entries import ENTRIES
from pleoqb_desktop.texts.about_items import ITEMS
from pleoqb_desktop.texts.about_runs import RUNS
from pleoqb_desktop.texts.about_setup import SETUP
from pleoqb_desktop.texts.actions import LABELS, Action
from pleoqb_desktop.texts.figures import Figures
from pleoqb_desktop.texts.language import Language
from pleoqb_desktop.texts.parameters import Parameters, shown
from pleoqb_desktop.texts.trouble import Trouble

_TROUBLES: Mapping[Code, Trouble] = {**ITEMS, **ENTRIES, **CONNECTIONS, **SETUP, **RUNS}


class Texts:
    """Words in one language; safe to use from any thread. All results are plain text, never HTML: show them as such.

    Names are taken by their value in code, so that words of a newer Pleo pass through: an unknown one is shown as it is.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._figures = Figures(language)

    # -- problems --------------------------------------------------------------------------------

    def sentence(self, problem: Problem) -> str:
        """What happened and to what."""
        return self._say(problem, _TROUBLES[problem.code].say(self.language).sentence)

    def remedy(self, problem: Problem) -> str:
        """What to do."""
        return self._say(problem, _TROUBLES[problem.code].say(self.language).remedy)

    def action(self, problem: Problem) -> Action | None:
        """What a button beside the problem would do, None when none helps."""
        return _TROUBLES[problem.code].action

    def action_label(self, action: Action) -> str:
        """The words on that button."""
        return LABELS[action].of(self.language)

    def _say(self, problem: Problem, template: str) -> str:
        if self.language is Language.FRENCH:
            template = templates.french(template)
        return templates.fill(template, Parameters(problem, self.language, self._figures))

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
        return names.MEMO_WORDS[self.language]

    def group_names(self) -> dict[Dimension, str]:
        """Names of new tag groups in Pleo."""
        return {dimension: self.dimension_name(dimension) for dimension in Dimension}

    def dimension_name(self, dimension: str) -> str:
        """Classes, projects or locations (domain.books.Dimension)."""
        return self._name(names.DIMENSIONS, dimension)

    def spend_type_name(self, spend_type: str) -> str:
        """What a Pleo item is (domain.spend.SpendType)."""
        return self._name(names.SPEND_TYPES, spend_type)

    def entry_kind_name(self, kind: str) -> str:
        """What an entry is in QuickBooks (domain.entries.EntryKind)."""
        return self._name(names.ENTRY_KINDS, kind)

    def status_name(self, status: str) -> str:
        """What became of an item (ports.runs.ItemStatus)."""
        return self._name(names.ITEM_STATUSES, status)

    def phase(self, phase: str) -> str:
        """What an export is doing, as its heading (export.progress.Phase)."""
        return self._name(names.PHASES, phase)

    def role_name(self, role: str) -> str:
        """What an account is for (domain.rules.chart.Role, and "payables"); small letter, no article."""
        return self._name(names.ROLES, role)

    def missing_name(self, name: str) -> str:
        """What set-up still lacks (setup.readiness.missing); small letter, no article."""
        return self._name(names.MISSING, name)

    def account_type_name(self, account_type: str) -> str:
        """A QuickBooks account type (domain.books.AccountType)."""
        return self._name(names.ACCOUNT_TYPES, account_type)

    def synced_kind(self, kind: str) -> str:
        """A list that is synced, in the plural (sync.reference.Kind); small letter."""
        return self._name(names.KINDS, kind)

    def _name(self, table: names.Names, value: str) -> str:
        named = table.get(value)
        return named.of(self.language) if named else shown(value) or templates.UNKNOWN
