"""A set of ids in little memory."""

from uuid import UUID

import pytest

from pleoqb_desktop.export.id_set import IdSet

UPPER = "4E6F9520-CF3D-5BED-A642-2D26AE3690DF"


def test_ids_of_any_form_are_themselves_and_no_others() -> None:
    ids = [UPPER, UPPER.lower(), UPPER.replace("-", ""), "entry-1", "", str(UUID(int=7)), str(UUID(int=7).int)]
    kept = IdSet(ids)
    assert len(kept) == len(ids)
    assert kept.in_order() == sorted(ids)
    kept.remove(UPPER)
    assert UPPER not in kept
    assert UPPER.lower() in kept


def test_what_is_taken_out_is_gone_and_the_rest_stays() -> None:
    ids = [str(UUID(int=number << 64)) for number in range(1000)]
    kept = IdSet(ids)
    for one in ids[:990]:
        kept.remove(one)
        assert one not in kept
    assert kept.in_order() == ids[990:]
    with pytest.raises(KeyError):
        kept.remove(ids[0])
