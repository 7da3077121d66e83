"""How a rule says that an item must be held: one exception that carries the reason as data."""

from pleoqb_desktop.domain.problems import Problem


class HoldError(Exception):
    """The item must not be posted; `problem` says why, in terms a bookkeeper can act on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
