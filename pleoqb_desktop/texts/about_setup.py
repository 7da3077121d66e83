"""Sentences for what is missing or does not fit in the set-up; French with plain spaces (templates.french)."""

from collections.abc import Mapping

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.trouble import Say, Trouble

SETUP: Mapping[Code, Trouble] = {
    Code.SETUP_INCOMPLETE: Trouble(
        fr=Say(
            "La configuration n'est pas terminée[. Il manque : {missing}].",
            "Terminez la configuration, puis recommencez.",
        ),
        en=Say(
            "Set-up is not finished[. Missing: {missing}].",
            "Finish the set-up, then try again.",
        ),
        action=Action.OPEN_SETUP,
    ),
    Code.REFERENCE_NOT_FOUND: Trouble(
        fr=Say(
            "Aucun [{kind}|élément] ne correspond[ à « {reference} »] dans QuickBooks.",
            "Indiquez le numéro ou le nom exact, comme dans QuickBooks.",
        ),
        en=Say(
            "QuickBooks has no [{kind} that matches “{reference}”|matching {kind}|matching thing].",
            "Give the number or the exact name, as in QuickBooks.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.REFERENCE_AMBIGUOUS: Trouble(
        fr=Say(
            "Plus d'un [{kind}|élément] correspond[ à « {reference} »] dans QuickBooks[ : il y en a {count}].",
            "Indiquez le numéro, ou « id: » suivi de l'identifiant QuickBooks.",
        ),
        en=Say(
            "QuickBooks has more than one matching [{kind}|thing][ for “{reference}”][: there are {count}].",
            "Give the number, or “id:” followed by the QuickBooks id.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.NAME_TAKEN: Trouble(
        fr=Say(
            "Le nom[ « {name} »] est déjà pris dans QuickBooks par un compte qui ne convient pas.",
            "Choisissez un autre compte, ou renommez le compte existant dans QuickBooks.",
        ),
        en=Say(
            "The name[ “{name}”] is taken in QuickBooks by an account that does not fit.",
            "Choose another account, or rename the existing one in QuickBooks.",
        ),
        action=Action.CHOOSE_ACCOUNT,
    ),
    Code.NUMBERS_EXHAUSTED: Trouble(
        fr=Say(
            "Aucun numéro de compte libre n'a été trouvé[ pour « {name} »].",
            "Créez ce compte vous-même dans QuickBooks, puis choisissez-le ici.",
        ),
        en=Say(
            "No free account number was found[ for “{name}”].",
            "Create this account in QuickBooks yourself, then choose it here.",
        ),
        action=Action.CHOOSE_ACCOUNT,
    ),
    Code.TOO_MANY_DIMENSIONS: Trouble(
        fr=Say(
            "Pleo ne prend pas autant de listes d'étiquettes[ : {most} au plus].",
            "Gardez celles dont vous vous servez le plus.",
        ),
        en=Say(
            "Pleo does not take that many lists of tags[: {most} at most].",
            "Keep those that you use most.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.DIMENSION_UNAVAILABLE: Trouble(
        fr=Say(
            "Votre QuickBooks ne suit pas cette liste[ : {dimension}][ (formule {plan})].",
            "Activez ce suivi dans les paramètres de QuickBooks, ou continuez sans cette liste.",
        ),
        en=Say(
            "Your QuickBooks does not track this list[: {dimension}][ (plan {plan})].",
            "Switch tracking on in QuickBooks' settings, or go on without this list.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.TIME_ZONE_UNKNOWN: Trouble(
        fr=Say(
            "Le fuseau horaire[ « {zone} »] n'existe pas.",
            "Choisissez-en un dans les réglages, par exemple Europe/Paris.",
        ),
        en=Say(
            "The time zone[ “{zone}”] does not exist.",
            "Choose one in the settings, for example Europe/London.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.TIME_ZONE_MISSING: Trouble(
        fr=Say(
            "Le fuseau horaire de l'entreprise n'est pas connu ; il décide du jour de chaque dépense.",
            "Choisissez-le dans les réglages.",
        ),
        en=Say(
            "The company's time zone is not known; it decides the day of each expense.",
            "Choose it in the settings.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.JOURNAL_CODE_MISSING: Trouble(
        fr=Say(
            "Aucun code journal n'est choisi, ou il n'est plus actif dans QuickBooks.",
            "Choisissez un code journal dans les réglages.",
        ),
        en=Say(
            "No journal code is chosen, or it is no longer active in QuickBooks.",
            "Choose a journal code in the settings.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.CONTRA_ACCOUNT_MISSING: Trouble(
        fr=Say(
            "Aucun compte de contrepartie n'est choisi dans Pleo.",
            "Dans Pleo, choisissez votre compte bancaire Pleo comme compte de contrepartie, puis réessayez.",
        ),
        en=Say(
            "No contra account is chosen in Pleo.",
            "In Pleo, choose your Pleo bank account as the contra account, then try again.",
        ),
        action=Action.OPEN_PLEO_CONTRA_ACCOUNTS,
    ),
    Code.SYNC_REFUSED: Trouble(
        fr=Say(
            "Pleo n'a pas accepté [« {name} »|un élément][ ({kind})][ : « {detail} »].",
            "Corrigez le nom ou le numéro dans QuickBooks, puis actualisez les listes.",
        ),
        en=Say(
            "Pleo did not accept [“{name}”|one thing][ ({kind})][: “{detail}”].",
            "Correct the name or the number in QuickBooks, then refresh the lists.",
        ),
        action=Action.SYNC_NOW,
    ),
    Code.PROFILE_NAME: Trouble(
        fr=Say(
            "Le nom de profil[ « {profile} »] ne peut pas servir.",
            "Prenez un nom court, fait de lettres sans accent, de chiffres et de traits d'union.",
        ),
        en=Say(
            "The profile name[ “{profile}”] cannot be used.",
            "Take a short name, made of plain letters, digits and hyphens.",
        ),
    ),
    Code.ENDPOINTS_FILE: Trouble(
        fr=Say(
            "Le fichier des adresses de service[, {path},] ne peut pas être lu[ : « {reason} »].",
            "Corrigez ce fichier, ou retirez-le pour utiliser les vrais services.",
        ),
        en=Say(
            "The file of service addresses[, {path},] cannot be read[: “{reason}”].",
            "Correct this file, or remove it to use the real services.",
        ),
    ),
    Code.PRACTICE_FAILED: Trouble(
        fr=Say(
            "Les entreprises d'entraînement n'ont pas pu démarrer sur cet ordinateur.",
            "Fermez les autres fenêtres du programme, puis réessayez.",
        ),
        en=Say(
            "The practice companies could not start on this computer.",
            "Close the program's other windows, then try again.",
        ),
        action=Action.RETRY,
    ),
    Code.PRACTICE_NOT_INSTALLED: Trouble(
        fr=Say(
            "Les entreprises d'entraînement ne font pas partie de cette installation.",
            "Ajoutez-les avec la commande « pip install werkzeug », puis recommencez.",
        ),
        en=Say(
            "The practice companies are not part of this installation.",
            "Add them with the command “pip install werkzeug”, then try again.",
        ),
    ),
}
