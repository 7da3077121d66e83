"""Sentences for expenses that are held: nothing was posted; French with plain spaces (templates.french)."""

from collections.abc import Mapping

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.trouble import Say, Trouble

ITEMS: Mapping[Code, Trouble] = {
    Code.UNKNOWN_TYPE: Trouble(
        fr=Say(
            "Pleo envoie une opération que ce programme ne connaît pas encore[ (« {type} »)].",
            "Saisissez-la vous-même dans QuickBooks et signalez-nous ce type, pour une prochaine version.",
        ),
        en=Say(
            "Pleo sends an operation that this program does not know yet[ (“{type}”)].",
            "Enter it in QuickBooks yourself and tell us about this type, for a coming version.",
        ),
        action=Action.REPORT_BUG,
    ),
    Code.UNKNOWN_SUBTYPE: Trouble(
        fr=Say(
            "Pleo envoie une opération[ « {type} »] d'un genre que ce programme ne connaît pas encore[ (« {sub_type} »)].",
            "Saisissez-la vous-même dans QuickBooks et signalez-nous ce genre, pour une prochaine version.",
        ),
        en=Say(
            "Pleo sends an operation[ “{type}”] of a sort that this program does not know yet[ (“{sub_type}”)].",
            "Enter it in QuickBooks yourself and tell us about this sort, for a coming version.",
        ),
        action=Action.REPORT_BUG,
    ),
    Code.NO_LINES: Trouble(
        fr=Say(
            "Cette dépense ne contient aucune ligne dans Pleo.",
            "Ouvrez-la dans Pleo, complétez-la, puis exportez-la à nouveau.",
        ),
        en=Say(
            "This expense has no line in Pleo.",
            "Open it in Pleo, complete it, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TOO_MANY_LINES: Trouble(
        fr=Say(
            "Cette dépense a trop de lignes pour QuickBooks[ ({lines#ligne#lignes})].",
            "Regroupez ses lignes dans Pleo, puis exportez-la à nouveau.",
        ),
        en=Say(
            "This expense has too many lines for QuickBooks[ ({lines#line#lines})].",
            "Merge some of its lines in Pleo, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TOTAL_MISMATCH: Trouble(
        fr=Say(
            "Les lignes de cette dépense[, {lines_amount},] ne font pas son total[, {item_amount}].",
            "Corrigez le partage de la dépense dans Pleo, puis exportez-la à nouveau.",
        ),
        en=Say(
            "The lines of this expense[, {lines_amount},] do not add up to its total[, {item_amount}].",
            "Correct how the expense is split in Pleo, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.AMOUNT_ZERO: Trouble(
        fr=Say(
            "Cette dépense est de zéro : il n'y a rien à comptabiliser.",
            "Vérifiez son montant dans Pleo. S'il est juste, retirez-la des exports dans Pleo.",
        ),
        en=Say(
            "This expense is of zero: there is nothing to post.",
            "Check its amount in Pleo. If it is right, take it out of the export in Pleo.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.AMOUNT_FRACTION: Trouble(
        fr=Say(
            "Un montant de cette dépense contient une fraction de centime, que la comptabilité ne peut pas tenir.",
            "Corrigez le partage de la dépense dans Pleo au centime près, puis exportez-la à nouveau.",
        ),
        en=Say(
            "An amount of this expense holds a fraction of a cent, which books cannot keep.",
            "Correct how the expense is split in Pleo, to the cent, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.CURRENCY_UNCLEAR: Trouble(
        fr=Say(
            "Le montant de cette dépense n'est pas certain : cette devise[, {currency},] ne se compte pas en centimes.",
            "Saisissez la dépense vous-même dans QuickBooks, avec le montant que montre son reçu.",
        ),
        en=Say(
            "The amount of this expense is not certain: this currency[, {currency},] is not counted in cents.",
            "Enter the expense in QuickBooks yourself, with the amount that its receipt shows.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.CURRENCY_MISMATCH: Trouble(
        fr=Say(
            "[« {account} »|Une partie de la dépense] n'est pas dans la devise de la dépense[ : {account_currency} au lieu de {currency}].",
            "Choisissez un compte dans la devise de la dépense, puis exportez-la à nouveau.",
        ),
        en=Say(
            "[“{account}”|A part of the expense] is not in the currency of the expense[: {account_currency} instead of {currency}].",
            "Choose an account in the currency of the expense, then export it again.",
        ),
        action=Action.CHOOSE_ACCOUNT,
    ),
    Code.CURRENCY_NOT_IN_BOOKS: Trouble(
        fr=Say(
            "Votre QuickBooks ne tient que [la devise {home}|la devise de l'entreprise] ; cette dépense est dans une autre[, {currency}].",
            "Activez plusieurs devises dans les paramètres de QuickBooks, ou saisissez cette dépense vous-même.",
        ),
        en=Say(
            "Your QuickBooks keeps [{home}|the company's currency] only; this expense is in another one[, {currency}].",
            "Switch on several currencies in QuickBooks' settings, or enter this expense yourself.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.EXCHANGE_RATE_MISSING: Trouble(
        fr=Say(
            "QuickBooks n'a pas de taux de change pour [{currency}|la devise de cette dépense][ au {date}].",
            "Saisissez ce taux dans la liste des devises de QuickBooks, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "QuickBooks has no exchange rate for [{currency}|the currency of this expense][ on {date}].",
            "Enter this rate in QuickBooks' list of currencies, then export the expense again.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.OTHER_COMPANY: Trouble(
        fr=Say(
            "Cette dépense appartient à une autre entreprise Pleo que celle qui est connectée.",
            "Connectez Pleo avec la clé API de l'entreprise dont vous voulez exporter les dépenses.",
        ),
        en=Say(
            "This expense belongs to another Pleo company than the connected one.",
            "Connect Pleo with the API key of the company whose expenses you want to export.",
        ),
        action=Action.RECONNECT_PLEO,
    ),
    Code.ACCOUNT_MISSING: Trouble(
        fr=Say(
            "Cette dépense n'a pas de catégorie dans Pleo.",
            "Choisissez sa catégorie dans Pleo, puis exportez-la à nouveau.",
        ),
        en=Say(
            "This expense has no category in Pleo.",
            "Choose its category in Pleo, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.ACCOUNT_UNKNOWN: Trouble(
        fr=Say(
            "[La catégorie « {category} »|La catégorie de cette dépense] pointe vers un compte[, {account},] "
            "qui n'existe pas dans QuickBooks.",
            "Actualisez les listes, puis choisissez dans Pleo un compte qui existe dans QuickBooks.",
        ),
        en=Say(
            "[The category “{category}”|The category of this expense] leads to an account[, {account},] "
            "that QuickBooks does not have.",
            "Refresh the lists, then choose in Pleo an account that QuickBooks has.",
        ),
        action=Action.SYNC_NOW,
    ),
    Code.ACCOUNT_INACTIVE: Trouble(
        fr=Say(
            "[La catégorie « {category} » pointe vers le compte {account}, désactivé dans QuickBooks."
            "|Le {role}, {account}, est désactivé dans QuickBooks.|Le compte {account} est désactivé dans QuickBooks."
            "|Le compte de cette dépense est désactivé dans QuickBooks.]",
            "Réactivez-le ou choisissez un autre compte.",
        ),
        en=Say(
            "[The category “{category}” leads to the account {account}, which is switched off in QuickBooks."
            "|The {role}, {account}, is switched off in QuickBooks.|The account {account} is switched off in QuickBooks."
            "|The account of this expense is switched off in QuickBooks.]",
            "Switch it on again or choose another account.",
        ),
        action=Action.OPEN_ACCOUNT,
    ),
    Code.ACCOUNT_TYPE: Trouble(
        fr=Say(
            "[Le compte {account}|Ce compte] est d'un type[, « {account_type} »,] qui ne convient pas ici.",
            "Choisissez un autre compte.",
        ),
        en=Say(
            "[The account {account}|This account] is of a type[, “{account_type}”,] that does not fit here.",
            "Choose another account.",
        ),
        action=Action.CHOOSE_ACCOUNT,
    ),
    Code.CONFIGURED_ACCOUNT_MISSING: Trouble(
        fr=Say(
            "[Il manque à cette dépense le {role}|Il manque un compte à cette dépense] : "
            "il n'est pas choisi, ou n'existe plus dans QuickBooks.",
            "Choisissez-le dans les réglages, ou créez-le dans QuickBooks dans la devise de la dépense.",
        ),
        en=Say(
            "[This expense needs the {role}|This expense needs an account]: "
            "it is not chosen, or QuickBooks no longer has it.",
            "Choose it in the settings, or create it in QuickBooks in the currency of the expense.",
        ),
        action=Action.CHOOSE_ACCOUNT,
    ),
    Code.TAX_CODE_MISSING: Trouble(
        fr=Say(
            "La TVA de cette dépense[ ({rate})] n'est reliée à aucun taux de QuickBooks.",
            "Actualisez les listes, puis choisissez à nouveau le taux de TVA dans Pleo.",
        ),
        en=Say(
            "The VAT of this expense[ ({rate})] is not joined to any rate of QuickBooks.",
            "Refresh the lists, then choose the VAT rate in Pleo again.",
        ),
        action=Action.SYNC_NOW,
    ),
    Code.TAX_CODE_UNKNOWN: Trouble(
        fr=Say(
            "Le taux de TVA de cette dépense[ (n° {tax_code})] n'existe pas dans QuickBooks.",
            "Actualisez les listes, puis choisissez à nouveau le taux de TVA dans Pleo.",
        ),
        en=Say(
            "QuickBooks does not have the VAT rate of this expense[ (no. {tax_code})].",
            "Refresh the lists, then choose the VAT rate in Pleo again.",
        ),
        action=Action.SYNC_NOW,
    ),
    Code.TAX_CODE_INACTIVE: Trouble(
        fr=Say(
            "Le taux de TVA[ « {tax_code} »] n'est pas activé dans QuickBooks.",
            "Activez-le dans la TVA de QuickBooks, ou choisissez un autre taux.",
        ),
        en=Say(
            "The VAT rate[ “{tax_code}”] is not switched on in QuickBooks.",
            "Switch it on in QuickBooks' VAT, or choose another rate.",
        ),
        action=Action.OPEN_QUICKBOOKS_TAX,
    ),
    Code.TAX_CODE_NOT_FOR_PURCHASES: Trouble(
        fr=Say(
            "Le taux de TVA[ « {tax_code} »] ne sert qu'aux ventes dans QuickBooks.",
            "Choisissez dans Pleo un taux de TVA pour les achats, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "The VAT rate[ “{tax_code}”] is for sales only in QuickBooks.",
            "Choose a VAT rate for purchases in Pleo, then export the expense again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TAX_RATE_DIFFERS: Trouble(
        fr=Say(
            "Le taux de TVA[ « {tax_code} »] n'est pas le même dans Pleo[ ({pleo_rate})] "
            "et dans QuickBooks[ ({books_rate})].",
            "Actualisez les listes, puis choisissez à nouveau le taux de TVA dans Pleo.",
        ),
        en=Say(
            "The VAT rate[ “{tax_code}”] is not the same in Pleo[ ({pleo_rate})] and in QuickBooks[ ({books_rate})].",
            "Refresh the lists, then choose the VAT rate in Pleo again.",
        ),
        action=Action.SYNC_NOW,
    ),
    Code.TAX_AMOUNT_OFF: Trouble(
        fr=Say(
            "La TVA de cette dépense[ ({tax})] ne correspond pas au taux[ « {tax_code} »][, qui donne {expected}].",
            "Corrigez la TVA de la dépense dans Pleo, puis exportez-la à nouveau.",
        ),
        en=Say(
            "The VAT of this expense[ ({tax})] does not agree with the rate[ “{tax_code}”][, which gives {expected}].",
            "Correct the VAT of the expense in Pleo, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.NET_AMOUNT_OFF: Trouble(
        fr=Say(
            "Le montant hors TVA de cette dépense[ ({net})] ne correspond pas à sa TVA[, qui donne {expected}].",
            "Corrigez la TVA de la dépense dans Pleo, puis exportez-la à nouveau.",
        ),
        en=Say(
            "The amount without VAT of this expense[ ({net})] does not agree with its VAT[, which gives {expected}].",
            "Correct the VAT of the expense in Pleo, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TAX_NOT_OVERRIDABLE: Trouble(
        fr=Say(
            "Pour cette opération, QuickBooks calcule lui-même la TVA[ au taux « {tax_code} »] "
            "et n'arrive pas au même montant[ : {expected} au lieu de {tax}].",
            "Corrigez la TVA dans Pleo, ou saisissez cette opération vous-même dans QuickBooks.",
        ),
        en=Say(
            "For this operation, QuickBooks works out the VAT by itself[ at the rate “{tax_code}”] "
            "and does not come to the same amount[: {expected} instead of {tax}].",
            "Correct the VAT in Pleo, or enter this operation in QuickBooks yourself.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.NO_TAX_CODE_NOT_CHOSEN: Trouble(
        fr=Say(
            "Cette dépense est sans TVA, et aucun taux n'est choisi pour les dépenses sans TVA.",
            "Choisissez ce taux dans les réglages, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "This expense has no VAT, and no rate is chosen for expenses without VAT.",
            "Choose this rate in the settings, then export the expense again.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
    Code.TAG_UNKNOWN: Trouble(
        fr=Say(
            "Une étiquette de cette dépense[ ({group}, n° {tag})] n'existe pas dans QuickBooks.",
            "Actualisez les listes, puis choisissez à nouveau l'étiquette dans Pleo.",
        ),
        en=Say(
            "QuickBooks does not have a tag of this expense[ ({group}, no. {tag})].",
            "Refresh the lists, then choose the tag in Pleo again.",
        ),
        action=Action.SYNC_NOW,
    ),
    Code.TAG_INACTIVE: Trouble(
        fr=Say(
            "L'étiquette[ « {tag} »][ ({group})] est désactivée dans QuickBooks.",
            "Réactivez-la dans QuickBooks, ou choisissez une autre étiquette dans Pleo.",
        ),
        en=Say(
            "The tag[ “{tag}”][ ({group})] is switched off in QuickBooks.",
            "Switch it on again in QuickBooks, or choose another tag in Pleo.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TAG_TWICE: Trouble(
        fr=Say(
            "Une ligne de cette dépense porte plusieurs étiquettes du même groupe[ ({group})] ; QuickBooks n'en prend qu'une.",
            "Gardez une seule étiquette par groupe dans Pleo, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "A line of this expense carries several tags of the same group[ ({group})]; QuickBooks takes one only.",
            "Keep one tag a group in Pleo, then export the expense again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TWO_LOCATIONS: Trouble(
        fr=Say(
            "Cette dépense porte plusieurs lieux[ ({locations})] ; QuickBooks en prend un seul par dépense.",
            "Donnez le même lieu à toutes ses lignes dans Pleo, puis exportez-la à nouveau.",
        ),
        en=Say(
            "This expense carries several locations[ ({locations})]; QuickBooks takes one an expense.",
            "Give all its lines the same location in Pleo, then export it again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.TWO_CLASSES: Trouble(
        fr=Say(
            "Cette dépense porte plusieurs classes[ ({classes})] ; votre QuickBooks en prend une seule par dépense.",
            "Donnez la même classe à toutes ses lignes dans Pleo, ou permettez une classe par ligne dans QuickBooks.",
        ),
        en=Say(
            "This expense carries several classes[ ({classes})]; your QuickBooks takes one an expense.",
            "Give all its lines the same class in Pleo, or allow one class a line in QuickBooks.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.DIMENSION_OFF: Trouble(
        fr=Say(
            "L'étiquette[ « {tag} »] ne peut pas être reprise[ ({dimension})] : QuickBooks ne suit plus cette liste.",
            "Réactivez ce suivi dans les paramètres de QuickBooks, ou retirez l'étiquette dans Pleo.",
        ),
        en=Say(
            "The tag[ “{tag}”] cannot be carried over[ ({dimension})]: QuickBooks no longer tracks this list.",
            "Switch tracking on again in QuickBooks' settings, or remove the tag in Pleo.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.VENDOR_MISSING: Trouble(
        fr=Say(
            "Cette dépense n'a pas de fournisseur dans Pleo, et il en faut un ici.",
            "Choisissez le fournisseur dans Pleo, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "This expense has no supplier in Pleo, and one is needed here.",
            "Choose the supplier in Pleo, then export the expense again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.VENDOR_UNKNOWN: Trouble(
        fr=Say(
            "Le fournisseur[ « {vendor} »] n'existe pas dans QuickBooks, ou pas dans la devise de la dépense.",
            "Créez-le dans QuickBooks ou choisissez-en un autre dans Pleo, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "QuickBooks does not have the supplier[ “{vendor}”], or not in the currency of the expense.",
            "Create it in QuickBooks or choose another one in Pleo, then export the expense again.",
        ),
        action=Action.OPEN_QUICKBOOKS_VENDORS,
    ),
    Code.VENDOR_INACTIVE: Trouble(
        fr=Say(
            "Le fournisseur[ « {vendor} »] est désactivé dans QuickBooks.",
            "Réactivez-le dans QuickBooks ou choisissez-en un autre dans Pleo.",
        ),
        en=Say(
            "The supplier[ “{vendor}”] is switched off in QuickBooks.",
            "Switch it on again in QuickBooks or choose another one in Pleo.",
        ),
        action=Action.OPEN_QUICKBOOKS_VENDORS,
    ),
    Code.PERIOD_CLOSED: Trouble(
        fr=Say(
            "[Le {date}|La date de cette dépense] est dans une période clôturée[ (jusqu'au {closing_date})]. "
            "[La dépense {supplier}, {amount}, attend.|La dépense de {amount} attend.|La dépense attend.]",
            "Comptabilisez-la au premier jour ouvert[, le {open_date}], ou rouvrez la période dans QuickBooks.",
        ),
        en=Say(
            "[{date}|The date of this expense] is in a closed period[ (until {closing_date})]. "
            "[The expense {supplier}, {amount}, waits.|The expense of {amount} waits.|The expense waits.]",
            "Post it on the first open day[, {open_date}], or open the period again in QuickBooks.",
        ),
        action=Action.POST_ON_FIRST_OPEN_DAY,
    ),
    Code.DATE_UNUSABLE: Trouble(
        fr=Say(
            "La date de cette dépense[, {date},] ne peut pas servir en comptabilité.",
            "Corrigez la date dans Pleo, puis exportez la dépense à nouveau.",
        ),
        en=Say(
            "The date of this expense[, {date},] cannot stand in the books.",
            "Correct the date in Pleo, then export the expense again.",
        ),
        action=Action.OPEN_PLEO_ENTRY,
    ),
    Code.BILL_NOT_FOUND: Trouble(
        fr=Say(
            "La facture que règle ce paiement[ (n° {number})] n'a pas été trouvée dans QuickBooks[ chez « {vendor} »].",
            "Exportez d'abord la facture, ou saisissez-la dans QuickBooks, puis exportez le paiement à nouveau.",
        ),
        en=Say(
            "The bill that this payment settles[ (no. {number})] was not found in QuickBooks[ for “{vendor}”].",
            "Export the bill first, or enter it in QuickBooks, then export the payment again.",
        ),
        action=Action.OPEN_QUICKBOOKS_VENDORS,
    ),
    Code.BILL_PAID: Trouble(
        fr=Say(
            "La facture que règle ce paiement[, de « {vendor} »,] est déjà payée, au moins en partie[ : reste {open_amount}].",
            "Vérifiez dans QuickBooks le paiement déjà saisi, et supprimez-le s'il fait double emploi.",
        ),
        en=Say(
            "The bill that this payment settles[, of “{vendor}”,] is paid already, at least in part[: {open_amount} is left].",
            "Check the payment that stands in QuickBooks, and delete it if it is there twice.",
        ),
        action=Action.OPEN_QUICKBOOKS_VENDORS,
    ),
    Code.PLAN_WITHOUT_BILLS: Trouble(
        fr=Say(
            "Cette opération est une facture, et votre formule QuickBooks[ ({plan})] ne tient pas les factures fournisseurs.",
            "Choisissez une formule QuickBooks qui les tient, ou saisissez cette opération vous-même.",
        ),
        en=Say(
            "This operation is a bill, and your QuickBooks plan[ ({plan})] does not keep bills.",
            "Choose a QuickBooks plan that does, or enter this operation yourself.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.ITEM_UNREADABLE: Trouble(
        fr=Say(
            "Ce que Pleo envoie pour cette dépense ne peut pas être lu. Elle n'est pas exportée.",
            "Saisissez-la vous-même dans QuickBooks, et préparez un rapport pour que nous puissions corriger cela.",
        ),
        en=Say(
            "What Pleo sends for this expense cannot be read. It is not exported.",
            "Enter it in QuickBooks yourself, and prepare a report so that we can mend this.",
        ),
        action=Action.REPORT_BUG,
    ),
}
