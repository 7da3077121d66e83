"""Sentences for what the services did with an entry, a receipt or a result; French with plain spaces (templates.french)."""

from collections.abc import Mapping

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.trouble import Say, Trouble

_ASK_FR = "[Demandez-le à {person}|Demandez-le à la personne concernée]"
_ASK_EN = "[Ask {person} for it|Ask the person concerned for it]"
_WHICH_FR = "[Le reçu n° {index}|Un reçu] de cette dépense"
_WHICH_EN = "[Receipt {index}|A receipt] of this expense"

ENTRIES: Mapping[Code, Trouble] = {
    Code.REFUSED_BY_QUICKBOOKS: Trouble(
        fr=Say(
            "QuickBooks n'a pas accepté [« {name} »|l'écriture][ : « {detail} »].",
            "Corrigez ce que QuickBooks signale, puis recommencez.",
        ),
        en=Say(
            "QuickBooks did not accept [“{name}”|the entry][: “{detail}”].",
            "Correct what QuickBooks points out, then try again.",
        ),
        action=Action.OPEN_QUICKBOOKS,
    ),
    Code.CHANGED_BY_QUICKBOOKS: Trouble(
        fr=Say(
            "QuickBooks a changé l'écriture en l'enregistrant[ ({what})]. Elle a été retirée.",
            "Comparez la dépense avec les taux de TVA et les comptes de QuickBooks, puis exportez-la à nouveau.",
        ),
        en=Say(
            "QuickBooks changed the entry while saving it[ ({what})]. It was taken back.",
            "Compare the expense with QuickBooks' VAT rates and accounts, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.CHANGED_AND_LEFT: Trouble(
        fr=Say(
            "Une écriture incomplète[ (n° {external_id})] n'a pas pu être retirée de QuickBooks.",
            "Supprimez-la vous-même dans QuickBooks, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "An incomplete entry[ (no. {external_id})] could not be removed from QuickBooks.",
            "Delete it in QuickBooks yourself, then export the expense again.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.NUMBER_TAKEN: Trouble(
        fr=Say(
            "Le numéro[ {number}] de cette opération est déjà pris par un autre document dans QuickBooks.",
            "Vérifiez si l'opération a déjà été saisie à la main. Sinon, changez le numéro de l'autre document.",
        ),
        en=Say(
            "The number[ {number}] of this operation is taken by another document in QuickBooks.",
            "Check whether the operation was entered by hand. If not, change the other document's number.",
        ),
        action=Action.OPEN_QUICKBOOKS,
    ),
    Code.PERIOD_CLOSED_MEANWHILE: Trouble(
        fr=Say(
            "La période[ du {date}] a été clôturée dans QuickBooks pendant l'export. La dépense attend.",
            "Comptabilisez-la au premier jour ouvert, ou rouvrez la période dans QuickBooks.",
        ),
        en=Say(
            "The period[ of {date}] was closed in QuickBooks during the export. The expense waits.",
            "Post it on the first open day, or open the period again in QuickBooks.",
        ),
        action=Action.POST_ON_FIRST_OPEN_DAY,
    ),
    Code.RECEIPT_MISSING: Trouble(
        fr=Say(
            f"{_WHICH_FR} n'a pas pu être téléchargé depuis Pleo. La dépense est exportée sans lui.",
            "Le prochain export essaiera à nouveau. [Sinon, demandez-le à {person}.|Sinon, ajoutez-le dans QuickBooks.]",
        ),
        en=Say(
            f"{_WHICH_EN} could not be downloaded from Pleo. The expense is exported without it.",
            "The next export will try again. [Failing that, ask {person} for it.|Failing that, add it in QuickBooks.]",
        ),
        action=Action.RETRY,
    ),
    Code.RECEIPT_EMPTY: Trouble(
        fr=Say(
            f"{_WHICH_FR} est vide (0 octet). La dépense est exportée sans lui.",
            f"{_ASK_FR} et remplacez-le dans Pleo.",
        ),
        en=Say(
            f"{_WHICH_EN} is empty (0 bytes). The expense is exported without it.",
            f"{_ASK_EN} and replace it in Pleo.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.RECEIPT_TOO_LARGE: Trouble(
        fr=Say(
            f"{_WHICH_FR} est trop lourd pour QuickBooks[ (plus de {{limit}} Mo)]. La dépense est exportée sans lui.",
            "Remplacez-le dans Pleo par un fichier plus léger, par exemple une photo moins grande.",
        ),
        en=Say(
            f"{_WHICH_EN} is too large for QuickBooks[ (more than {{limit}} MB)]. The expense is exported without it.",
            "Replace it in Pleo by a smaller file, for example a smaller photo.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.RECEIPT_EXPIRED: Trouble(
        fr=Say(
            f"{_WHICH_FR} n'était plus disponible au moment de le télécharger. La dépense est exportée sans lui.",
            "Exportez à nouveau : le programme demandera ce reçu une nouvelle fois à Pleo.",
        ),
        en=Say(
            f"{_WHICH_EN} was no longer available when it was to be downloaded. The expense is exported without it.",
            "Export again: the program will ask Pleo for this receipt once more.",
        ),
        action=Action.RETRY,
    ),
    Code.RECEIPT_TYPE: Trouble(
        fr=Say(
            f"{_WHICH_FR} est d'un type que QuickBooks n'accepte pas[ ({{type}})]. La dépense est exportée sans lui.",
            f"{_ASK_FR} en photo ou en PDF, et remplacez-le dans Pleo.",
        ),
        en=Say(
            f"{_WHICH_EN} is of a type that QuickBooks does not accept[ ({{type}})]. The expense is exported without it.",
            f"{_ASK_EN} as a photo or a PDF, and replace it in Pleo.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.RECEIPT_UNREADABLE: Trouble(
        fr=Say(
            f"{_WHICH_FR} est abîmé et ne peut pas être lu. La dépense est exportée sans lui.",
            f"{_ASK_FR} et remplacez-le dans Pleo.",
        ),
        en=Say(
            f"{_WHICH_EN} is damaged and cannot be read. The expense is exported without it.",
            f"{_ASK_EN} and replace it in Pleo.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.RECEIPT_REFUSED: Trouble(
        fr=Say(
            f"{_WHICH_FR} n'a pas été accepté par QuickBooks[ : « {{detail}} »].",
            "Le prochain export essaiera à nouveau. Vous pouvez aussi l'ajouter vous-même dans QuickBooks.",
        ),
        en=Say(
            f"{_WHICH_EN} was not accepted by QuickBooks[: “{{detail}}”].",
            "The next export will try again. You can also add it in QuickBooks yourself.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.RECEIPT_ADDRESS: Trouble(
        fr=Say(
            f"{_WHICH_FR} n'a pas été téléchargé : son adresse[ ({{host}})] n'est pas sûre.",
            "Téléchargez le reçu depuis Pleo, et ajoutez-le vous-même dans QuickBooks.",
        ),
        en=Say(
            f"{_WHICH_EN} was not downloaded: its address[ ({{host}})] is not safe.",
            "Download the receipt from Pleo, and add it in QuickBooks yourself.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.REPORT_REFUSED: Trouble(
        fr=Say(
            "Pleo n'a pas noté le résultat de cette dépense[ : « {message} »].",
            "Ce qui est dans QuickBooks reste juste. Exportez à nouveau : rien ne sera comptabilisé deux fois.",
        ),
        en=Say(
            "Pleo did not note the result of this expense[: “{message}”].",
            "What stands in QuickBooks stays right. Export again: nothing will be posted twice.",
        ),
        action=Action.RETRY,
    ),
}
