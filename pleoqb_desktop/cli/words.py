"""What the command line says by itself, in both languages: help, steps, results. Problems have their words in texts."""

from pleoqb_desktop.texts import Language

_WORDS: dict[str, tuple[str, str]] = {
    "description": (
        "Reliez Pleo à QuickBooks Online. Sans commande, la fenêtre s'ouvre.",
        "Joins Pleo and QuickBooks Online. Without a command, the window opens.",
    ),
    "profile": ("le profil, un par entreprise", "the profile, one for each company"),
    "practice": ("utiliser l'entreprise d'entraînement", "use the practice company"),
    "language": ("la langue", "the language"),
    "json": ("un seul objet JSON sur la sortie standard", "one JSON object on standard output and nothing else"),
    "commands": ("commandes", "commands"),
    "connect": ("relier un service", "connect a service"),
    "connect_pleo": (
        "lire la clé API sur l'entrée standard et la vérifier",
        "read the API key from standard input and check it",
    ),
    "connect_quickbooks": ("se connecter dans le navigateur", "sign in in the browser"),
    "no_browser": (
        "afficher l'adresse au lieu d'ouvrir le navigateur",
        "print the address instead of opening the browser",
    ),
    "paste": (
        "afficher l'adresse, puis lire celle où le navigateur s'est arrêté",
        "print the address, then read the one the browser ended on",
    ),
    "setup": (
        "les réponses de l'assistant ; sans option, ce qu'il propose",
        "the wizard's answers; without options, what it proposes",
    ),
    "account": ("numéro, nom exact ou id:35", "number, exact name, or id:35"),
    "create": ("créer ce compte dans QuickBooks", "make this account in QuickBooks"),
    "no_pocket": ("Pleo Pocket n'est pas utilisé", "Pleo Pocket is not used"),
    "dimension": ("étiquettes à envoyer à Pleo (répétable)", "tags to send to Pleo (repeatable)"),
    "no_dimensions": ("aucune étiquette", "no tags"),
    "closed_period": ("dépenses datées d'une période clôturée", "expenses dated in a closed period"),
    "vendors": ("créer chaque fournisseur, ou un seul commun", "make each vendor, or one common vendor"),
    "no_tax_code": ("code de TVA des lignes sans TVA", "VAT code of lines without VAT"),
    "journal_code": ("code journal (France)", "journal code (France)"),
    "time_zone": ("fuseau horaire, par exemple Europe/Paris", "time zone, for example Europe/Paris"),
    "convention": (
        "usages du plan comptable (par défaut ceux du pays)",
        "customs of the chart of accounts (those of the country by default)",
    ),
    "categories": (
        "comptes dans Pleo par numéro ou par nom",
        "accounts in Pleo by number or by name",
    ),
    "sync": ("mettre à jour comptes, TVA et étiquettes dans Pleo", "bring accounts, VAT and tags in Pleo up to date"),
    "export": ("exporter ce qui attend", "export what waits"),
    "dry_run": ("montrer sans rien écrire", "show without writing anything"),
    "status": ("connexions, réglages, ce qui attend", "connections, set-up, what waits"),
    "history": ("les exports, ou les dépenses de l'un d'eux", "the runs, or one run's items"),
    "run": ("numéro de l'export", "number of the run"),
    "undo": ("annuler un export dans QuickBooks", "take a run back in QuickBooks"),
    "reconcile": ("rapprocher Pleo et le compte QuickBooks", "compare Pleo with the QuickBooks account"),
    "day": ("AAAA-MM-JJ", "YYYY-MM-DD"),
    "disconnect": ("oublier les connexions, garder les réglages", "forget connections, keep settings"),
    "support_bundle": (
        "versions, réglages et journaux sans secrets, dans un fichier zip",
        "versions, settings and logs without secrets, zipped",
    ),
    "file": ("le fichier à écrire", "the file to write"),
    "self_test": ("le programme installé se vérifie", "the installed program checks itself"),
    "tour": ("tout le parcours d'entraînement, sans écran", "the whole practice tour, no screen needed"),
    "practice_services": ("servir les entreprises d'entraînement", "serve the practice companies"),
    "open_this": ("Ouvrez cette adresse dans votre navigateur :", "Open this address in your browser:"),
    "paste_now": (
        "Collez ici l'adresse où votre navigateur s'est arrêté :",
        "Paste the address your browser ended on:",
    ),
    "waiting_for_browser": ("Connectez-vous dans votre navigateur…", "Sign in in your browser…"),
    "pleo_connected": ("Pleo est connecté : {name}", "Pleo is connected: {name}"),
    "quickbooks_connected": (
        "QuickBooks est connecté : {name} ({currency})",
        "QuickBooks is connected: {name} ({currency})",
    ),
    "made_account": ("Compte créé dans QuickBooks : {name}", "Account made in QuickBooks: {name}"),
    "setup_done": ("Les réglages sont complets.", "Set-up is complete."),
    "setup_lacks": ("Il manque : {missing}", "Still missing: {missing}"),
    "synced": ("{kind} : {counts}", "{kind}: {counts}"),
    "nothing_waits": ("Rien n'attend d'être exporté.", "Nothing waits to be exported."),
    "summary": (
        "{exported} exportées, {already_there} déjà présentes, {failed} en échec, {held} en attente",
        "{exported} exported, {already_there} already there, {failed} failed, {held} held",
    ),
    "progress": ("{phase} · {done} sur {total}", "{phase} · {done} of {total}"),
    "receipts": ("reçus {attached}/{expected}", "receipts {attached}/{expected}"),
    "stopping": ("Arrêt après les réponses en cours…", "Stopping after the answers in flight…"),
    "waiting": (
        "{items} dépenses attendent, {jobs} exports demandés dans Pleo",
        "{items} expenses wait, {jobs} exports requested in Pleo",
    ),
    "not_connected": ("{service} n'est pas connecté.", "{service} is not connected."),
    "days_left": ("connexion valable encore {days} jours", "sign-in good for {days} more days"),
    "no_runs": ("Aucun export pour l'instant.", "No exports yet."),
    "undone": (
        "{entries} écritures et {files} reçus retirés de QuickBooks ; fournisseurs désactivés : {vendors}",
        "{entries} entries and {files} receipts removed from QuickBooks; vendors set inactive: {vendors}",
    ),
    "vendors_left": (
        "Fournisseurs gardés, car utilisés ailleurs : {vendors}",
        "Vendors kept, since something else uses them: {vendors}",
    ),
    "still_exported": (
        "Pleo montre toujours ces dépenses comme exportées. Exportez-les à nouveau dans Pleo pour les reprendre.",
        "Pleo still shows these expenses as exported. Export them again there to bring them back.",
    ),
    "disconnected": (
        "{service} est déconnecté. Vos réglages sont conservés.",
        "{service} is disconnected. Your settings are kept.",
    ),
    "not_told": ("{service} n'a pas pu être prévenu.", "{service} could not be told."),
    "written": ("Fichier écrit : {path}", "File written: {path}"),
    "check_ok": ("bon   {name}", "good  {name}"),
    "check_bad": ("échec {name} : {reason}", "fails {name}: {reason}"),
    "tour_start": ("Visite avec {name}, une entreprise d'entraînement.", "A tour with {name}, a practice company."),
    "tour_contra": (
        "Compte de contrepartie choisi dans Pleo (fait par l'entraînement).",
        "Contra account chosen in Pleo (done by practice mode).",
    ),
    "reconcile_summary": (
        "{matched} concordent, {missing} manquent, {extra} en trop, {differs} diffèrent, {open} pas encore exportées",
        "{matched} agree, {missing} missing, {extra} extra, {differs} differ, {open} not exported yet",
    ),
}


def words(language: Language, name: str, /, **values: object) -> str:
    """A sentence of the command line with its values filled in."""
    french, english = _WORDS[name]
    return (french if language is Language.FRENCH else english).format(**values)
