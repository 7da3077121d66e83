"""Sentences for exports, the files of this computer and undoing; French with plain spaces (templates.french)."""

from collections.abc import Mapping

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.trouble import Say, Trouble

_ENTRY_FR = "L'écriture[ {supplier}, {amount},| {supplier}| n° {external_id}]"
_ENTRY_EN = "The entry[ {supplier}, {amount},| {supplier}| no. {external_id}]"

RUNS: Mapping[Code, Trouble] = {
    Code.EXPORT_RUNNING: Trouble(
        fr=Say(
            "Un autre export de ce profil est en cours sur cet ordinateur.",
            "Attendez qu'il se termine, puis réessayez.",
        ),
        en=Say(
            "Another export of this profile is running on this computer.",
            "Wait until it has ended, then try again.",
        ),
        action=Action.RETRY,
    ),
    Code.JOB_OF_ANOTHER: Trouble(
        fr=Say(
            "Pleo a un export en cours qui a été lancé ailleurs.",
            "Attendez qu'il se termine[ ; s'il reste en suspens, il expire dans {minutes#minute#minutes}].",
        ),
        en=Say(
            "Pleo has an export under way that was started elsewhere.",
            "Wait until it has ended[; if it is left hanging, it expires in {minutes#minute#minutes}].",
        ),
        action=Action.RETRY,
    ),
    Code.JOB_ENDED: Trouble(
        fr=Say(
            "Pleo a mis fin à cet export. Ce qui est dans QuickBooks y reste.",
            "Exportez à nouveau : rien ne sera comptabilisé deux fois.",
        ),
        en=Say(
            "Pleo has ended this export. What stands in QuickBooks stays there.",
            "Export again: nothing will be posted twice.",
        ),
        action=Action.RETRY,
    ),
    Code.JOB_ALL_FAILED: Trouble(
        fr=Say(
            "Aucune dépense de cet export n'a pu être comptabilisée[ ({count#dépense#dépenses})].",
            "Corrigez ce que chaque dépense signale, puis exportez à nouveau.",
        ),
        en=Say(
            "No expense of this export could be posted[ ({count#expense#expenses})].",
            "Correct what each expense points out, then export again.",
        ),
        action=Action.RETRY,
    ),
    Code.STOPPED: Trouble(
        fr=Say(
            "L'export a été arrêté. Tout ce qui était fait est conservé.",
            "Exportez à nouveau quand vous voulez : il reprendra là où il s'est arrêté.",
        ),
        en=Say(
            "The export was stopped. All that was done is kept.",
            "Export again whenever you like: it will go on where it stopped.",
        ),
        action=Action.RETRY,
    ),
    Code.RUN_UNKNOWN: Trouble(
        fr=Say(
            "Cet export[ (n° {run})] ne figure pas dans l'historique.",
            "Choisissez un export dans l'historique.",
        ),
        en=Say(
            "This export[ (no. {run})] is not in the history.",
            "Choose an export in the history.",
        ),
    ),
    Code.PERIOD_BACKWARDS: Trouble(
        fr=Say(
            "La période finit avant de commencer[ : du {first_date} au {last_date}].",
            "Choisissez une date de fin qui suit la date de début.",
        ),
        en=Say(
            "The period ends before it starts[: from {first_date} to {last_date}].",
            "Choose an end date that follows the start date.",
        ),
    ),
    Code.STORE_DAMAGED: Trouble(
        fr=Say(
            "Le fichier de l'historique est abîmé[ : {path}]. Votre comptabilité n'est pas touchée.",
            "Remettez ce fichier depuis une sauvegarde, ou repartez d'un fichier neuf : "
            "les dépenses déjà exportées seront reconnues.",
        ),
        en=Say(
            "The history file is damaged[: {path}]. Your books are not affected.",
            "Put this file back from a backup, or start with a new file: expenses already exported will be recognised.",
        ),
        action=Action.START_OVER,
    ),
    Code.STORE_NEWER: Trouble(
        fr=Say(
            "Le fichier de l'historique vient d'une version plus récente de ce programme[ : {path}].",
            "Installez la version la plus récente du programme.",
        ),
        en=Say(
            "The history file comes from a newer version of this program[: {path}].",
            "Install the newest version of the program.",
        ),
    ),
    Code.DISK_FULL: Trouble(
        fr=Say(
            "Le disque de cet ordinateur est plein[ : {path}]. Rien n'est perdu.",
            "Libérez de la place, puis réessayez.",
        ),
        en=Say(
            "This computer's disk is full[: {path}]. Nothing is lost.",
            "Make some room, then try again.",
        ),
        action=Action.RETRY,
    ),
    Code.FOLDER_UNWRITABLE: Trouble(
        fr=Say(
            "Ce programme n'a pas le droit d'écrire à cet endroit[ : {path}].",
            "Autorisez l'écriture dans ce dossier ou choisissez-en un autre, puis réessayez.",
        ),
        en=Say(
            "This program is not allowed to write in this place[: {path}].",
            "Allow writing in this folder or choose another one, then try again.",
        ),
        action=Action.RETRY,
    ),
    Code.FILE_BUSY: Trouble(
        fr=Say(
            "Un autre programme se sert de ce fichier[ : {path}].",
            "Fermez l'autre fenêtre du programme ou attendez un instant, puis réessayez.",
        ),
        en=Say(
            "Another program is using this file[: {path}].",
            "Close the program's other window or wait a moment, then try again.",
        ),
        action=Action.RETRY,
    ),
    Code.SETTINGS_DAMAGED: Trouble(
        fr=Say(
            "Le fichier des réglages ne peut pas être lu[ : {path}].",
            "Remettez-le depuis une sauvegarde, ou repartez d'un fichier neuf : l'ancien est gardé à côté.",
        ),
        en=Say(
            "The settings file cannot be read[: {path}].",
            "Put it back from a backup, or start with a new file: the old one is kept beside it.",
        ),
        action=Action.START_OVER,
    ),
    Code.UNDO_CHANGED: Trouble(
        fr=Say(
            f"{_ENTRY_FR} a été modifiée dans QuickBooks depuis l'export. Elle est restée en place.",
            "Si elle doit disparaître, supprimez-la vous-même dans QuickBooks.",
        ),
        en=Say(
            f"{_ENTRY_EN} was changed in QuickBooks since the export. It was left in place.",
            "If it must go, delete it in QuickBooks yourself.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.UNDO_GONE: Trouble(
        fr=Say(
            f"{_ENTRY_FR} n'est plus dans QuickBooks : elle y a déjà été supprimée.",
            "Il n'y a rien à faire.",
        ),
        en=Say(
            f"{_ENTRY_EN} is no longer in QuickBooks: it was deleted there already.",
            "There is nothing to do.",
        ),
    ),
    Code.UNDO_REFUSED: Trouble(
        fr=Say(
            f"{_ENTRY_FR} n'a pas pu être supprimée[ ; QuickBooks répond : « {{detail}} »].",
            "Corrigez ce que QuickBooks signale, ou supprimez-la vous-même dans QuickBooks.",
        ),
        en=Say(
            f"{_ENTRY_EN} could not be deleted[; QuickBooks answers: “{{detail}}”].",
            "Correct what QuickBooks points out, or delete it in QuickBooks yourself.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.UNDO_MATCHED: Trouble(
        fr=Say(
            f"{_ENTRY_FR} est rapprochée avec la banque dans QuickBooks. Elle est restée en place.",
            "Annulez le rapprochement dans QuickBooks, puis recommencez.",
        ),
        en=Say(
            f"{_ENTRY_EN} is matched with the bank in QuickBooks. It was left in place.",
            "Undo the match in QuickBooks, then try again.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.UNDO_LINKED: Trouble(
        fr=Say(
            f"{_ENTRY_FR} est liée à une autre écriture, par exemple un paiement. Elle est restée en place.",
            "Supprimez d'abord l'autre écriture dans QuickBooks, puis recommencez.",
        ),
        en=Say(
            f"{_ENTRY_EN} is linked to another entry, for example a payment. It was left in place.",
            "Delete the other entry in QuickBooks first, then try again.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.UNDO_CLOSED: Trouble(
        fr=Say(
            f"{_ENTRY_FR} est dans une période clôturée[ (jusqu'au {{closing_date}})]. Elle est restée en place.",
            "Rouvrez la période dans QuickBooks, puis recommencez.",
        ),
        en=Say(
            f"{_ENTRY_EN} is in a closed period[ (until {{closing_date}})]. It was left in place.",
            "Open the period again in QuickBooks, then try again.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.UNDO_NOT_OURS: Trouble(
        fr=Say(
            f"{_ENTRY_FR} n'a pas été créée par cet export : elle était déjà là. Elle est restée en place.",
            "Si elle doit disparaître, annulez l'export qui l'a créée, ou supprimez-la dans QuickBooks.",
        ),
        en=Say(
            f"{_ENTRY_EN} was not made by this export: it was there before. It was left in place.",
            "If it must go, undo the export that made it, or delete it in QuickBooks.",
        ),
        action=Action.OPEN_ENTRY,
    ),
    Code.BUG: Trouble(
        fr=Say(
            "Le programme a rencontré une erreur de sa part. Ce qui était fait est conservé.",
            "Préparez un rapport et envoyez-le-nous : il ne contient ni clé ni mot de passe.",
        ),
        en=Say(
            "The program met an error of its own. What was done is kept.",
            "Prepare a report and send it to us: it holds no key and no password.",
        ),
        action=Action.REPORT_BUG,
    ),
}
