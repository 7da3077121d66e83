"""How gross, net and VAT of one row belong together: within the amount, on top of it, or none (pleo-file.md 4); knows no code."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.money import CENT, ZERO

_TOLERANCE = Decimal("0.02")  # design.md 3, VAT


class Shape(StrEnum):
    """Where the VAT is. OPEN: figures alone do not tell; the code does."""

    NONE = "none"
    WITHIN = "within"
    ON_TOP = "on_top"
    OPEN = "open"


class ContradictionError(Exception):
    """The figures of a row do not belong together."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts without sign. `tax` None: not told; `rate` a fraction, None where not told."""

    gross: Decimal
    shape: Shape
    net: Decimal
    tax: Decimal | None
    rate: Decimal | None


def figures(
    gross: Decimal, net: Decimal | None, tax: Decimal | None, rate: Decimal | None, *, converted: bool
) -> Figures:
    """What the figures of a row say; all without sign. `converted`: each was rounded for itself. Raises ContradictionError."""
    shape, net_, tax_ = _shape(gross, net, tax, rate, CENT if converted else ZERO)
    return Figures(gross, shape, net_, tax_, rate)


def _shape(
    gross: Decimal, net: Decimal | None, tax: Decimal | None, rate: Decimal | None, odd: Decimal
) -> tuple[Shape, Decimal, Decimal | None]:
    if net is None:
        return _without_net(gross, tax, rate)
    if tax is None:
        if gross > net:
            return Shape.WITHIN, net, gross - net
        if gross == net:
            return (Shape.ON_TOP if rate else Shape.NONE), net, ZERO
        raise ContradictionError
    if tax and abs(gross - net - tax) <= odd:
        return Shape.WITHIN, net, tax
    if abs(gross - net) <= odd:
        if rate is not None and tax and abs(tax - gross * rate) > _TOLERANCE:
            raise ContradictionError
        return (Shape.ON_TOP if tax or rate else Shape.NONE), net, tax
    raise ContradictionError


def _without_net(gross: Decimal, tax: Decimal | None, rate: Decimal | None) -> tuple[Shape, Decimal, Decimal | None]:
    if not tax:
        if rate and tax is not None:
            raise ContradictionError
        return (Shape.OPEN if rate else Shape.NONE), gross, tax
    if tax > gross:
        raise ContradictionError
    if rate is None:
        return Shape.OPEN, gross - tax, tax
    within = abs(tax - (gross - tax) * rate) <= _TOLERANCE
    on_top = abs(tax - gross * rate) <= _TOLERANCE
    if within and on_top:
        return Shape.OPEN, gross - tax, tax
    if not within and not on_top:
        raise ContradictionError
    return (Shape.WITHIN, gross - tax, tax) if within else (Shape.ON_TOP, gross, tax)
