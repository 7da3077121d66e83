"""Folded away on the page of categories: which types of account are offered, and whether they go by number or by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from pleoqb_desktop.domain.books import AccountType
from pleoqb_desktop.gui.forms import Folded, RadioChoice, stacked
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.categories_reading import CategoryReview
from pleoqb_desktop.texts import Texts

_TYPES = (
    AccountType.EXPENSE,
    AccountType.COST_OF_GOODS_SOLD,
    AccountType.OTHER_EXPENSE,
    AccountType.FIXED_ASSET,
    AccountType.OTHER_CURRENT_ASSET,
    AccountType.OTHER_CURRENT_LIABILITY,
)
"""Types that expenses may reasonably be booked on; the first three are offered unless the owner says otherwise."""


class CategoryChoices(Folded):
    """Right for most companies as they are."""

    changed = Signal(object)
    """Members of the settings that are to change, a dict."""

    def __init__(self, parent: QWidget) -> None:
        types, words, by_number = (
            {kind: QCheckBox() for kind in _TYPES},
            WrappedLabel(tone=Tone.QUIET),
            RadioChoice((True, False)),
        )
        boxes = stacked(words, *types.values(), spacing=unit(parent) // 2)
        super().__init__(stacked(boxes, by_number), parent)
        self.types, self.by_number, self._words = types, by_number, words
        self._others: tuple[str, ...] = ()
        for box in types.values():
            box.clicked.connect(self._on_types)
        by_number.chosen.connect(self._on_by_number)

    def show_review(self, review: CategoryReview, texts: Texts) -> None:
        """What is chosen, and how many accounts there are of each type."""
        chosen = review.settings.account_types
        self._others = tuple(one for one in chosen if one not in _TYPES)
        for kind, box in self.types.items():
            count = sum(1 for account in review.books.accounts.values() if account.active and account.type == kind)
            box.setText(f"{texts.account_type_name(kind)} ({texts.number(count)})".replace("&", "&&"))
            box.setChecked(kind in chosen)
            box.setVisible(count > 0 or box.isChecked())
        self.by_number.show_answer(review.by_number)

    def _on_types(self) -> None:
        chosen = sorted(kind for kind, box in self.types.items() if box.isChecked())
        self.changed.emit({"account_types": (*chosen, *self._others)})

    def _on_by_number(self, wanted: bool) -> None:  # noqa: FBT001 - a slot
        self.changed.emit({"use_account_numbers": wanted})

    def retranslate_ui(self) -> None:
        """All words."""
        self.say(self.tr("Types of account offered, numbers or names"))
        self._words.setText(self.tr("Accounts of these types can be chosen for expenses in Pleo."))
        self.by_number.say(
            self.tr("Pleo names your accounts"),
            [self.tr("by their number, where they have one"), self.tr("by their name alone")],
        )
