<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AccountsPage</name>
    <message>
        <source>Accounts</source>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>non utilisé</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier à nouveau</translation>
    </message>
    <message>
        <source>In Pleo, choose the Pleo bank account as contra account for {currency}.</source>
        <translation>Dans Pleo, choisissez le compte bancaire Pleo comme compte de contrepartie {currency}.</translation>
    </message>
    <message>
        <source>In Pleo, {currency} expenses are paid from this account (contra account).</source>
        <translation>Dans Pleo, les dépenses en {currency} sont payées depuis ce compte (compte de contrepartie).</translation>
    </message>
    <message>
        <source>Settings → Accounting → Contra accounts. Only you can do this, and the export needs it.</source>
        <translation>Paramètres → Comptabilité → Comptes de contrepartie. Vous seul pouvez le faire, et l&apos;export en a besoin.</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>The accounts in QuickBooks that the program uses.</source>
        <translation>Les comptes de QuickBooks que le programme utilise.</translation>
    </message>
    <message>
        <source>Ch&amp;ange the accounts…</source>
        <translation>&amp;Modifier les comptes…</translation>
    </message>
    <message>
        <source>Pleo names your accounts</source>
        <translation>Pleo désigne vos comptes</translation>
    </message>
    <message>
        <source>by their number, where they have one</source>
        <translation>par leur numéro, quand ils en ont un</translation>
    </message>
    <message>
        <source>by their name alone</source>
        <translation>par leur nom seulement</translation>
    </message>
    <message>
        <source>Pleo is told with the next sync of the lists.</source>
        <translation>Pleo l&apos;apprend à la prochaine mise à jour des listes.</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Language and appearance</source>
        <translation>Langue et apparence</translation>
    </message>
    <message>
        <source>Switched at once, also for the memos of coming entries.</source>
        <translation>Le changement est immédiat, aussi pour le texte des prochaines écritures.</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>La&amp;ngue</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Apparence</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
</context>
<context>
    <name>BesideClock</name>
    <message>
        <source>The program goes on here, beside the clock. “Quit” in its menu ends it.</source>
        <translation>Le programme continue ici, près de l&apos;horloge. «&#xa0;Quitter&#xa0;», dans son menu, y met fin.</translation>
    </message>
    <message>
        <source>The program goes on</source>
        <translation>Le programme continue</translation>
    </message>
</context>
<context>
    <name>CasesDialog</name>
    <message>
        <source>Set aside…</source>
        <translation>Laisser de côté…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Set aside: it leaves this list, and is not in your books. If it is exported again in Pleo, it is taken as any other.</source>
        <translation>Laisser de côté&#xa0;: la dépense quitte cette liste et ne figure pas dans vos livres. Si elle est exportée à nouveau dans Pleo, elle est reprise comme toute autre.</translation>
    </message>
    <message>
        <source>Set {expense} aside?</source>
        <translation>Laisser de côté {expense}&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Set %Ln expense(s) aside?</source>
        <translation>
            <numerusform>Laisser de côté %Ln dépense&#x202f;?</numerusform>
            <numerusform>Laisser de côté %Ln dépenses&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Laisser de côté</translation>
    </message>
    <message>
        <source>Keep in the list</source>
        <translation>Garder dans la liste</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>See the entry in QuickBooks</source>
        <translation>Voir l&apos;écriture dans QuickBooks</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Correct the entry</source>
        <translation>Corriger l&apos;écriture</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La laisser ainsi</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Ne pas l&apos;enregistrer</translation>
    </message>
    <message>
        <source>Correct: the entry becomes what Pleo tells now. Leave: QuickBooks stays as it is, and you are not asked again.</source>
        <translation>Corriger&#xa0;: l&apos;écriture devient ce que Pleo indique à présent. Laisser&#xa0;: QuickBooks ne change pas, et la question n&apos;est plus posée.</translation>
    </message>
    <message>
        <source>It is the same: add nothing</source>
        <translation>C&apos;est la même&#xa0;: ne rien ajouter</translation>
    </message>
    <message>
        <source>It is another one: add it</source>
        <translation>C&apos;en est une autre&#xa0;: l&apos;ajouter</translation>
    </message>
    <message>
        <source>Record it again</source>
        <translation>L&apos;enregistrer à nouveau</translation>
    </message>
    <message>
        <source>The same: the entry that is in QuickBooks already will do; the receipt joins it if it is missing there.</source>
        <translation>La même&#xa0;: l&apos;écriture qui est déjà dans QuickBooks suffit&#x202f;; le reçu y est joint s&apos;il manque.</translation>
    </message>
    <message>
        <source>Record it again: the expense gets a new entry. Leave out: it stays out of your books, and you are not asked again.</source>
        <translation>L&apos;enregistrer à nouveau&#xa0;: la dépense reçoit une nouvelle écriture. Ne pas l&apos;enregistrer&#xa0;: elle reste hors de vos livres, et la question n&apos;est plus posée.</translation>
    </message>
    <message>
        <source>Is this expense in QuickBooks already?</source>
        <translation>Cette dépense est-elle déjà dans QuickBooks&#x202f;?</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} sur {total}</translation>
    </message>
    <message>
        <source>Which entry</source>
        <translation>Quelle écriture</translation>
    </message>
    <message>
        <source>Acting on your answer…</source>
        <translation>Votre réponse est appliquée…</translation>
    </message>
    <message>
        <source>Asking QuickBooks…</source>
        <translation>Lecture de QuickBooks…</translation>
    </message>
    <message numerus="yes">
        <source>Answer the same for the %Ln other(s)</source>
        <translation>
            <numerusform>Répondre pareil pour %Ln autre</numerusform>
            <numerusform>Répondre pareil pour les %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>The entry is no longer in QuickBooks.</source>
        <translation>L&apos;écriture n&apos;est plus dans QuickBooks.</translation>
    </message>
    <message>
        <source>The entry cannot be corrected from here: correct it in QuickBooks, then leave it.</source>
        <translation>L&apos;écriture ne peut pas être corrigée d&apos;ici&#xa0;: corrigez-la dans QuickBooks, puis laissez-la ainsi.</translation>
    </message>
</context>
<context>
    <name>CompareSheet</name>
    <message>
        <source>In Pleo</source>
        <translation>Dans Pleo</translation>
    </message>
    <message>
        <source>In QuickBooks</source>
        <translation>Dans QuickBooks</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>different</source>
        <translation>différent</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
</context>
<context>
    <name>ComparisonColumns</name>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Pleo: date</source>
        <translation>Pleo&#xa0;: date</translation>
    </message>
    <message>
        <source>Pleo: amount</source>
        <translation>Pleo&#xa0;: montant</translation>
    </message>
    <message>
        <source>QuickBooks: date</source>
        <translation>QuickBooks&#xa0;: date</translation>
    </message>
    <message>
        <source>QuickBooks: amount</source>
        <translation>QuickBooks&#xa0;: montant</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Open ↗</source>
        <translation>Ouvrir ↗</translation>
    </message>
    <message>
        <source>Pleo ↗</source>
        <translation>Pleo ↗</translation>
    </message>
</context>
<context>
    <name>ConnectionNotice</name>
    <message>
        <source>Check again</source>
        <translation>Vérifier à nouveau</translation>
    </message>
    <message>
        <source>What was read stays readable; exporting works again once the service answers.</source>
        <translation>Ce qui a été lu reste lisible&#x202f;; l&apos;export remarche dès que le service répond.</translation>
    </message>
    <message numerus="yes">
        <source>The sign-in to QuickBooks ends in %Ln day(s)</source>
        <translation>
            <numerusform>La connexion à QuickBooks prend fin dans %Ln jour</numerusform>
            <numerusform>La connexion à QuickBooks prend fin dans %Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect again before: it takes a minute, and nothing is lost.</source>
        <translation>Reconnectez-vous avant&#xa0;: cela prend une minute et rien n&apos;est perdu.</translation>
    </message>
    <message>
        <source>Reconnect QuickBooks</source>
        <translation>Reconnecter QuickBooks</translation>
    </message>
    <message>
        <source>Pleo&apos;s API key has ended</source>
        <translation>La clé API de Pleo a pris fin</translation>
    </message>
    <message numerus="yes">
        <source>Pleo&apos;s API key ends in %Ln day(s)</source>
        <translation>
            <numerusform>La clé API de Pleo prend fin dans %Ln jour</numerusform>
            <numerusform>La clé API de Pleo prend fin dans %Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Make a new one in Pleo and paste it here, with its new last day: nothing is lost.</source>
        <translation>Faites-en une nouvelle dans Pleo et collez-la ici, avec son nouveau dernier jour&#xa0;: rien n&apos;est perdu.</translation>
    </message>
    <message>
        <source>Paste a new key</source>
        <translation>Coller une nouvelle clé</translation>
    </message>
</context>
<context>
    <name>ConnectionsPage</name>
    <message>
        <source>Folder to watch</source>
        <translation>Dossier à surveiller</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Disconnect {service}?</source>
        <translation>Déconnecter {service}&#x202f;?</translation>
    </message>
    <message>
        <source>The program forgets its access. Your settings and the history are kept; you can connect again at any time.</source>
        <translation>Le programme oublie son accès. Vos réglages et l&apos;historique sont conservés&#x202f;; vous pouvez vous reconnecter à tout moment.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Déconnecter</translation>
    </message>
    <message>
        <source>Stay connected</source>
        <translation>Rester connecté</translation>
    </message>
    <message>
        <source>Pleo: with its file</source>
        <translation>Pleo&#xa0;: avec son fichier</translation>
    </message>
    <message>
        <source>You download it in Pleo and drop it on this window; nothing is written into Pleo.</source>
        <translation>Vous le téléchargez dans Pleo et le déposez sur cette fenêtre&#x202f;; rien n&apos;est écrit dans Pleo.</translation>
    </message>
    <message>
        <source>Pleo: {company}</source>
        <translation>Pleo&#xa0;: {company}</translation>
    </message>
    <message>
        <source>Connected by an API key, kept in this computer&apos;s password store.</source>
        <translation>Connecté par une clé API, gardée dans le coffre de mots de passe de cet ordinateur.</translation>
    </message>
    <message>
        <source>Pleo: not connected</source>
        <translation>Pleo&#xa0;: non connecté</translation>
    </message>
    <message>
        <source>Your settings are kept.</source>
        <translation>Vos réglages sont conservés.</translation>
    </message>
    <message>
        <source>QuickBooks: {company}</source>
        <translation>QuickBooks&#xa0;: {company}</translation>
    </message>
    <message>
        <source>QuickBooks: not connected</source>
        <translation>QuickBooks&#xa0;: non connecté</translation>
    </message>
    <message>
        <source>What you download from Pleo there appears among your expenses by itself: {folder}</source>
        <translation>Ce que vous y téléchargez de Pleo apparaît tout seul parmi vos dépenses&#xa0;: {folder}</translation>
    </message>
    <message>
        <source>Your downloads, or another folder: what you download from Pleo there then appears by itself.</source>
        <translation>Vos téléchargements, ou un autre dossier&#xa0;: ce que vous y téléchargez de Pleo apparaît alors tout seul.</translation>
    </message>
    <message>
        <source>Reconnect Pleo</source>
        <translation>Reconnecter Pleo</translation>
    </message>
    <message>
        <source>Change how expenses come…</source>
        <translation>Changer la façon de recevoir les dépenses…</translation>
    </message>
    <message>
        <source>Connected by a sign-in in the browser.</source>
        <translation>Connecté par le navigateur.</translation>
    </message>
    <message numerus="yes">
        <source>The sign-in ends in %Ln day(s): connect again before, it takes a minute.</source>
        <translation>
            <numerusform>La connexion prend fin dans %Ln jour&#xa0;: reconnectez-vous avant, cela prend une minute.</numerusform>
            <numerusform>La connexion prend fin dans %Ln jours&#xa0;: reconnectez-vous avant, cela prend une minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sign-in is good for %Ln more day(s); every export renews it.</source>
        <translation>
            <numerusform>La connexion est valable encore %Ln jour&#x202f;; chaque export la prolonge.</numerusform>
            <numerusform>La connexion est valable encore %Ln jours&#x202f;; chaque export la prolonge.</numerusform>
        </translation>
    </message>
    <message>
        <source>The program works for one company on each side.</source>
        <translation>Le programme travaille pour une entreprise de chaque côté.</translation>
    </message>
    <message>
        <source>Reconnect {service}</source>
        <translation>Reconnecter {service}</translation>
    </message>
    <message>
        <source>Disconnect {service}…</source>
        <translation>Déconnecter {service}…</translation>
    </message>
    <message>
        <source>&amp;Watch a folder for Pleo&apos;s files</source>
        <translation>Sur&amp;veiller un dossier pour les fichiers de Pleo</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Un autre dossier…</translation>
    </message>
</context>
<context>
    <name>EmptyDay</name>
    <message>
        <source>What comes next</source>
        <translation>Et ensuite&#x202f;?</translation>
    </message>
    <message>
        <source>The next expenses appear here as soon as somebody puts them into the export queue in Pleo (Pleo: Export → choose the expenses → Export). Press Refresh then, or come back later: you can close this window.</source>
        <translation>Les prochaines dépenses arrivent ici dès que quelqu&apos;un les met dans la file d&apos;export de Pleo (Pleo&#xa0;: Export → choisir les dépenses → Exporter). Cliquez alors sur Actualiser, ou revenez plus tard&#xa0;: vous pouvez fermer cette fenêtre.</translation>
    </message>
    <message>
        <source>Everything of this file is in your books</source>
        <translation>Tout ce fichier est dans vos livres</translation>
    </message>
    <message>
        <source>Drop Pleo&apos;s file on this window</source>
        <translation>Déposez le fichier de Pleo sur cette fenêtre</translation>
    </message>
    <message>
        <source>In Pleo: Export → choose the expenses → Export, then download the file with its receipts. Drop the zip, or the folder it was unpacked to, anywhere on this window; you see every expense before anything is exported.</source>
        <translation>Dans Pleo&#xa0;: Export → choisir les dépenses → Exporter, puis téléchargez le fichier avec ses reçus. Déposez le zip, ou le dossier décompressé, n&apos;importe où sur cette fenêtre&#x202f;; vous voyez chaque dépense avant que quoi que ce soit soit exporté.</translation>
    </message>
    <message>
        <source>The expenses appear here as soon as both services answer.</source>
        <translation>Les dépenses apparaissent ici dès que les deux services répondent.</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Accounts payable</source>
        <translation>Fournisseurs</translation>
    </message>
    <message>
        <source>unknown account</source>
        <translation>compte inconnu</translation>
    </message>
    <message>
        <source>“{note}”</source>
        <translation>«&#xa0;{note}&#xa0;»</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Retirée</translation>
    </message>
    <message>
        <source>Select an expense to see the entry that QuickBooks will hold.</source>
        <translation>Choisissez une dépense pour voir l&apos;écriture que QuickBooks contiendra.</translation>
    </message>
    <message>
        <source>An undo has removed this entry from QuickBooks.</source>
        <translation>Cette écriture a été retirée de QuickBooks avec son export.</translation>
    </message>
    <message>
        <source>This entry is not in QuickBooks any more: somebody has deleted it there.</source>
        <translation>Cette écriture n&apos;est plus dans QuickBooks&#xa0;: quelqu&apos;un l&apos;y a supprimée.</translation>
    </message>
    <message>
        <source>As QuickBooks holds it</source>
        <translation>Telle que QuickBooks la contient</translation>
    </message>
    <message>
        <source>The exact entry is known when the export starts: Pleo then tells supplier and VAT.</source>
        <translation>L&apos;écriture exacte est connue au début de l&apos;export&#xa0;: Pleo donne alors le fournisseur et la TVA.</translation>
    </message>
    <message>
        <source>As QuickBooks will hold it</source>
        <translation>Telle que QuickBooks la contiendra</translation>
    </message>
    <message>
        <source>Nothing is sent to QuickBooks for it.</source>
        <translation>Rien n&apos;est envoyé à QuickBooks pour elle.</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Details for your accountant</source>
        <translation>Détails pour votre comptable</translation>
    </message>
    <message>
        <source>See the entry in QuickBooks</source>
        <translation>Voir l&apos;écriture dans QuickBooks</translation>
    </message>
    <message>
        <source>Reading the entry from QuickBooks…</source>
        <translation>Lecture de l&apos;écriture dans QuickBooks…</translation>
    </message>
</context>
<context>
    <name>ExpenseFacts</name>
    <message>
        <source>Supplier</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>{vendor} (new supplier: made with the entry)</source>
        <translation>{vendor} (nouveau fournisseur, créé avec l&apos;écriture)</translation>
    </message>
    <message>
        <source>name known when you send</source>
        <translation>nom connu à l&apos;envoi</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>Payé par</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>no category yet</source>
        <translation>sans catégorie</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Reçu</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attached</source>
        <translation>
            <numerusform>%Ln reçu joint</numerusform>
            <numerusform>%Ln reçus joints</numerusform>
        </translation>
    </message>
    <message>
        <source>{attached} of {expected} attached</source>
        <translation>{attached} reçus joints sur {expected}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in Pleo</source>
        <translation>
            <numerusform>%Ln reçu dans Pleo</numerusform>
            <numerusform>%Ln reçus dans Pleo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExpenseSide</name>
    <message>
        <source>Entry</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Receipts ({count})</source>
        <translation>Reçus ({count})</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>The selected expense</source>
        <translation>La dépense choisie</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Stopping after the answers in flight… What is done is kept.</source>
        <translation>Arrêt après les réponses en cours… Ce qui est fait est conservé.</translation>
    </message>
    <message>
        <source>Asking Pleo what waits…</source>
        <translation>Pleo indique ce qui attend…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>{rate} par seconde</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Avancement de l&apos;export</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>What is done is kept; the next export goes on from there.</source>
        <translation>Ce qui est fait est conservé&#x202f;; l&apos;export suivant reprend à cet endroit.</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{month} expenses in QuickBooks</source>
        <translation>Dépenses de {month} dans QuickBooks</translation>
    </message>
    <message>
        <source>{month} expenses in QuickBooks</source>
        <comment>before a vowel</comment>
        <translation>Dépenses d&apos;{month} dans QuickBooks</translation>
    </message>
    <message>
        <source>In QuickBooks</source>
        <translation>Dans QuickBooks</translation>
    </message>
    <message>
        <source>{money} in {month}</source>
        <translation>{money} en {month}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>rien encore</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>pas encore connu</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>an interrupted export</source>
        <translation>un export interrompu</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>{money} not in your books</source>
        <translation>{money} pas dans vos livres</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Demande votre réponse</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s)</source>
        <translation>
            <numerusform>%Ln dépense</numerusform>
            <numerusform>%Ln dépenses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileArea</name>
    <message>
        <source>Taken from the folder that is watched: {file}</source>
        <translation>Pris dans le dossier surveillé&#xa0;: {file}</translation>
    </message>
    <message>
        <source>Also new there, not taken: {files}</source>
        <translation>Nouveaux aussi, non repris&#xa0;: {files}</translation>
    </message>
    <message>
        <source>Pleo&apos;s files (*.zip *.csv *.xlsx)</source>
        <translation>Fichiers de Pleo (*.zip *.csv *.xlsx)</translation>
    </message>
    <message>
        <source>Pleo&apos;s file</source>
        <translation>Le fichier de Pleo</translation>
    </message>
    <message numerus="yes">
        <source>Take the %Ln too that Pleo may still change: not exported there yet</source>
        <translation>
            <numerusform>Prendre aussi %Ln dépense que Pleo peut encore changer&#xa0;: pas encore exportée là-bas</numerusform>
            <numerusform>Prendre aussi les %Ln dépenses que Pleo peut encore changer&#xa0;: pas encore exportées là-bas</numerusform>
        </translation>
    </message>
    <message>
        <source>What changes in Pleo afterwards is asked about here.</source>
        <translation>Ce qui change ensuite dans Pleo est demandé ici.</translation>
    </message>
    <message>
        <source>No file yet: drop the one that you downloaded from Pleo on this window.</source>
        <translation>Pas encore de fichier&#xa0;: déposez sur cette fenêtre celui que vous avez téléchargé de Pleo.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln already in your books</source>
        <translation>
            <numerusform>%Ln déjà dans vos livres</numerusform>
            <numerusform>%Ln déjà dans vos livres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out, not final in Pleo</source>
        <translation>
            <numerusform>%Ln laissée de côté, pas définitive dans Pleo</numerusform>
            <numerusform>%Ln laissées de côté, pas définitives dans Pleo</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose Pleo&apos;s file…</source>
        <translation>Choisir le fichier de Pleo…</translation>
    </message>
    <message>
        <source>Make a file in practice Pleo</source>
        <translation>Faire un fichier dans le Pleo d&apos;entraînement</translation>
    </message>
</context>
<context>
    <name>FirstExport</name>
    <message>
        <source>Export into {company} for the first time?</source>
        <translation>Premier export vers {company}&#xa0;: on y va&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s), {sums}, become(s) (an) entry(ies) in QuickBooks, with VAT, tags and receipts. Pleo then shows them as exported. If something is not as you want it, History takes the whole export back.</source>
        <translation>
            <numerusform>%Ln dépense, {sums}, devient une écriture dans QuickBooks, avec TVA, étiquettes et reçu. Pleo l&apos;indique ensuite comme exportée. Si quelque chose ne va pas, l&apos;Historique peut retirer l&apos;export entier.</numerusform>
            <numerusform>%Ln dépenses, {sums}, deviennent des écritures dans QuickBooks, avec TVA, étiquettes et reçus. Pleo les indique ensuite comme exportées. Si quelque chose ne va pas, l&apos;Historique peut retirer l&apos;export entier.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) of the file, {sums}, become(s) (an) entry(ies) in QuickBooks, with VAT, tags and receipts. Nothing is written into Pleo. If something is not as you want it, History takes the whole export back.</source>
        <translation>
            <numerusform>%Ln dépense du fichier, {sums}, devient une écriture dans QuickBooks, avec TVA, étiquettes et reçu. Rien n&apos;est écrit dans Pleo. Si quelque chose ne vous convient pas, l&apos;historique retire tout l&apos;export.</numerusform>
            <numerusform>%Ln dépenses du fichier, {sums}, deviennent des écritures dans QuickBooks, avec TVA, étiquettes et reçus. Rien n&apos;est écrit dans Pleo. Si quelque chose ne vous convient pas, l&apos;historique retire tout l&apos;export.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>Pleo has asked for others already</source>
        <translation>Pleo en a déjà demandé d&apos;autres</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other expense(s) stand(s) in an export that was asked for in Pleo, and go(es) with it.</source>
        <translation>
            <numerusform>%Ln autre dépense fait partie d&apos;un export demandé dans Pleo et part avec lui.</numerusform>
            <numerusform>%Ln autres dépenses font partie d&apos;un export demandé dans Pleo et partent avec lui.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help and set-up</source>
        <translation>Aide et configuration</translation>
    </message>
    <message>
        <source>Open the &amp;guide</source>
        <translation>Ouvrir le g&amp;uide</translation>
    </message>
    <message>
        <source>What each step does and why (F1 opens it at the right place).</source>
        <translation>Ce que fait chaque étape et pourquoi (F1 l&apos;ouvre au bon endroit).</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Raccourcis &amp;clavier</translation>
    </message>
    <message>
        <source>Ctrl+E exports, F5 refreshes, Ctrl+F searches, Ctrl+1 to Ctrl+5 change the tab.</source>
        <translation>Ctrl+E exporte, F5 actualise, Ctrl+F recherche, Ctrl+1 à Ctrl+5 changent d&apos;onglet.</translation>
    </message>
    <message>
        <source>Run the &amp;wizard again</source>
        <translation>Relancer l&apos;&amp;assistant</translation>
    </message>
    <message>
        <source>Every answer is filled in already; nothing is lost by looking.</source>
        <translation>Chaque réponse est déjà remplie&#x202f;; regarder ne fait rien perdre.</translation>
    </message>
    <message>
        <source>Save a report for su&amp;pport…</source>
        <translation>Enregistrer un rapport pour l&apos;assis&amp;tance…</translation>
    </message>
    <message>
        <source>Versions, settings and logs in one file, without keys, sign-ins or amounts.</source>
        <translation>Versions, réglages et journaux en un fichier, sans clés, connexions ni montants.</translation>
    </message>
    <message>
        <source>&amp;About and licences…</source>
        <translation>À &amp;propos et licences…</translation>
    </message>
    <message>
        <source>Version, licence, and the libraries the program is built on.</source>
        <translation>Version, licence et bibliothèques dont le programme est fait.</translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Historique</translation>
    </message>
    <message numerus="yes">
        <source>%Ln export(s) so far</source>
        <translation>
            <numerusform>%Ln export jusqu&apos;ici</numerusform>
            <numerusform>%Ln exports jusqu&apos;ici</numerusform>
        </translation>
    </message>
    <message>
        <source>No exports yet</source>
        <translation>Aucun export pour l&apos;instant</translation>
    </message>
    <message>
        <source>Reading what was exported…</source>
        <translation>Lecture de ce qui a été exporté…</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exports</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Working on it…</source>
        <translation>Travail en cours…</translation>
    </message>
    <message>
        <source>Progress of the undo</source>
        <translation>Avancement du retrait</translation>
    </message>
    <message>
        <source>After your first export this list shows what was sent, with a link to every entry.</source>
        <translation>Après votre premier export, cette liste montre ce qui a été envoyé, avec un lien vers chaque écriture.</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>{shown} of {total} shown</source>
        <translation>{shown} affichés sur {total}</translation>
    </message>
    <message>
        <source>Nothing fits the search. Escape clears it.</source>
        <translation>Rien ne correspond à la recherche. Échap la vide.</translation>
    </message>
    <message>
        <source>{total} in all</source>
        <translation>{total} en tout</translation>
    </message>
</context>
<context>
    <name>ListPanes</name>
    <message>
        <source>Accounts</source>
        <translation>Comptes</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>Fournisseurs</translation>
    </message>
    <message>
        <source>What the last sync changed</source>
        <translation>Ce que la dernière synchro a changé</translation>
    </message>
    <message>
        <source>{list} ({count})</source>
        <translation>{list} ({count})</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Name in QuickBooks</source>
        <translation>Nom dans QuickBooks</translation>
    </message>
    <message>
        <source>Name for employees</source>
        <translation>Nom pour les salariés</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Default VAT</source>
        <translation>TVA par défaut</translation>
    </message>
    <message>
        <source>VAT code</source>
        <translation>Code de TVA</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taux</translation>
    </message>
    <message>
        <source>reverse charge</source>
        <translation>autoliquidation (TVA à déclarer soi-même)</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Devise</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>Numéro de compte</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>In Pleo</source>
        <translation>Dans Pleo</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archivé</translation>
    </message>
    <message>
        <source>with the next sync</source>
        <translation>à la prochaine synchro</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>non proposé</translation>
    </message>
    <message>
        <source>new in Pleo</source>
        <translation>nouveau dans Pleo</translation>
    </message>
    <message>
        <source>renamed or changed</source>
        <translation>renommé ou modifié</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>rétabli</translation>
    </message>
    <message>
        <source>same as before</source>
        <translation>inchangé</translation>
    </message>
    <message>
        <source>refused by Pleo</source>
        <translation>refusé par Pleo</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listes</translation>
    </message>
    <message>
        <source>Double-click a name for employees to change it; it goes into the file for Pleo&apos;s category import.</source>
        <translation>Double-cliquez sur un nom pour les salariés pour le changer&#x202f;; il va dans le fichier d&apos;import des catégories Pleo.</translation>
    </message>
    <message>
        <source>{shown} of {total} accounts are offered to your team.</source>
        <translation>{shown} comptes sur {total} sont proposés aux salariés.</translation>
    </message>
    <message>
        <source>Search the accounts</source>
        <translation>Rechercher un compte</translation>
    </message>
    <message>
        <source>Search the VAT codes</source>
        <translation>Rechercher un code de TVA</translation>
    </message>
    <message>
        <source>bank account</source>
        <translation>compte bancaire</translation>
    </message>
    <message>
        <source>Search the tags</source>
        <translation>Rechercher une étiquette</translation>
    </message>
    <message>
        <source>Search the suppliers</source>
        <translation>Rechercher un fournisseur</translation>
    </message>
    <message>
        <source>Search the changes</source>
        <translation>Rechercher un changement</translation>
    </message>
    <message>
        <source>After “Sync now” this list shows what is new, renamed or archived in Pleo.</source>
        <translation>Après «&#xa0;Synchroniser maintenant&#xa0;», cette liste montre ce qui est nouveau, renommé ou archivé dans Pleo.</translation>
    </message>
</context>
<context>
    <name>ListsTab</name>
    <message>
        <source>&amp;Lists</source>
        <translation>&amp;Listes</translation>
    </message>
    <message>
        <source>pleo-categories.csv</source>
        <translation>categories-pleo.csv</translation>
    </message>
    <message>
        <source>Save the category file</source>
        <translation>Enregistrer le fichier des catégories</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>Fichier CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln categorie(s) saved</source>
        <translation>
            <numerusform>%Ln catégorie enregistrée</numerusform>
            <numerusform>%Ln catégories enregistrées</numerusform>
        </translation>
    </message>
    <message>
        <source>Import the file in Pleo: Settings → Categories → Import.</source>
        <translation>Importez le fichier dans Pleo&#xa0;: Paramètres → Catégories → Importer.</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Dossier pour les fichiers</translation>
    </message>
    <message>
        <source>Saved in {folder}: {files}</source>
        <translation>Enregistré dans {folder}&#xa0;: {files}</translation>
    </message>
    <message>
        <source>Import them in Pleo: Settings → Accounting → Categories, Tax codes and Tags.</source>
        <translation>Importez-les dans Pleo&#xa0;: Paramètres → Comptabilité → Catégories, Codes de TVA et Étiquettes.</translation>
    </message>
    <message>
        <source>Lists of both sides</source>
        <translation>Les listes des deux côtés</translation>
    </message>
    <message>
        <source>&amp;Save the files for Pleo&apos;s import…</source>
        <translation>&amp;Enregistrer les fichiers pour l&apos;import de Pleo…</translation>
    </message>
    <message>
        <source>Saves categories, VAT codes and tags as files</source>
        <translation>Enregistre catégories, codes de TVA et étiquettes dans des fichiers</translation>
    </message>
    <message>
        <source>Accounts, VAT rates and tags of QuickBooks appear here, and whether Pleo has them.</source>
        <translation>Les comptes, taux de TVA et étiquettes de QuickBooks apparaissent ici, et si Pleo les a.</translation>
    </message>
    <message>
        <source>Of QuickBooks; without a key nobody but you can look into Pleo.</source>
        <translation>De QuickBooks&#x202f;; sans clé, personne d&apos;autre que vous ne peut regarder dans Pleo.</translation>
    </message>
    <message>
        <source>Last sync: {when}</source>
        <translation>Dernière synchro&#xa0;: {when}</translation>
    </message>
    <message>
        <source>Never synced yet</source>
        <translation>Jamais synchronisé</translation>
    </message>
    <message>
        <source>S&amp;ync now</source>
        <translation>S&amp;ynchroniser maintenant</translation>
    </message>
    <message>
        <source>Brings Pleo&apos;s accounts, VAT rates and tags up to date with QuickBooks</source>
        <translation>Met à jour les comptes, les taux de TVA et les étiquettes de Pleo depuis QuickBooks</translation>
    </message>
    <message>
        <source>Save a file for Pleo&apos;s category &amp;import…</source>
        <translation>Enregistrer un fichier pour l&apos;&amp;import des catégories Pleo…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Reading the lists of both sides…</source>
        <translation>Lecture des listes des deux côtés…</translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation>Avancement de la synchro</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Practice company: {company}</source>
        <translation>Entreprise d&apos;entraînement&#xa0;: {company}</translation>
    </message>
    <message>
        <source>It is the next day. Export what waits now, and see what needs you.</source>
        <translation>C&apos;est le lendemain. Exportez ce qui attend maintenant, puis voyez ce qui demande votre réponse.</translation>
    </message>
    <message>
        <source>The report is saved, without secrets: {path}</source>
        <translation>Le rapport est enregistré, sans secrets&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Start with a new settings file?</source>
        <translation>Repartir de réglages neufs&#x202f;?</translation>
    </message>
    <message>
        <source>The damaged file is kept under another name. The wizard then asks its questions again.</source>
        <translation>Le fichier abîmé est gardé sous un autre nom. L&apos;assistant pose ensuite ses questions à nouveau.</translation>
    </message>
    <message>
        <source>Start with a new file</source>
        <translation>Repartir d&apos;un fichier neuf</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>An export is running</source>
        <translation>Un export est en cours</translation>
    </message>
    <message>
        <source>It stops after the answers in flight. What is done is kept, and the next export goes on from there.</source>
        <translation>Il s&apos;arrête après les réponses en cours. Ce qui est fait est conservé, et l&apos;export suivant reprend à cet endroit.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Arrêter et fermer</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>Continuer l&apos;export</translation>
    </message>
    <message>
        <source>Main window</source>
        <translation>Fenêtre principale</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>Parties du programme</translation>
    </message>
</context>
<context>
    <name>MonthBars</name>
    <message>
        <source>Expenses sent, by month of purchase</source>
        <translation>Dépenses envoyées, par mois d&apos;achat</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>rien encore</translation>
    </message>
    <message>
        <source>{month}: nothing in your books</source>
        <translation>{month}&#xa0;: rien dans vos livres</translation>
    </message>
    <message>
        <source>{month}: {money}, {count}</source>
        <translation>{month}&#xa0;: {money}, {count}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s)</source>
        <translation>
            <numerusform>%Ln dépense</numerusform>
            <numerusform>%Ln dépenses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MonthPage</name>
    <message>
        <source>Copy a reminder</source>
        <translation>Copier un rappel</translation>
    </message>
    <message>
        <source>Copy a reminder for {person}</source>
        <translation>Copier un rappel pour {person}</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>Le mois d&apos;avant</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>Le mois d&apos;après</translation>
    </message>
    <message>
        <source>&amp;Compare now</source>
        <translation>&amp;Comparer maintenant</translation>
    </message>
    <message>
        <source>&amp;Compare again</source>
        <translation>&amp;Comparer à nouveau</translation>
    </message>
    <message>
        <source>L&amp;ine by line</source>
        <translation>Ligne &amp;par ligne</translation>
    </message>
    <message>
        <source>For my &amp;accountant</source>
        <translation>Pour mon compt&amp;able</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>Save as a table (CSV)…</source>
        <translation>Enregistrer en tableau (CSV)…</translation>
    </message>
    <message>
        <source>See what needs you</source>
        <translation>Voir ce qui demande votre réponse</translation>
    </message>
    <message>
        <source>Comparing this month with QuickBooks…</source>
        <translation>Comparaison de ce mois avec QuickBooks…</translation>
    </message>
</context>
<context>
    <name>MonthTab</name>
    <message>
        <source>&amp;Month</source>
        <translation>M&amp;ois</translation>
    </message>
    <message>
        <source>Save the page for my accountant</source>
        <translation>Enregistrer la page pour mon comptable</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Enregistré&#xa0;: {path}</translation>
    </message>
    <message>
        <source>The reminder for {person} is copied: paste it into a message.</source>
        <translation>Le rappel pour {person} est copié&#xa0;: collez-le dans un message.</translation>
    </message>
    <message>
        <source>&amp;Back to the month</source>
        <translation>&amp;Retour au mois</translation>
    </message>
</context>
<context>
    <name>MonthWords</name>
    <message>
        <source>{month}: not compared with QuickBooks yet</source>
        <translation>{month}&#xa0;: pas encore comparé avec QuickBooks</translation>
    </message>
    <message>
        <source>{month}: something has changed since the last comparison</source>
        <translation>{month}&#xa0;: quelque chose a changé depuis la dernière comparaison</translation>
    </message>
    <message>
        <source>{month}: last compared before it was over</source>
        <translation>{month} : dernière comparaison avant la fin du mois</translation>
    </message>
    <message>
        <source>{month}: something is still missing</source>
        <translation>{month}&#xa0;: il manque encore quelque chose</translation>
    </message>
    <message>
        <source>{month}: everything in Pleo&apos;s file is there, once</source>
        <translation>{month} : tout ce que dit le fichier de Pleo y est, une seule fois</translation>
    </message>
    <message>
        <source>{month}: everything is there, once</source>
        <translation>{month}&#xa0;: tout y est, une seule fois</translation>
    </message>
    <message>
        <source>{month}: complete so far</source>
        <translation>{month}&#xa0;: complet jusqu&apos;ici</translation>
    </message>
    <message>
        <source>Drop a file of the whole month, downloaded from Pleo since, then press Compare now.</source>
        <translation>Déposez un fichier de tout le mois, téléchargé de Pleo depuis, puis appuyez sur Comparer maintenant.</translation>
    </message>
    <message>
        <source>Press Compare now: nothing is changed, neither in Pleo nor in QuickBooks.</source>
        <translation>Appuyez sur Comparer maintenant&#xa0;: rien n&apos;est modifié, ni dans Pleo ni dans QuickBooks.</translation>
    </message>
    <message>
        <source>What it is stands below.</source>
        <translation>Le détail est ci-dessous.</translation>
    </message>
    <message>
        <source>Both sides agree to the cent, and every receipt is there.</source>
        <translation>Les deux côtés sont d&apos;accord au centime près, et aucun reçu ne manque.</translation>
    </message>
    <message>
        <source>Not compared yet.</source>
        <translation>Pas encore comparé.</translation>
    </message>
    <message>
        <source>The Pleo account this month</source>
        <translation>Le compte Pleo ce mois-là</translation>
    </message>
    <message>
        <source>VAT by rate</source>
        <translation>TVA par taux</translation>
    </message>
    <message>
        <source>rate not told</source>
        <translation>taux inconnu</translation>
    </message>
    <message>
        <source>No VAT this month.</source>
        <translation>Pas de TVA ce mois-là.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) left out: this computer did not export it (them).</source>
        <translation>
            <numerusform>%Ln dépense laissée de côté&#xa0;: cet ordinateur ne l&apos;a pas exportée.</numerusform>
            <numerusform>%Ln dépenses laissées de côté&#xa0;: cet ordinateur ne les a pas exportées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taux</translation>
    </message>
    <message>
        <source>Pleo</source>
        <translation>Pleo</translation>
    </message>
    <message>
        <source>QuickBooks</source>
        <translation>QuickBooks</translation>
    </message>
    <message>
        <source>What is left to do</source>
        <translation>Ce qu&apos;il reste à faire</translation>
    </message>
    <message>
        <source>Nothing is known; compare again to be sure.</source>
        <translation>Rien de connu&#x202f;; comparez à nouveau pour en être sûr.</translation>
    </message>
    <message>
        <source>Nothing: all of it is in your books, once.</source>
        <translation>Rien&#xa0;: tout est dans vos livres, une seule fois.</translation>
    </message>
    <message>
        <source>All of it is in your books, once. Only receipts are missing.</source>
        <translation>Tout est dans vos livres, une seule fois. Il ne manque que des reçus.</translation>
    </message>
    <message>
        <source>Not in your books yet</source>
        <translation>Pas encore dans vos livres</translation>
    </message>
    <message>
        <source>Movements that cannot be added up</source>
        <translation>Mouvements impossibles à additionner</translation>
    </message>
    <message>
        <source>Movements differ by</source>
        <translation>Écart entre les mouvements</translation>
    </message>
    <message>
        <source>VAT differs by</source>
        <translation>Écart de TVA</translation>
    </message>
    <message>
        <source>Missing receipts</source>
        <translation>Reçus manquants</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Le plus ancien</translation>
    </message>
    <message>
        <source>None: every receipt is there.</source>
        <translation>Aucun&#xa0;: tous les reçus sont là.</translation>
    </message>
    <message>
        <source>somebody unknown</source>
        <translation>une personne inconnue</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln jour</numerusform>
            <numerusform>%Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Hello {name},</source>
        <translation>Bonjour {name},</translation>
    </message>
    <message>
        <source>Hello,</source>
        <translation>Bonjour,</translation>
    </message>
    <message numerus="yes">
        <source>the receipt(s) of these expense(s) is (are) still missing in Pleo:</source>
        <translation>
            <numerusform>il manque encore dans Pleo le reçu de cette dépense&#xa0;:</numerusform>
            <numerusform>il manque encore dans Pleo les reçus de ces dépenses&#xa0;:</numerusform>
        </translation>
    </message>
    <message>
        <source>Money in and out</source>
        <translation>Argent entré et sorti</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Entré</translation>
    </message>
    <message>
        <source>Went out</source>
        <translation>Sorti</translation>
    </message>
    <message>
        <source>What it was spent on, without VAT</source>
        <translation>À quoi il a servi, sans la TVA</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>tout le reste</translation>
    </message>
    <message>
        <source>Added up</source>
        <translation>Le total</translation>
    </message>
    <message>
        <source>All of it, without VAT</source>
        <translation>Toutes les dépenses, sans la TVA</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>On other accounts, and what came in</source>
        <translation>Sur d&apos;autres comptes, et ce qui est entré</translation>
    </message>
    <message>
        <source>Paid by staff (Pleo Pocket), or not paid yet</source>
        <translation>Payé par les salariés (Pleo Pocket) ou pas encore payé</translation>
    </message>
    <message>
        <source>Went out of the Pleo account</source>
        <translation>Sorti du compte Pleo</translation>
    </message>
    <message>
        <source>Pleo and QuickBooks, {month}</source>
        <translation>Pleo et QuickBooks, {month}</translation>
    </message>
    <message>
        <source>Not in the books, or not as Pleo tells</source>
        <translation>Absentes des livres, ou différentes de ce que dit Pleo</translation>
    </message>
    <message>
        <source>{amount} more went out than came in</source>
        <translation>{amount} sortis de plus qu&apos;entrés</translation>
    </message>
    <message>
        <source>{amount} spent</source>
        <translation>{amount} dépensés</translation>
    </message>
    <message>
        <source>{amount} more came in than went out</source>
        <translation>{amount} entrés de plus que sortis</translation>
    </message>
</context>
<context>
    <name>NeedsArea</name>
    <message>
        <source>Done.</source>
        <translation>C&apos;est fait.</translation>
    </message>
    <message numerus="yes">
        <source>Now put the expense(s) up for export again in Pleo, so that Pleo knows.</source>
        <translation>
            <numerusform>Maintenant, remettez la dépense à exporter dans Pleo, pour que Pleo le sache.</numerusform>
            <numerusform>Maintenant, remettez les dépenses à exporter dans Pleo, pour que Pleo le sache.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeedsPanel</name>
    <message>
        <source>Needs you</source>
        <translation>Demande votre réponse</translation>
    </message>
    <message numerus="yes">
        <source>Needs you: %Ln expense(s)</source>
        <translation>
            <numerusform>Demande votre réponse&#xa0;: %Ln dépense</numerusform>
            <numerusform>Demandent votre réponse&#xa0;: %Ln dépenses</numerusform>
        </translation>
    </message>
    <message>
        <source>{money} not in your books yet</source>
        <translation>{money} pas encore dans vos livres</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in your books, to check</source>
        <translation>
            <numerusform>%Ln dans vos livres, à vérifier</numerusform>
            <numerusform>%Ln dans vos livres, à vérifier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(ies) made</source>
        <translation>
            <numerusform>%Ln écriture faite</numerusform>
            <numerusform>%Ln écritures faites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipt(s) to attach</source>
        <translation>
            <numerusform>%Ln reçu à joindre</numerusform>
            <numerusform>%Ln reçus à joindre</numerusform>
        </translation>
    </message>
    <message>
        <source>The export of {moment} was interrupted: {told}.</source>
        <translation>L&apos;export du {moment} a été interrompu&#xa0;: {told}.</translation>
    </message>
    <message>
        <source>It goes on where it stopped; nothing is made twice.</source>
        <translation>Il reprend là où il s&apos;est arrêté&#x202f;; rien n&apos;est fait deux fois.</translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation>Le terminer</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message numerus="yes">
        <source>{first} and %Ln more</source>
        <translation>
            <numerusform>{first} et %Ln autre</numerusform>
            <numerusform>{first} et %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>{expense}: {what}</source>
        <translation>{expense}&#xa0;: {what}</translation>
    </message>
    <message numerus="yes">
        <source>An undo took the entry(ies) back. Export again in Pleo what shall be in the books.</source>
        <translation>
            <numerusform>Cette écriture a été retirée depuis l&apos;Historique. Si la dépense doit figurer dans vos livres, remettez-la à exporter dans Pleo.</numerusform>
            <numerusform>Ces écritures ont été retirées depuis l&apos;Historique. Remettez à exporter dans Pleo celles qui doivent figurer dans vos livres.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pleo ended the export before the turn of this (these). Export again in Pleo.</source>
        <translation>
            <numerusform>Pleo a arrêté l&apos;export avant son tour. Remettez-la à exporter dans Pleo.</numerusform>
            <numerusform>Pleo a arrêté l&apos;export avant leur tour. Remettez-les à exporter dans Pleo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your answer is kept. It takes effect as soon as you export this (these) again in Pleo.</source>
        <translation>
            <numerusform>Votre réponse est gardée. Elle prend effet dès que vous remettez la dépense à exporter dans Pleo.</numerusform>
            <numerusform>Vos réponses sont gardées. Elles prennent effet dès que vous remettez ces dépenses à exporter dans Pleo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then put this (these) up for export again in Pleo, or nothing is sent.</source>
        <translation>
            <numerusform>Ensuite, remettez-la à exporter dans Pleo, sinon elle ne partira pas.</numerusform>
            <numerusform>Ensuite, remettez-les à exporter dans Pleo, sinon elles ne partiront pas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all expenses</source>
        <translation>Montrer toutes les dépenses</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>Ne montrer que celles-ci</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Text in the entry (memo)</source>
        <translation>Texte de l&apos;écriture (mémo)</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Entry in Pleo</source>
        <translation>Écriture dans Pleo</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>PictureTable</name>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Debit</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Crédit</translation>
    </message>
    <message>
        <source>Lines of the entry: {kind}</source>
        <translation>Lignes de l&apos;écriture&#xa0;: {kind}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more line(s)</source>
        <translation>
            <numerusform>et %Ln autre ligne</numerusform>
            <numerusform>et %Ln autres lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>QuickBooks computes the VAT of this entry itself.</source>
        <translation>QuickBooks calcule lui-même la TVA de cette écriture.</translation>
    </message>
    <message>
        <source>debit</source>
        <translation>débit</translation>
    </message>
    <message>
        <source>credit</source>
        <translation>crédit</translation>
    </message>
</context>
<context>
    <name>PostingPage</name>
    <message>
        <source>Days and suppliers</source>
        <translation>Dates et fournisseurs</translation>
    </message>
    <message>
        <source>The books are closed up to {date} in QuickBooks.</source>
        <translation>Les livres sont clôturés jusqu&apos;au {date} dans QuickBooks.</translation>
    </message>
    <message>
        <source>No period is closed in QuickBooks at the moment.</source>
        <translation>Aucune période n&apos;est clôturée dans QuickBooks en ce moment.</translation>
    </message>
    <message>
        <source>What happens to expenses that need a decision.</source>
        <translation>Ce que deviennent les dépenses qui demandent une décision.</translation>
    </message>
    <message>
        <source>Pair what was in the books before this program…</source>
        <translation>Relier ce qui était dans les livres avant ce programme…</translation>
    </message>
    <message>
        <source>An expense dated in a closed month</source>
        <translation>Une dépense datée d&apos;un mois déjà clos</translation>
    </message>
    <message>
        <source>is recorded on the day after the closing, its own date in the memo</source>
        <translation>est enregistrée au lendemain de la clôture, sa vraie date notée dans l&apos;écriture</translation>
    </message>
    <message>
        <source>waits, and is told (recommended)</source>
        <translation>attend et vous est signalée (recommandé)</translation>
    </message>
    <message>
        <source>A supplier that QuickBooks does not know</source>
        <translation>Un fournisseur que QuickBooks ne connaît pas</translation>
    </message>
    <message>
        <source>becomes a new vendor in QuickBooks (recommended)</source>
        <translation>devient un nouveau fournisseur dans QuickBooks (recommandé)</translation>
    </message>
    <message>
        <source>is posted under one common vendor, “Pleo”</source>
        <translation>est comptabilisé sous un fournisseur commun, «&#xa0;Pleo&#xa0;»</translation>
    </message>
    <message>
        <source>Suppliers that QuickBooks knows are always used under their own name.</source>
        <translation>Les fournisseurs que QuickBooks connaît gardent toujours leur nom.</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>Practice mode</source>
        <translation>Mode d&apos;entraînement</translation>
    </message>
    <message>
        <source>First export the expenses that wait</source>
        <translation>Exportez d&apos;abord les dépenses qui attendent</translation>
    </message>
    <message>
        <source>The second day begins after the first: it needs expenses that stand in QuickBooks already.</source>
        <translation>Le deuxième jour vient après le premier&#xa0;: il faut des dépenses qui sont déjà dans QuickBooks.</translation>
    </message>
    <message>
        <source>Start again with {company}?</source>
        <translation>Recommencer avec {company}&#x202f;?</translation>
    </message>
    <message>
        <source>Everything that you practised with this company is forgotten: its expenses and its books are as on the first day, and the wizard begins anew. Your own companies are not touched.</source>
        <translation>Tout ce que vous avez essayé avec cette entreprise est oublié&#xa0;: ses dépenses et ses livres sont comme au premier jour, et l&apos;assistant reprend au début. Vos propres entreprises ne sont pas touchées.</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The whole program with a made-up company on this computer: nothing real is read or changed.</source>
        <translation>Tout le programme avec une entreprise inventée, sur cet ordinateur&#xa0;: rien de réel n&apos;est lu ni modifié.</translation>
    </message>
    <message>
        <source>Practice &amp;company</source>
        <translation>&amp;Entreprise d&apos;entraînement</translation>
    </message>
    <message>
        <source>Each one keeps what you did with it until you start again.</source>
        <translation>Chacune garde ce que vous y avez fait, jusqu&apos;à ce que vous recommenciez.</translation>
    </message>
    <message>
        <source>Play the &amp;next day</source>
        <translation>Simuler le len&amp;demain</translation>
    </message>
    <message>
        <source>What happens in real life after a first export: a month is closed, an entry edited, an amount corrected, a receipt replaced, an account made inactive. The expenses wait again, and Expenses says what to do about each.</source>
        <translation>Ce qui arrive dans la vraie vie après un premier export&#xa0;: un mois est clôturé, une écriture modifiée, un montant corrigé, un reçu remplacé, un compte désactivé. Les dépenses attendent de nouveau, et l&apos;onglet Dépenses dit quoi faire pour chacune.</translation>
    </message>
    <message>
        <source>Start &amp;again…</source>
        <translation>Re&amp;commencer…</translation>
    </message>
    <message>
        <source>The company becomes as on the first day.</source>
        <translation>L&apos;entreprise redevient comme au premier jour.</translation>
    </message>
    <message>
        <source>You are practising with {company}</source>
        <translation>Vous vous entraînez avec {company}</translation>
    </message>
    <message>
        <source>Your own companies and their settings wait unchanged.</source>
        <translation>Vos propres entreprises et leurs réglages attendent, inchangés.</translation>
    </message>
    <message>
        <source>Open the practice company&apos;s Pleo</source>
        <translation>Ouvrir le Pleo de l&apos;entraînement</translation>
    </message>
    <message>
        <source>Leave practice mode</source>
        <translation>Quitter l&apos;entraînement</translation>
    </message>
    <message>
        <source>You are working with your real company</source>
        <translation>Vous travaillez avec votre vraie entreprise</translation>
    </message>
    <message>
        <source>Your settings stay as they are; you can come back at any time.</source>
        <translation>Vos réglages restent tels quels&#x202f;; vous pouvez revenir à tout moment.</translation>
    </message>
    <message>
        <source>Try it with a practice company</source>
        <translation>Essayer avec une entreprise d&apos;entraînement</translation>
    </message>
</context>
<context>
    <name>ProgramPage</name>
    <message>
        <source>This program</source>
        <translation>Ce programme</translation>
    </message>
    <message>
        <source>Version {version} of {date} is here</source>
        <translation>La version {version} du {date} est là</translation>
    </message>
    <message>
        <source>Open the download page</source>
        <translation>Ouvrir la page de téléchargement</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s), SHA-256 {hash}</source>
        <translation>
            <numerusform>%Ln octet, SHA-256 {hash}</numerusform>
            <numerusform>%Ln octets, SHA-256 {hash}</numerusform>
        </translation>
    </message>
    <message>
        <source>This copy does not look for newer versions: you find them where you got it.</source>
        <translation>Cet exemplaire ne cherche pas de nouvelle version&#xa0;: vous les trouverez là où vous l&apos;avez obtenu.</translation>
    </message>
    <message>
        <source>While you practise, nothing outside this computer is asked for newer versions.</source>
        <translation>Pendant l&apos;entraînement, rien n&apos;est demandé hors de cet ordinateur, pas même s&apos;il existe une nouvelle version.</translation>
    </message>
    <message>
        <source>Once a day a small signed note is read from {host}. Nothing is sent or downloaded.</source>
        <translation>Une fois par jour, une petite note signée est lue sur {host}. Rien n&apos;est envoyé ni téléchargé.</translation>
    </message>
    <message>
        <source>Tell me when a &amp;newer version is out</source>
        <translation>Me signaler les &amp;nouvelles versions</translation>
    </message>
    <message>
        <source>This desktop has no place beside the clock for programs that go on.</source>
        <translation>Sur cet ordinateur, un programme ne peut pas rester près de l&apos;horloge.</translation>
    </message>
    <message>
        <source>The icon there says what waits, exports, and opens and ends the program.</source>
        <translation>L&apos;icône y dit ce qui attend, exporte, ouvre le programme et y met fin.</translation>
    </message>
    <message>
        <source>Stay beside the &amp;clock when the window is closed</source>
        <translation>&amp;Continuer près de l&apos;horloge quand la fenêtre est fermée</translation>
    </message>
</context>
<context>
    <name>ReceiptView</name>
    <message>
        <source>Select an expense to see its receipts.</source>
        <translation>Choisissez une dépense pour voir ses reçus.</translation>
    </message>
    <message>
        <source>This expense has no receipt in Pleo.</source>
        <translation>Cette dépense n&apos;a pas de reçu dans Pleo.</translation>
    </message>
    <message>
        <source>The file is damaged, or of a kind that cannot be shown here. It is attached to the entry as it is.</source>
        <translation>Le fichier est abîmé, ou d&apos;un genre qui ne s&apos;affiche pas ici. Il est joint à l&apos;écriture tel quel.</translation>
    </message>
    <message>
        <source>Ask {person} for a better one.</source>
        <translation>Demandez-en un meilleur à {person}.</translation>
    </message>
    <message>
        <source>This receipt cannot be shown</source>
        <translation>Ce reçu ne peut pas être affiché</translation>
    </message>
    <message>
        <source>Receipt {number} of {total}</source>
        <translation>Reçu {number} sur {total}</translation>
    </message>
    <message>
        <source>page {number} of {total}</source>
        <translation>page {number} sur {total}</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Shown at {zoom} %; plus and minus zoom, 0 fits</source>
        <translation>Affiché à {zoom}&#x202f;%&#x202f;; plus et moins changent la taille, 0 montre tout</translation>
    </message>
    <message>
        <source>Fetching the receipts from Pleo…</source>
        <translation>Les reçus arrivent de Pleo…</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Plus petit</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Plus grand</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>Page entière</translation>
    </message>
</context>
<context>
    <name>ReconcileTab</name>
    <message>
        <source>&amp;Reconcile</source>
        <translation>&amp;Rapprochement</translation>
    </message>
    <message>
        <source>Compares what Pleo has exported with what stands on the Pleo accounts in QuickBooks. Nothing is changed.</source>
        <translation>Compare ce que Pleo a exporté avec ce qui figure sur les comptes Pleo dans QuickBooks. Rien n&apos;est modifié.</translation>
    </message>
    <message numerus="yes">
        <source>Under Expenses, %Ln expense(s) need(s) you.</source>
        <translation>
            <numerusform>Sous Dépenses, %Ln dépense demande votre réponse.</numerusform>
            <numerusform>Sous Dépenses, %Ln dépenses demandent votre réponse.</numerusform>
        </translation>
    </message>
    <message>
        <source>Do Pleo and QuickBooks agree?</source>
        <translation>Pleo et QuickBooks concordent-ils&#x202f;?</translation>
    </message>
    <message>
        <source>Pleo and QuickBooks agree</source>
        <translation>Pleo et QuickBooks concordent</translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s) between Pleo and QuickBooks</source>
        <translation>
            <numerusform>%Ln différence entre Pleo et QuickBooks</numerusform>
            <numerusform>%Ln différences entre Pleo et QuickBooks</numerusform>
        </translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>du {first} au {last}</translation>
    </message>
    <message>
        <source>{result}: {count}</source>
        <translation>{result}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>no entries on either side</source>
        <translation>aucune écriture d&apos;un côté ni de l&apos;autre</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Du</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;au</translation>
    </message>
    <message>
        <source>First day of the period</source>
        <translation>Premier jour de la période</translation>
    </message>
    <message>
        <source>Last day of the period</source>
        <translation>Dernier jour de la période</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>dd/MM/yyyy</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparer</translation>
    </message>
    <message>
        <source>Only &amp;differences</source>
        <translation>Différences s&amp;eulement</translation>
    </message>
    <message>
        <source>Comparing both sides…</source>
        <translation>Comparaison des deux côtés…</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparaison</translation>
    </message>
    <message>
        <source>Search the comparison</source>
        <translation>Rechercher dans la comparaison</translation>
    </message>
    <message>
        <source>Choose a period and press Compare: every entry then stands here, Pleo on the left, QuickBooks on the right.</source>
        <translation>Choisissez une période et cliquez sur Comparer&#xa0;: chaque écriture apparaît ici, Pleo à gauche, QuickBooks à droite.</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Expenses of closed months are now recorded on the first day after. You can change this in Settings.</source>
        <translation>Les dépenses d&apos;un mois déjà clos sont maintenant enregistrées au lendemain de la clôture. Vous pouvez changer cela dans les Réglages.</translation>
    </message>
</context>
<context>
    <name>ResultNotice</name>
    <message>
        <source>Show what waits now</source>
        <translation>Montrer ce qui attend maintenant</translation>
    </message>
    <message numerus="yes">
        <source>Copy the %Ln number(s)</source>
        <translation>
            <numerusform>Copier le numéro</numerusform>
            <numerusform>Copier les %Ln numéros</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what needs you</source>
        <translation>Montrer ce qui demande votre réponse</translation>
    </message>
    <message>
        <source>Go on with the trial: play the next day</source>
        <translation>Continuer l&apos;essai&#xa0;: simuler le lendemain</translation>
    </message>
    <message>
        <source>Nothing was waiting</source>
        <translation>Rien n&apos;attendait</translation>
    </message>
    <message>
        <source>Nothing new was exported</source>
        <translation>Rien de nouveau n&apos;a été exporté</translation>
    </message>
    <message>
        <source>Pleo&apos;s numbers of what is in your books, to mark as exported there: {numbers}</source>
        <translation>Les numéros Pleo de ce qui est dans vos livres, à marquer là-bas comme exportés&#xa0;: {numbers}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln exported</source>
        <translation>
            <numerusform>%Ln exportée</numerusform>
            <numerusform>%Ln exportées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in QuickBooks already</source>
        <translation>
            <numerusform>%Ln déjà dans QuickBooks</numerusform>
            <numerusform>%Ln déjà dans QuickBooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not in your books yet</source>
        <translation>
            <numerusform>%Ln pas encore dans vos livres</numerusform>
            <numerusform>%Ln pas encore dans vos livres</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: {done}</source>
        <translation>Arrêté&#xa0;: {done}</translation>
    </message>
    <message>
        <source>{attached} of {expected} receipts attached</source>
        <translation>{attached} reçus joints sur {expected}</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>en {time}</translation>
    </message>
    <message>
        <source>what is left goes on with the next export</source>
        <translation>le reste part avec le prochain export</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>{title}: {value}</source>
        <translation>{title}&#xa0;: {value}</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message numerus="yes">
        <source>Take this export o&amp;ut of QuickBooks (%Ln entry(ies))…</source>
        <translation>
            <numerusform>Retirer de QuickBooks cet e&amp;xport (%Ln écriture)…</numerusform>
            <numerusform>Retirer de QuickBooks cet e&amp;xport (%Ln écritures)…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entrie(s) and the receipts are removed from QuickBooks, unless somebody has changed them since. Pleo still shows the expenses as exported; exporting them again there brings them back.</source>
        <translation>
            <numerusform>%Ln écriture et ses reçus sont retirés de QuickBooks, sauf si quelqu&apos;un les a modifiés depuis. Pleo montre toujours la dépense comme exportée&#x202f;; l&apos;y exporter à nouveau la fait revenir.</numerusform>
            <numerusform>%Ln écritures et leurs reçus sont retirés de QuickBooks, sauf si quelqu&apos;un les a modifiés depuis. Pleo montre toujours les dépenses comme exportées&#x202f;; les y exporter à nouveau les fait revenir.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Le laisser</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entrie(s) removed from QuickBooks</source>
        <translation>
            <numerusform>%Ln écriture retirée de QuickBooks</numerusform>
            <numerusform>%Ln écritures retirées de QuickBooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipt(s) removed</source>
        <translation>
            <numerusform>%Ln reçu retiré</numerusform>
            <numerusform>%Ln reçus retirés</numerusform>
        </translation>
    </message>
    <message>
        <source>Vendors set inactive: {names}</source>
        <translation>Fournisseurs désactivés&#xa0;: {names}</translation>
    </message>
    <message>
        <source>Vendors kept, something else uses them: {names}</source>
        <translation>Fournisseurs gardés, car utilisés ailleurs&#xa0;: {names}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et %Ln autre</numerusform>
            <numerusform>et %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Pleo still shows these expenses as exported. Export them again there to bring them back.</source>
        <translation>Pleo montre toujours ces dépenses comme exportées. Exportez-les à nouveau dans Pleo pour les faire revenir.</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>These expenses are not in Pleo&apos;s export queue yet</source>
        <translation>Ces dépenses ne sont pas encore dans la file d&apos;export de Pleo</translation>
    </message>
    <message>
        <source>Pleo keeps an expense that failed until somebody exports it again: correct it, then choose Export in Pleo. After that, press “Retry failed only” here, or Export under Expenses.</source>
        <translation>Pleo garde une dépense en échec jusqu&apos;à ce que quelqu&apos;un l&apos;exporte à nouveau&#xa0;: corrigez-la, puis choisissez Exporter dans Pleo. Cliquez ensuite ici sur «&#xa0;Réessayer celles en échec&#xa0;», ou sur Exporter dans l&apos;onglet Dépenses.</translation>
    </message>
    <message>
        <source>Exports those of them that are in Pleo&apos;s export queue again</source>
        <translation>Exporte celles qui sont de nouveau dans la file d&apos;export de Pleo</translation>
    </message>
    <message>
        <source>export-{number}.csv</source>
        <translation>export-{number}.csv</translation>
    </message>
    <message>
        <source>Take export {number} out of QuickBooks?</source>
        <translation>Retirer l&apos;export {number} de QuickBooks&#x202f;?</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Retirer l&apos;export</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Enregistrer la liste</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>Fichier CSV (*.csv)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>The list is saved</source>
        <translation>La liste est enregistrée</translation>
    </message>
    <message>
        <source>Removes its entries and receipts from QuickBooks, after a question</source>
        <translation>Retire ses écritures et ses reçus de QuickBooks, après une question</translation>
    </message>
    <message>
        <source>Retry &amp;failed only</source>
        <translation>Réessayer les é&amp;checs</translation>
    </message>
    <message>
        <source>Save as &amp;CSV…</source>
        <translation>Enregistrer en CS&amp;V…</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Interrupted: goes on with the next export</source>
        <translation>Interrompu&#xa0;: reprend avec l&apos;export suivant</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Stopped: goes on with the next export</source>
        <translation>Arrêté&#xa0;: reprend avec l&apos;export suivant</translation>
    </message>
    <message>
        <source>Undo interrupted: undo again</source>
        <translation>Retrait interrompu&#xa0;: retirez à nouveau</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Undone in part</source>
        <translation>Retiré en partie</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportées</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>Déjà présentes</translation>
    </message>
    <message>
        <source>To sort out</source>
        <translation>À traiter</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
</context>
<context>
    <name>SchedulePage</name>
    <message>
        <source>Planned exports</source>
        <translation>Exports programmés</translation>
    </message>
    <message>
        <source>Next export</source>
        <translation>Prochain export</translation>
    </message>
    <message numerus="yes">
        <source>%Ln exported</source>
        <translation>
            <numerusform>%Ln exportée</numerusform>
            <numerusform>%Ln exportées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to sort out</source>
        <translation>
            <numerusform>%Ln à traiter</numerusform>
            <numerusform>%Ln à traiter</numerusform>
        </translation>
    </message>
    <message>
        <source>Last planned export</source>
        <translation>Dernier export programmé</translation>
    </message>
    <message>
        <source>At the time you choose, while you are signed in to this computer. No window opens; what needs your decision waits under Needs you. If the computer was off, the export is made once when you are back.</source>
        <translation>Le programme exporte à l&apos;heure que vous choisissez, tant que votre session est ouverte sur cet ordinateur. Aucune fenêtre ne s&apos;ouvre&#x202f;; vos décisions attendent sous «&#xa0;Demande votre réponse&#xa0;». Si l&apos;ordinateur était éteint, l&apos;export se fait une fois à votre retour.</translation>
    </message>
</context>
<context>
    <name>SettingsTab</name>
    <message>
        <source>S&amp;ettings</source>
        <translation>Ré&amp;glages</translation>
    </message>
    <message>
        <source>{service} could not be told; its own settings page shows the access until it ends.</source>
        <translation>{service} n&apos;a pas pu être prévenu&#x202f;; sa page de paramètres montre l&apos;accès jusqu&apos;à sa fin.</translation>
    </message>
    <message>
        <source>{service} is disconnected. Your settings are kept.</source>
        <translation>{service} est déconnecté. Vos réglages sont conservés.</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>Rubriques des réglages</translation>
    </message>
    <message>
        <source>Reading the settings…</source>
        <translation>Lecture des réglages…</translation>
    </message>
</context>
<context>
    <name>ShareChart</name>
    <message>
        <source>all others</source>
        <translation>tout le reste</translation>
    </message>
</context>
<context>
    <name>SpendColumns</name>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>TVA</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>{note}
A note. The supplier&apos;s name comes when you send.</source>
        <translation>{note}
Une note. Le nom du fournisseur est connu à l&apos;envoi.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>Dépense</translation>
    </message>
    <message>
        <source>“{note}”</source>
        <translation>«&#xa0;{note}&#xa0;»</translation>
    </message>
    <message>
        <source>To complete</source>
        <translation>À compléter</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prête</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Retirée</translation>
    </message>
    <message>
        <source>Open ↗</source>
        <translation>Ouvrir ↗</translation>
    </message>
</context>
<context>
    <name>SpendTable</name>
    <message>
        <source>All months</source>
        <translation>Tous les mois</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tout le monde</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>Tous les types</translation>
    </message>
    <message>
        <source>No expense fits. Escape in the search field clears it; look at the filters, too.</source>
        <translation>Aucune dépense ne correspond. Échap vide le champ de recherche&#x202f;; regardez aussi les filtres.</translation>
    </message>
    <message>
        <source>{shown} of {all} expenses</source>
        <translation>{shown} dépenses sur {all}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln choisie</numerusform>
            <numerusform>%Ln choisies</numerusform>
        </translation>
    </message>
    <message>
        <source>Totals: {totals}</source>
        <translation>Totaux&#xa0;: {totals}</translation>
    </message>
    <message numerus="yes">
        <source>In the list: %Ln expense(s)</source>
        <translation>
            <numerusform>Dans la liste&#xa0;: %Ln dépense</numerusform>
            <numerusform>Dans la liste&#xa0;: %Ln dépenses</numerusform>
        </translation>
    </message>
    <message>
        <source>Search: supplier, person, account, amount…</source>
        <translation>Rechercher&#xa0;: fournisseur, personne, compte…</translation>
    </message>
    <message>
        <source>Search the expenses</source>
        <translation>Rechercher dans les dépenses</translation>
    </message>
    <message>
        <source>Which expenses are shown</source>
        <translation>Dépenses affichées</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Type of expense</source>
        <translation>Type de dépense</translation>
    </message>
    <message>
        <source>Expenses</source>
        <translation>Dépenses</translation>
    </message>
    <message>
        <source>Enter opens the entry in QuickBooks, once it stands there</source>
        <translation>Entrée ouvre l&apos;écriture dans QuickBooks, une fois qu&apos;elle y est</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>To sort out</source>
        <translation>À traiter</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>In QuickBooks</source>
        <translation>Dans QuickBooks</translation>
    </message>
    <message>
        <source>Without receipt</source>
        <translation>Sans reçu</translation>
    </message>
</context>
<context>
    <name>SyncHeader</name>
    <message>
        <source>Nothing waits to be exported.</source>
        <translation>Rien n&apos;attend d&apos;être exporté.</translation>
    </message>
    <message numerus="yes">
        <source>Export these %Ln</source>
        <translation>
            <numerusform>Exporter cette dépense</numerusform>
            <numerusform>Exporter ces %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Finish the export</source>
        <translation>Terminer l&apos;export</translation>
    </message>
    <message numerus="yes">
        <source>Export all %Ln</source>
        <translation>
            <numerusform>Exporter tout (%Ln)</numerusform>
            <numerusform>Exporter les %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln</source>
        <translation>
            <numerusform>Exporter %Ln</numerusform>
            <numerusform>Exporter %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at what waits…</source>
        <translation>Que reste-t-il à exporter&#x202f;?…</translation>
    </message>
    <message>
        <source>What waits is not known yet</source>
        <translation>Ce qui attend n&apos;est pas encore connu</translation>
    </message>
    <message>
        <source>Exporting to QuickBooks…</source>
        <translation>Export vers QuickBooks…</translation>
    </message>
    <message>
        <source>An export was interrupted</source>
        <translation>Un export a été interrompu</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) need(s) you</source>
        <translation>
            <numerusform>%Ln dépense demande votre réponse</numerusform>
            <numerusform>%Ln dépenses demandent votre réponse</numerusform>
        </translation>
    </message>
    <message>
        <source>The export is finished</source>
        <translation>L&apos;export est terminé</translation>
    </message>
    <message>
        <source>Nothing waits to be exported</source>
        <translation>Rien n&apos;attend d&apos;être exporté</translation>
    </message>
    <message numerus="yes">
        <source>Answer the %Ln question(s) below</source>
        <translation>
            <numerusform>Répondez à la question ci-dessous</numerusform>
            <numerusform>Répondez aux %Ln questions ci-dessous</numerusform>
        </translation>
    </message>
    <message>
        <source>{month}: Pleo and QuickBooks differ by {amount}</source>
        <translation>{month}&#xa0;: {amount} d&apos;écart entre Pleo et QuickBooks</translation>
    </message>
    <message>
        <source>{month}: Pleo and QuickBooks agree</source>
        <translation>{month}&#xa0;: Pleo et QuickBooks sont d&apos;accord</translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) wait(s)</source>
        <translation>
            <numerusform>%Ln dépense en attente</numerusform>
            <numerusform>%Ln dépenses en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>Last export: {when}</source>
        <translation>Dernier export&#xa0;: {when}</translation>
    </message>
    <message>
        <source>No export yet</source>
        <translation>Aucun export pour l&apos;instant</translation>
    </message>
    <message>
        <source>with Pleo&apos;s file</source>
        <translation>avec le fichier de Pleo</translation>
    </message>
    <message>
        <source>supplier names come when you send</source>
        <translation>noms des fournisseurs connus à l&apos;envoi</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
</context>
<context>
    <name>SyncReportNotice</name>
    <message numerus="yes">
        <source>%Ln change(s) in Pleo</source>
        <translation>
            <numerusform>%Ln changement dans Pleo</numerusform>
            <numerusform>%Ln changements dans Pleo</numerusform>
        </translation>
    </message>
    <message>
        <source>Pleo is up to date: nothing had to change</source>
        <translation>Pleo est à jour&#xa0;: rien n&apos;a dû changer</translation>
    </message>
    <message>
        <source>{list}: {changes}</source>
        <translation>{list}&#xa0;: {changes}</translation>
    </message>
    <message>
        <source>Show the changes</source>
        <translation>Montrer les changements</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln ajout</numerusform>
            <numerusform>%Ln ajouts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln modification</numerusform>
            <numerusform>%Ln modifications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln brought back</source>
        <translation>
            <numerusform>%Ln rétablissement</numerusform>
            <numerusform>%Ln rétablissements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln archived</source>
        <translation>
            <numerusform>%Ln archivage</numerusform>
            <numerusform>%Ln archivages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln sans changement</numerusform>
            <numerusform>%Ln sans changement</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused by Pleo</source>
        <translation>
            <numerusform>%Ln refus de Pleo</numerusform>
            <numerusform>%Ln refus de Pleo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncTab</name>
    <message>
        <source>E&amp;xpenses</source>
        <translation>Dépen&amp;ses</translation>
    </message>
    <message>
        <source>E&amp;xpenses ({count})</source>
        <translation>Dépen&amp;ses ({count})</translation>
    </message>
    <message>
        <source>Asking Pleo and QuickBooks what waits…</source>
        <translation>Pleo et QuickBooks indiquent ce qui attend…</translation>
    </message>
</context>
<context>
    <name>TagsSettingsPage</name>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln valeur</numerusform>
            <numerusform>%Ln valeurs</numerusform>
        </translation>
    </message>
    <message>
        <source>No tags</source>
        <translation>Aucune étiquette</translation>
    </message>
    <message>
        <source>expenses go without classes, projects and locations</source>
        <translation>les dépenses partent sans classes, projets ni lieux</translation>
    </message>
    <message>
        <source>Lists of QuickBooks that people choose from in Pleo.</source>
        <translation>Les listes de QuickBooks où l&apos;on choisit dans Pleo.</translation>
    </message>
    <message>
        <source>Ch&amp;ange the tags…</source>
        <translation>&amp;Modifier les étiquettes…</translation>
    </message>
</context>
<context>
    <name>UpdateStrip</name>
    <message>
        <source>Version {version} is here</source>
        <translation>La version {version} est là</translation>
    </message>
    <message>
        <source>Open the download page</source>
        <translation>Ouvrir la page de téléchargement</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
</context>
<context>
    <name>WaitingSums</name>
    <message>
        <source>nobody named</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>no category yet</source>
        <translation>sans catégorie</translation>
    </message>
    <message>
        <source>What waits, by category</source>
        <translation>En attente, par catégorie</translation>
    </message>
    <message>
        <source>What waits, by person</source>
        <translation>En attente, par personne</translation>
    </message>
    <message>
        <source>How the sums are told</source>
        <translation>Présentation des totaux</translation>
    </message>
</context>
</TS>
