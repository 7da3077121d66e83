"""Known errors of the world, as exceptions that carry a problem; anything else that is raised is our bug."""

from pleoqb_desktop.domain.problems import Code, Problem, problem

BUG_EXIT_CODE = 70  # DESIGN 7


class KnownError(Exception):
    """Something the world did that stops a whole use case. `exit_code` is the command line's (DESIGN 7)."""

    exit_code = 5

    def __init__(self, what: Problem) -> None:
        super().__init__(what.code.value)
        self.problem = what


class WrongUsageError(KnownError):
    """An option names something that does not exist or does not fit."""

    exit_code = 2


class SetupIncompleteError(KnownError):
    """Something must be set up first; the problem says what."""

    exit_code = 3


class SignInAgainError(KnownError):
    """A connection ended or never was: the person must give a key or sign in."""

    exit_code = 4


class UnavailableError(KnownError):
    """A service cannot be reached, or refuses for now."""

    exit_code = 5


class LostAnswerError(UnavailableError):
    """A request may or may not have been carried out: no answer, or one that tells nothing (DESIGN 4.3)."""


class ExportRunningError(KnownError):
    """Another export of this profile is running."""

    exit_code = 6


class Cancelled(Exception):  # noqa: N818 - a person pressed Stop: not an error
    """Work was stopped on request; what was done is kept."""


class LedgerRefusal(Exception):  # noqa: N818 - an answer, not a failure: QuickBooks said no to one thing
    """QuickBooks refused one request for its content: nothing was done.

    `code` is the first error's (text, quickbooks-api.md 3.2), `codes` all of them; `detail` the service's own words.
    """

    def __init__(self, code: str, detail: str, codes: tuple[str, ...] = (), element: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.codes = codes or (code,)
        self.element = element


class SpendRefusal(Exception):  # noqa: N818 - an answer, not a failure
    """Pleo refused one request for its content. `type` is Pleo's error type, empty where none is published."""

    def __init__(self, status: int, type_: str, message: str) -> None:
        super().__init__(f"{status} {type_}: {message}")
        self.status = status
        self.type = type_
        self.message = message


def refused(refusal: LedgerRefusal | SpendRefusal) -> Problem:
    """A refusal that nothing foresaw, as the problem of a service that refuses for now."""
    if isinstance(refusal, LedgerRefusal):
        return problem(Code.QUICKBOOKS_REFUSES, code=refusal.code, detail=refusal.detail)
    return problem(Code.PLEO_REFUSES, status=refusal.status, message=refusal.message)
