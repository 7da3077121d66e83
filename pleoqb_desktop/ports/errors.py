"""What the world may do to a use case, as exceptions: one tree; anything else that is raised is our bug.

    ForeseenError
    ├── Cancelled                 a person pressed Stop: not an error
    ├── Refusal                   a service said no to one thing, for its content: nothing was done, asking again is no use
    │   ├── LedgerRefusal         QuickBooks
    │   ├── SpendRefusal          Pleo
    │   └── ReceiptRefusal        one receipt cannot be had; the entry stands without it
    └── KnownError                stops a whole use case; carries the problem that is told, and the exit code
        ├── WrongUsageError       2
        ├── SetupIncompleteError  3
        │   └── FileQuestionsError  a file of Pleo's can be read in two ways: a person must say which
        ├── SignInAgainError      4
        ├── UnavailableError      5
        │   └── LostAnswerError   whether it was done is not known
        └── ExportRunningError    6

`ending` is the one ladder from any exception to what is told and how the program exits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend_file import FileReport

BUG_EXIT_CODE = 70  # design.md 7
STOPPED_EXIT_CODE = 130


class ForeseenError(Exception):
    """The base of the tree."""


class Cancelled(ForeseenError):  # noqa: N818 - a person pressed Stop: not an error
    """Work was stopped on request; what was done is kept."""


class KnownError(ForeseenError):
    """Something the world did that stops a whole use case. `exit_code` is the command line's (design.md 7)."""

    exit_code: ClassVar[int] = 5

    def __init__(self, what: Problem) -> None:
        super().__init__(what.code.value)
        self.problem = what


class WrongUsageError(KnownError):
    """An option names something that does not exist or does not fit."""

    exit_code = 2


class SetupIncompleteError(KnownError):
    """Something must be set up first; the problem says what."""

    exit_code = 3


class FileQuestionsError(SetupIncompleteError):
    """A file of Pleo's leaves open how it is to be read (design.md 10.7); nothing was done. `report` holds the questions."""

    def __init__(self, report: FileReport) -> None:
        about = ", ".join(question.text for question in report.questions if question.stops)
        super().__init__(problem(Code.FILE_QUESTIONS, about=about))
        self.report = report


class SignInAgainError(KnownError):
    """A connection ended or never was: the person must give a key or sign in."""

    exit_code = 4


class UnavailableError(KnownError):
    """A service cannot be reached, or refuses for now."""

    exit_code = 5


class LostAnswerError(UnavailableError):
    """A request may or may not have been carried out: no answer, or one that tells nothing (design.md 4.5).

    `seconds` is how long the service was waited for, without our own waiting; 0 where that is not known.
    """

    def __init__(self, what: Problem, seconds: float = 0.0) -> None:
        super().__init__(what)
        self.seconds = seconds


class ExportRunningError(KnownError):
    """Another export of this profile is running."""

    exit_code = 6


class Refusal(ForeseenError):  # noqa: N818 - an answer, not a failure
    """A service said no to one thing, for its content: nothing was done."""


class RefusalReason(StrEnum):
    """Why QuickBooks refuses one thing, where we act on it; its own codes stop at services/quickbooks/faults."""

    NUMBER_TAKEN = "number_taken"
    NAME_TAKEN = "name_taken"
    PERIOD_CLOSED = "period_closed"
    PLAN_LACKS_FEATURE = "plan_lacks_feature"
    GONE = "gone"
    CHANGED_SINCE = "changed_since"
    MATCHED_TO_BANK = "matched_to_bank"
    LINKED = "linked"
    QUERY_UNKNOWN = "query_unknown"
    BUSINESS_RULE = "business_rule"
    """6000: any rule of theirs; the words tell which, in the company's language."""
    PASSING = "passing"
    """Their own trouble, or throttling, inside an answer that is good otherwise: it does not tell whether the work was done."""
    OTHER = "other"


class LedgerRefusal(Refusal):
    """QuickBooks refused one request.

    `reasons` are never empty. `code` is the service's own first code and `detail` its own words, both only to be shown;
    `element` the member of the request that it names, empty where it names none; `entry_id` the id of the entry that has the number
    already, None where it is not told.
    """

    def __init__(
        self,
        reasons: frozenset[RefusalReason],
        code: str,
        detail: str,
        element: str = "",
        entry_id: str | None = None,
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.entry_id = entry_id
        self.reasons = reasons
        self.code = code
        self.detail = detail
        self.element = element

    def is_for(self, reason: RefusalReason) -> bool:
        """Whether this is one of the reasons."""
        return reason in self.reasons

    def told_as(self, codes: Mapping[RefusalReason, Code], otherwise: Code, **params: str) -> Problem:
        """What is told of it: the first of these that is a reason of it, with `params` and QuickBooks' own words."""
        code = next((code for reason, code in codes.items() if self.is_for(reason)), otherwise)
        return problem(code, **params, code=self.code, detail=self.detail)


class SpendRefusal(Refusal):
    """Pleo refused one request. `type` is Pleo's error type, empty where none is published."""

    def __init__(self, status: int, type_: str, message: str) -> None:
        super().__init__(f"{status} {type_}: {message}")
        self.status = status
        self.type = type_
        self.message = message


class ReceiptRefusal(Refusal):
    """One receipt cannot be had; the entry stands without it. `params` belong to the problem's sentence."""

    def __init__(self, code: Code, **params: str) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Ending:
    """How a use case ended early: what is told, and the exit code (design.md 7)."""

    problem: Problem
    exit_code: int

    @property
    def is_bug(self) -> bool:
        """Whether it is our fault: a report is offered."""
        return self.exit_code == BUG_EXIT_CODE

    @property
    def is_stop(self) -> bool:
        """Whether a person wanted it."""
        return self.exit_code == STOPPED_EXIT_CODE


def ending(error: BaseException) -> Ending:
    """The ladder from an exception to what is told and how the program exits; what is not of the tree is our bug."""
    match error:
        case Cancelled():
            return Ending(problem(Code.STOPPED), STOPPED_EXIT_CODE)
        case KnownError():
            return Ending(error.problem, error.exit_code)
        case LedgerRefusal():
            told = problem(Code.QUICKBOOKS_REFUSED_REQUEST, code=error.code, detail=error.detail)
            return Ending(told, UnavailableError.exit_code)
        case SpendRefusal():
            told = problem(Code.PLEO_REFUSED_REQUEST, status=error.status, message=error.message)
            return Ending(told, UnavailableError.exit_code)
        case ReceiptRefusal():
            return Ending(problem(error.code, **error.params), UnavailableError.exit_code)
        case _:
            return Ending(problem(Code.BUG, error=type(error).__name__), BUG_EXIT_CODE)
