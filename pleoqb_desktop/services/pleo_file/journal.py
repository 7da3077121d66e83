"""Expenses of a file in debit and credit rows: which rows are the wallet's, which are VAT, and what is left to book (pleo-file.md 7.3)."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.services.pleo_file.expenses import (
    FileExpense,
    FileLine,
    HoldError,
    agreed,
    made_expense,
    row_figures,
)
from pleoqb_desktop.services.pleo_file.kinds import moves_wallet
from pleoqb_desktop.services.pleo_file.rows import ReadRow
from pleoqb_desktop.services.pleo_file.tax_shape import Figures, Shape

_HIGHEST_RATE = Decimal("0.35")
_TOLERANCE = Decimal("0.02")

Group = Sequence[ReadRow]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts that are no expense, by the numbers of the file: the wallet's, and those of VAT. `paying`: that of the wallets
    which card purchases and loads move, empty where nothing tells."""

    wallets: frozenset[str]
    vat: frozenset[str]
    paying: str = ""


def is_journal(groups: Sequence[Group]) -> bool:
    """Whether most expenses have several rows that cancel each other out."""
    balanced = sum(len(group) > 1 and _balanced(group) for group in groups)
    return balanced * 2 > len(groups)


def journal_accounts(groups: Sequence[Group], known_wallets: frozenset[str]) -> Accounts:
    """Decided from all expenses at once. `known_wallets`: account numbers of the wallet and Pocket, as far as they are known."""
    whole = [group for group in groups if _balanced(group)]
    wallets = known_wallets & {row.account for group in whole for row in group}
    wallets = wallets or _common(whole)
    return Accounts(wallets, _vat(whole, wallets), _paying(whole, wallets))


def _paying(groups: Sequence[Group], wallets: frozenset[str]) -> str:
    found: set[str] = set()
    for group in groups:
        own = {row.account for row in group}
        typed = next((row.type for row in group if row.type), "")
        if typed and moves_wallet(typed) and not own <= wallets:
            found |= own & wallets
    return found.pop() if len(found) == 1 else ""


def _balanced(group: Group) -> bool:
    return any(row.value for row in group) and not sum((row.value or ZERO for row in group), ZERO)


def _common(groups: Sequence[Group]) -> frozenset[str]:
    """The one account of every expense that most of them could have been paid by; of several, the one that all could."""
    counts = Counter(account for group in groups for account in {row.account for row in group} if account)
    paid = {
        account: sum(_may_pay(group, account) for group in groups)
        for account, count in counts.items()
        if count == len(groups)
    }
    paying = [account for account, times in paid.items() if times == len(groups)]
    paying = paying or [account for account, times in paid.items() if 2 * times > len(groups)]
    return frozenset(paying) if len(paying) == 1 else frozenset()


def _may_pay(group: Group, account: str) -> bool:
    """Whether nothing exceeds it, since all the money passes there (but where lines go both ways), and it bears no VAT code where
    other rows bear none."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in group:
        sums[row.account] += row.value or ZERO
    coded = any(row.tax_code for row in group if row.account == account) and not all(row.tax_code for row in group)
    return abs(sums[account]) == max(map(abs, sums.values())) and not coded


_Shares = dict[str, dict[str, list[tuple[Decimal, Decimal]]]]
"""By account and code: what its rows come to, and what those come to that this is a share of."""


def _vat(groups: Sequence[Group], wallets: frozenset[str]) -> frozenset[str]:
    """Accounts whose rows are always the same small share of the other rows of their code, and never what the share is of.

    Of an account that plain expenses show, what is split within one code says nothing: a small part looks like VAT of the large one.
    Nor is one VAT whose code stands as often without it.
    """
    plain: _Shares = defaultdict(lambda: defaultdict(list))
    clear: _Shares = defaultdict(lambda: defaultdict(list))
    unclear: _Shares = defaultdict(lambda: defaultdict(list))
    booked: set[str] = set()
    alone: Counter[str] = Counter()
    for group in groups:
        rows = [row for row in group if row.account not in wallets]
        for code in {row.tax_code for row in rows if row.tax_code}:
            of_code = [row for row in rows if row.tax_code == code]
            amounts = {account: _most(of_code, account) for account in {row.account for row in of_code}}
            base = max(amounts.values())
            rest = {account: amount for account, amount in amounts.items() if amount <= base * _HIGHEST_RATE}
            nets = sum((amount for account, amount in amounts.items() if account not in rest), ZERO)
            total = sum(amounts.values(), ZERO)
            booked |= {one for one, amount in amounts.items() if amount > (total - amount) * _HIGHEST_RATE}
            alone[code] += len(amounts) == 1 and base >= 1
            one_amount, one_base = len(set(rest.values())) == 1, len(amounts) - len(rest) == 1
            shares = unclear if not one_amount else plain if one_base else clear
            for account, amount in rest.items():
                shares[account][code].append((amount, nets))
    told = {**clear, **plain} or unclear
    shown = {
        account
        for account, by_code in told.items()
        if all(_one_rate(pairs) and len(pairs) > alone[code] for code, pairs in by_code.items())
    }
    others = {row.account for group in groups for row in group if not row.tax_code} | booked | {""}
    shown -= others
    return frozenset(shown | {account for group in groups for account in _cancelling(group, shown)} - others)


def _cancelling(group: Group, vat: Container[str]) -> set[str]:
    """Accounts that take back the VAT of a code to the cent, as reverse charge does."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in group:
        sums[row.tax_code, row.account] += row.value or ZERO
    taken = {(code, -value) for (code, account), value in sums.items() if account in vat and code and value}
    return {account for (code, account), value in sums.items() if (code, value) in taken}


def _most(rows: Group, account: str) -> Decimal:
    values = [row.value or ZERO for row in rows if row.account == account]
    return max(abs(sum((v for v in values if v > 0), ZERO)), abs(sum((v for v in values if v < 0), ZERO)))


def _one_rate(pairs: Sequence[tuple[Decimal, Decimal]]) -> bool:
    amount, net = max(pairs, key=lambda pair: pair[1])
    rate = amount / net if net else ZERO
    return all(abs(one - of * rate) <= _TOLERANCE + of * Decimal("0.00005") for one, of in pairs)


def journal_expense(group: Group, accounts: Accounts) -> FileExpense:
    """One expense of its debit and credit rows. Raises HoldError."""
    numbers = ", ".join(str(row.row) for row in group)
    agreed([row for row in group if row.account not in accounts.vat])
    if any(row.value is None for row in group) or sum((row.value or ZERO for row in group), ZERO):
        raise HoldError(problem(Code.ROWS_UNBALANCED, rows=numbers), contradicts=True)
    wallet = [row for row in group if row.account in accounts.wallets]
    rest = [row for row in group if row.account not in accounts.wallets]
    if not rest and accounts.paying:
        # From Pocket to the wallet or back: what employees are owed is the other side.
        wallet, rest = _parted(group, accounts.paying)
    if not wallet or not rest:
        raise HoldError(problem(Code.ROWS_NO_WALLET, rows=numbers))
    lines = _lines(rest, accounts.vat)
    if not lines:
        raise HoldError(problem(Code.ROWS_NO_WALLET, rows=numbers))
    # What left the wallet is what was spent.
    spent = -sum((row.value or ZERO for row in wallet), ZERO)
    if sum((line.gross for line in lines), ZERO) != spent:
        raise HoldError(problem(Code.ROWS_CONTRADICT, rows=numbers), contradicts=True)
    return made_expense([*rest, *wallet], lines, wallet[0].account)


def _parted(group: Group, account: str) -> tuple[list[ReadRow], list[ReadRow]]:
    """The rows of an account, and the others."""
    return [row for row in group if row.account == account], [row for row in group if row.account != account]


def _lines(rows: Group, vat: frozenset[str]) -> list[FileLine]:
    """Each row that is no VAT is a line; VAT rows belong to the lines of their code, in the same order."""
    nets = [row for row in rows if row.account not in vat]
    taxes = _by_line(nets, [row for row in rows if row.account in vat])
    lines: list[FileLine] = []
    for at, row in enumerate(nets):
        net, own = row.value or ZERO, [tax.value or ZERO for tax in taxes.get(at, ())]
        if row.tax and not own:  # its VAT stands in a column, not in a row of its own
            lines.append(_line(row, net, row_figures(row, abs(net))))
            continue
        added = sum(own, ZERO)
        on_top = bool(own) and not added
        tax = max(map(abs, own), default=ZERO) if on_top else abs(added)
        shape = Shape.ON_TOP if on_top else Shape.WITHIN if own else _without_rows(row, vat)
        gross = net + (ZERO if on_top else added)
        figures = Figures(abs(gross), shape, abs(net), None if shape is Shape.OPEN else tax, row.rate)
        lines.append(_line(row, gross, figures))
    return lines


def _line(row: ReadRow, gross: Decimal, figures: Figures) -> FileLine:
    return FileLine(gross, figures, row.tax_code, row.account, row.category, row.tags)


def _without_rows(row: ReadRow, vat: frozenset[str]) -> Shape:
    """A code without a VAT row is one of nothing where others have theirs; else the code must tell."""
    return Shape.NONE if vat or not row.tax_code else Shape.OPEN


def _by_line(nets: Group, taxes: Group) -> Mapping[int, list[ReadRow]]:
    """The VAT rows of each line: the line before them that has their code, else the first of the code."""
    found: dict[int, list[ReadRow]] = defaultdict(list)
    for tax in taxes:
        of_code = [at for at, net in enumerate(nets) if net.tax_code == tax.tax_code]
        if not of_code:
            raise HoldError(problem(Code.ROWS_CONTRADICT, rows=str(tax.row)), contradicts=True)
        before = [at for at in of_code if nets[at].row < tax.row]
        found[max(before, default=of_code[0])].append(tax)
    return found
