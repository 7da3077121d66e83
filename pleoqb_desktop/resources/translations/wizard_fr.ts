<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About PleoQB Desktop</source>
        <translation>À propos de PleoQB Desktop</translation>
    </message>
    <message>
        <source>Joins Pleo and QuickBooks Online on your own computer: every expense once, with its VAT, tags and receipt. It is not made by Pleo or Intuit. It comes under the MIT licence, without any warranty, and carries the libraries below under licences of their own. Built with Qt {version}.</source>
        <translation>Relie Pleo à QuickBooks Online sur votre ordinateur&#xa0;: chaque dépense une seule fois, avec sa TVA, ses étiquettes et son reçu. Ce n&apos;est un produit ni de Pleo, ni d&apos;Intuit. Il est fourni sous licence MIT, sans aucune garantie, et contient les bibliothèques ci-dessous, sous leurs propres licences. Construit avec Qt {version}.</translation>
    </message>
    <message>
        <source>Questions, or something is wrong? Ask where you got this program: its maintainers answer there. Settings → Help and set-up → Save a report for support collects what they need, without secrets. A weakness is reported privately.</source>
        <translation>Une question, un souci&#x202f;? Adressez-vous là où vous avez obtenu ce programme&#xa0;: ceux qui l&apos;entretiennent y répondent. Réglages → Aide et configuration → Enregistrer un rapport pour l&apos;assistance réunit ce qu&apos;il leur faut, sans secret. Une faille de sécurité se signale en privé.</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Texte de la licence</translation>
    </message>
    <message>
        <source>&amp;Licence of</source>
        <translation>&amp;Licence de</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>AccountsWords</name>
    <message>
        <source>Making the account in QuickBooks…</source>
        <translation>Création du compte dans QuickBooks…</translation>
    </message>
    <message>
        <source>Making the account in QuickBooks and telling Pleo of it…</source>
        <translation>Création du compte dans QuickBooks, puis dans Pleo…</translation>
    </message>
    <message>
        <source>Telling Pleo…</source>
        <translation>Transmission à Pleo…</translation>
    </message>
    <message>
        <source>Continue tells Pleo of the chosen accounts; nothing changes in QuickBooks.</source>
        <translation>Continuer indique à Pleo les comptes choisis&#x202f;; rien ne change dans QuickBooks.</translation>
    </message>
    <message>
        <source>Continue changes nothing in QuickBooks.</source>
        <translation>Continuer ne change rien dans QuickBooks.</translation>
    </message>
    <message numerus="yes">
        <source>Will be made in QuickBooks, for {company}: {accounts}. Then Pleo is told.</source>
        <translation>
            <numerusform>Sera créé dans QuickBooks, chez {company}&#xa0;: {accounts}. Pleo en est ensuite informé.</numerusform>
            <numerusform>Seront créés dans QuickBooks, chez {company}&#xa0;: {accounts}. Pleo en est ensuite informé.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Will be made in QuickBooks, for {company}: {accounts}.</source>
        <translation>
            <numerusform>Sera créé dans QuickBooks, chez {company}&#xa0;: {accounts}.</numerusform>
            <numerusform>Seront créés dans QuickBooks, chez {company}&#xa0;: {accounts}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>AnsweredCompany</name>
    <message>
        <source>QuickBooks opened the books of {company}</source>
        <translation>QuickBooks a ouvert les livres de {company}</translation>
    </message>
    <message>
        <source>Is it your company? Until you press the button below, nothing is written there.</source>
        <translation>Est-ce votre entreprise&#x202f;? Tant que vous n&apos;appuyez pas sur le bouton ci-dessous, rien n&apos;y est écrit.</translation>
    </message>
    <message>
        <source>It is another company</source>
        <translation>C&apos;est une autre entreprise</translation>
    </message>
    <message>
        <source>Ending the sign-in…</source>
        <translation>Fin de la connexion…</translation>
    </message>
</context>
<context>
    <name>BrowserWait</name>
    <message>
        <source>No browser could be started.</source>
        <translation>Aucun navigateur n&apos;a pu être ouvert.</translation>
    </message>
    <message>
        <source>Copy the address below and open it in your browser yourself.</source>
        <translation>Copiez l&apos;adresse ci-dessous et ouvrez-la vous-même dans votre navigateur.</translation>
    </message>
    <message>
        <source>Address to open</source>
        <translation>Adresse à ouvrir</translation>
    </message>
    <message>
        <source>If the wrong browser has opened, copy this address into the right one.</source>
        <translation>Si ce n&apos;est pas le bon navigateur qui s&apos;est ouvert, copiez cette adresse dans le bon.</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l&apos;adresse</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>En attente de votre navigateur…</translation>
    </message>
    <message>
        <source>Sign in on Intuit&apos;s page that has opened there, choose your company and agree. This page then goes on by itself.</source>
        <translation>Connectez-vous sur la page d&apos;Intuit qui s&apos;y est ouverte, choisissez votre entreprise et acceptez. Cette page continue ensuite toute seule.</translation>
    </message>
    <message>
        <source>It does not work?</source>
        <translation>Cela ne marche pas&#x202f;?</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>Rouvrir la page</translation>
    </message>
    <message>
        <source>Pasted address</source>
        <translation>Adresse collée</translation>
    </message>
    <message>
        <source>If your browser ended on a page that cannot be shown, copy its whole address from the top and paste it here.</source>
        <translation>Si votre navigateur a fini sur une page impossible à afficher, copiez toute son adresse, en haut, et collez-la ici.</translation>
    </message>
    <message>
        <source>Paste the address</source>
        <translation>Coller l&apos;adresse</translation>
    </message>
</context>
<context>
    <name>CategoriesPage</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search the accounts</source>
        <translation>Rechercher dans les comptes</translation>
    </message>
    <message>
        <source>&amp;Only those your expenses use</source>
        <translation>&amp;Seulement ceux de vos dépenses</translation>
    </message>
    <message>
        <source>Accounts and their names for employees</source>
        <translation>Comptes et leurs noms pour les salariés</translation>
    </message>
    <message>
        <source>Save a file for Pleo&apos;s category import</source>
        <translation>Enregistrer un fichier pour l&apos;import des catégories Pleo</translation>
    </message>
    <message>
        <source>Reading your accounts…</source>
        <translation>Lecture de vos comptes…</translation>
    </message>
    <message>
        <source>Comparing your accounts with Pleo…</source>
        <translation>Comparaison de vos comptes avec Pleo…</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Account in QuickBooks</source>
        <translation>Compte dans QuickBooks</translation>
    </message>
    <message>
        <source>Name for employees</source>
        <translation>Nom pour les salariés</translation>
    </message>
    <message>
        <source>Default VAT</source>
        <translation>TVA par défaut</translation>
    </message>
    <message>
        <source>In Pleo</source>
        <translation>Dans Pleo</translation>
    </message>
    <message>
        <source>Sending the accounts to Pleo…</source>
        <translation>Envoi des comptes à Pleo…</translation>
    </message>
    <message>
        <source>Sending the accounts to Pleo: {done} of {total}</source>
        <translation>Envoi des comptes à Pleo&#xa0;: {done} sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) sent to Pleo</source>
        <translation>
            <numerusform>%n compte envoyé à Pleo</numerusform>
            <numerusform>%n comptes envoyés à Pleo</numerusform>
        </translation>
    </message>
    <message>
        <source>Your team sees these names when it pays. Double-click a name to change it; your books keep their own names.</source>
        <translation>Votre équipe voit ces noms quand elle paie. Double-cliquez sur un nom pour le changer&#x202f;; vos livres gardent les leurs.</translation>
    </message>
    <message>
        <source>Pleo categories.csv</source>
        <translation>Catégories Pleo.csv</translation>
    </message>
    <message>
        <source>Double-click it, or press F2</source>
        <translation>Double-cliquez, ou appuyez sur F2</translation>
    </message>
    <message>
        <source>Save the category file</source>
        <translation>Enregistrer le fichier des catégories</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>Fichier CSV (*.csv)</translation>
    </message>
    <message>
        <source>Open Pleo&apos;s categories</source>
        <translation>Ouvrir les catégories de Pleo</translation>
    </message>
    <message numerus="yes">
        <source>%n categories saved in {file}</source>
        <translation>
            <numerusform>%n catégorie enregistrée dans {file}</numerusform>
            <numerusform>%n catégories enregistrées dans {file}</numerusform>
        </translation>
    </message>
    <message>
        <source>In Pleo: Settings → Categories → Import.</source>
        <translation>Dans Pleo&#xa0;: Paramètres → Catégories → Importer.</translation>
    </message>
    <message>
        <source>Review the categories your team will see</source>
        <translation>Vérifiez les catégories que verra votre équipe</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n compte</numerusform>
            <numerusform>%n comptes</numerusform>
        </translation>
    </message>
    <message>
        <source>all the same in Pleo</source>
        <translation>tous identiques dans Pleo</translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n affiché</numerusform>
            <numerusform>%n affichés</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing fits the search</source>
        <translation>rien ne correspond à la recherche</translation>
    </message>
</context>
<context>
    <name>CategoryChoices</name>
    <message>
        <source>Types of account offered, numbers or names</source>
        <translation>Types de comptes proposés, numéros ou noms</translation>
    </message>
    <message>
        <source>Accounts of these types can be chosen for expenses in Pleo.</source>
        <translation>Les comptes de ces types peuvent être choisis pour les dépenses dans Pleo.</translation>
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
</context>
<context>
    <name>Changes</name>
    <message>
        <source>new</source>
        <translation>à créer</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>à renommer</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>à rétablir</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>à archiver</translation>
    </message>
    <message>
        <source>same</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>Send and continue</source>
        <translation>Envoyer et continuer</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Continue sends nothing: Pleo has it all.</source>
        <translation>Continuer n&apos;envoie rien&#xa0;: Pleo a déjà tout.</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) will be sent to Pleo; nothing changes in QuickBooks. For your team to see these names, save the file, then import it in Pleo.</source>
        <translation>
            <numerusform>%n compte sera envoyé à Pleo&#x202f;; rien ne change dans QuickBooks. Pour que votre équipe voie ces noms, enregistrez le fichier puis importez-le dans Pleo.</numerusform>
            <numerusform>%n comptes seront envoyés à Pleo&#x202f;; rien ne change dans QuickBooks. Pour que votre équipe voie ces noms, enregistrez le fichier puis importez-le dans Pleo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n VAT rate(s) will be sent to Pleo; nothing changes in QuickBooks.</source>
        <translation>
            <numerusform>%n taux de TVA sera envoyé à Pleo&#x202f;; rien ne change dans QuickBooks.</numerusform>
            <numerusform>%n taux de TVA seront envoyés à Pleo&#x202f;; rien ne change dans QuickBooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) will be sent to Pleo; nothing changes in QuickBooks.</source>
        <translation>
            <numerusform>%n étiquette sera envoyée à Pleo&#x202f;; rien ne change dans QuickBooks.</numerusform>
            <numerusform>%n étiquettes seront envoyées à Pleo&#x202f;; rien ne change dans QuickBooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n à créer</numerusform>
            <numerusform>%n à créer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renamed</source>
        <translation>
            <numerusform>%n à renommer</numerusform>
            <numerusform>%n à renommer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n brought back</source>
        <translation>
            <numerusform>%n à rétablir</numerusform>
            <numerusform>%n à rétablir</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n à archiver</numerusform>
            <numerusform>%n à archiver</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n same</source>
        <translation>
            <numerusform>%n identique</numerusform>
            <numerusform>%n identiques</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refusé</numerusform>
            <numerusform>%n refusés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChooseAccountPage</name>
    <message>
        <source>Refresh the list</source>
        <translation>Actualiser la liste</translation>
    </message>
    <message>
        <source>&amp;Accounts in QuickBooks</source>
        <translation>&amp;Comptes dans QuickBooks</translation>
    </message>
    <message>
        <source>Choose neither your bank nor your usual card.</source>
        <translation>Ne choisissez ni votre banque ni votre carte habituelle.</translation>
    </message>
    <message>
        <source>Reading your accounts from QuickBooks…</source>
        <translation>Lecture de vos comptes dans QuickBooks…</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
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
        <source>Balance</source>
        <translation>Solde</translation>
    </message>
    <message>
        <source>New: {account}</source>
        <translation>Nouveau&#xa0;: {account}</translation>
    </message>
    <message>
        <source>New: {account} (advised)</source>
        <translation>Nouveau&#xa0;: {account} (conseillé)</translation>
    </message>
    <message>
        <source>Where shall your Pleo expenses go?</source>
        <translation>Où ranger les dépenses Pleo&#x202f;?</translation>
    </message>
    <message>
        <source>Into an account of their own in QuickBooks: everything paid with Pleo is taken from it.</source>
        <translation>Dans un compte à part de QuickBooks&#xa0;: tout ce qui est payé avec Pleo en est déduit.</translation>
    </message>
    <message>
        <source>Naming the new accounts…</source>
        <translation>Choix du nom des nouveaux comptes…</translation>
    </message>
    <message>
        <source>Made in QuickBooks: {account}</source>
        <translation>Créé dans QuickBooks&#xa0;: {account}</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) in QuickBooks to choose from</source>
        <translation>
            <numerusform>%n compte au choix dans QuickBooks</numerusform>
            <numerusform>%n comptes au choix dans QuickBooks</numerusform>
        </translation>
    </message>
    <message>
        <source>Something that was chosen is no longer offered: choose again</source>
        <translation>Un de vos choix n&apos;est plus proposé&#xa0;: choisissez à nouveau</translation>
    </message>
    <message>
        <source>Create and continue</source>
        <translation>Créer et continuer</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>ConnectPleoPage</name>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>With a key</source>
        <translation>Avec une clé</translation>
    </message>
    <message>
        <source>If you see “Settings → API keys” in Pleo. Everything then goes by itself.</source>
        <translation>Si vous voyez «&#xa0;Paramètres → Clés API&#xa0;» dans Pleo. Tout se fait alors tout seul.</translation>
    </message>
    <message>
        <source>With Pleo&apos;s file</source>
        <translation>Avec le fichier de Pleo</translation>
    </message>
    <message>
        <source>Without a key: works at once. You download a file in Pleo and drop it here.</source>
        <translation>Sans clé&#xa0;: marche tout de suite. Vous téléchargez un fichier dans Pleo et le déposez ici.</translation>
    </message>
    <message>
        <source>A key is kept. Paste another one only to replace it.</source>
        <translation>Une clé est gardée. N&apos;en collez une autre que pour la remplacer.</translation>
    </message>
    <message>
        <source>Asking Pleo whether the key still works…</source>
        <translation>Vérification de la clé auprès de Pleo…</translation>
    </message>
    <message>
        <source>Looking for the password store…</source>
        <translation>Recherche du coffre à mots de passe…</translation>
    </message>
    <message>
        <source>Asking Pleo which company this key belongs to…</source>
        <translation>Pleo cherche à quelle entreprise appartient cette clé…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Lecture du fichier…</translation>
    </message>
    <message>
        <source>Paste another key</source>
        <translation>Coller une autre clé</translation>
    </message>
    <message>
        <source>Start over with this company</source>
        <translation>Repartir de zéro avec cette entreprise</translation>
    </message>
    <message>
        <source>Start over with this company?</source>
        <translation>Repartir de zéro avec cette entreprise&#x202f;?</translation>
    </message>
    <message>
        <source>The program then forgets which Pleo company was connected before. Nothing changes in Pleo or QuickBooks, and the history of exports stays.</source>
        <translation>Le programme oublie alors l&apos;entreprise Pleo connectée jusqu&apos;ici. Rien ne change dans Pleo ni dans QuickBooks, et l&apos;historique des exports reste.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Repartir de zéro</translation>
    </message>
    <message>
        <source>Keep the company</source>
        <translation>Garder l&apos;entreprise</translation>
    </message>
    <message>
        <source>How do your expenses come out of Pleo?</source>
        <translation>Comment vos dépenses sortent-elles de Pleo&#x202f;?</translation>
    </message>
    <message>
        <source>Pleo makes a file for every company, with the receipts. This program reads it and writes nothing into Pleo.</source>
        <translation>Pleo fait un fichier pour chaque entreprise, avec les reçus. Ce programme le lit et n&apos;écrit rien dans Pleo.</translation>
    </message>
    <message>
        <source>Continue changes nothing in Pleo.</source>
        <translation>Continuer ne change rien dans Pleo.</translation>
    </message>
    <message>
        <source>Connected to Pleo: {company}</source>
        <translation>Connecté à Pleo&#xa0;: {company}</translation>
    </message>
    <message>
        <source>Connect changes nothing in Pleo.</source>
        <translation>Connecter ne change rien dans Pleo.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>An API key is a code that Pleo gives you: with it this program may read your expenses, note there which are exported, and bring your lists up to date. It gives no hold on your money.</source>
        <translation>Une clé API est un code que Pleo vous donne pour laisser ce programme lire vos dépenses, y noter celles qui sont exportées et y tenir vos listes à jour. Elle ne permet pas de toucher à votre argent.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
</context>
<context>
    <name>ConnectQuickBooksPage</name>
    <message>
        <source>Your browser opens Intuit&apos;s sign-in page</source>
        <translation>Votre navigateur ouvre la page de connexion d&apos;Intuit</translation>
    </message>
    <message>
        <source>Intuit makes QuickBooks.</source>
        <translation>Intuit est l&apos;éditeur de QuickBooks.</translation>
    </message>
    <message>
        <source>You sign in, choose your company, and agree</source>
        <translation>Vous vous connectez, choisissez votre entreprise et acceptez</translation>
    </message>
    <message>
        <source>Use an administrator&apos;s account: others may not let a program in.</source>
        <translation>Prenez un compte administrateur&#xa0;: les autres ne peuvent pas autoriser un programme.</translation>
    </message>
    <message>
        <source>You come back here</source>
        <translation>Vous revenez ici</translation>
    </message>
    <message>
        <source>This program notices by itself and goes on.</source>
        <translation>Ce programme s&apos;en aperçoit tout seul et continue.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Se reconnecter</translation>
    </message>
    <message>
        <source>My Intuit keys</source>
        <translation>Mes clés Intuit</translation>
    </message>
    <message>
        <source>Asking QuickBooks…</source>
        <translation>Question à QuickBooks…</translation>
    </message>
    <message>
        <source>Opening your browser…</source>
        <translation>Ouverture de votre navigateur…</translation>
    </message>
    <message>
        <source>Start over with the other company</source>
        <translation>Repartir de zéro avec l&apos;autre entreprise</translation>
    </message>
    <message>
        <source>Enter my Intuit keys</source>
        <translation>Saisir mes clés Intuit</translation>
    </message>
    <message>
        <source>Go on and paste the address by hand</source>
        <translation>Continuer et coller l&apos;adresse à la main</translation>
    </message>
    <message>
        <source>Start over with the other company?</source>
        <translation>Repartir de zéro avec l&apos;autre entreprise&#x202f;?</translation>
    </message>
    <message>
        <source>The program then forgets the QuickBooks company it knew and what was chosen for it: accounts, names, tags. Nothing changes in QuickBooks or Pleo, and the history of exports stays. You sign in once more.</source>
        <translation>Le programme oublie alors l&apos;entreprise QuickBooks qu&apos;il connaissait et ce qui avait été choisi pour elle&#xa0;: comptes, noms, étiquettes. Rien ne change dans QuickBooks ni dans Pleo, et l&apos;historique des exports reste. Vous vous connectez une fois de plus.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Repartir de zéro</translation>
    </message>
    <message>
        <source>Keep the company</source>
        <translation>Garder l&apos;entreprise</translation>
    </message>
    <message>
        <source>Connected to QuickBooks: {company} ({details})</source>
        <translation>Connecté à QuickBooks&#xa0;: {company} ({details})</translation>
    </message>
    <message>
        <source>Your QuickBooks plan has no classes, projects or locations: expenses go without tags.</source>
        <translation>Votre formule QuickBooks n&apos;a ni classes, ni projets, ni lieux&#xa0;: les dépenses partent sans étiquettes.</translation>
    </message>
    <message>
        <source>Your QuickBooks plan has no bills: Pleo invoices that need one are not exported, and you are told.</source>
        <translation>Votre formule QuickBooks n&apos;a pas de factures fournisseurs&#xa0;: les factures Pleo qui en demandent une ne sont pas exportées, et vous en êtes prévenu.</translation>
    </message>
    <message>
        <source>Your browser will open</source>
        <translation>Votre navigateur va s&apos;ouvrir</translation>
    </message>
    <message>
        <source>Sign in in your browser</source>
        <translation>Connectez-vous dans votre navigateur</translation>
    </message>
    <message>
        <source>You sign in on Intuit&apos;s own page. This program never sees your password.</source>
        <translation>Vous vous connectez sur la page d&apos;Intuit. Ce programme ne voit jamais votre mot de passe.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Signing in changes nothing in QuickBooks.</source>
        <translation>Se connecter ne change rien dans QuickBooks.</translation>
    </message>
</context>
<context>
    <name>ContraAccountPage</name>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier maintenant</translation>
    </message>
    <message>
        <source>your Pleo bank account</source>
        <translation>votre compte bancaire Pleo</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Accounting</source>
        <translation>Comptabilité</translation>
    </message>
    <message>
        <source>Contra accounts</source>
        <translation>Comptes de contrepartie</translation>
    </message>
    <message>
        <source>choose this</source>
        <translation>choisissez celui-ci</translation>
    </message>
    <message>
        <source>Example: what you will see in Pleo</source>
        <translation>Exemple&#xa0;: ce que vous verrez dans Pleo</translation>
    </message>
    <message>
        <source>1. Open Pleo as an administrator: Settings → Accounting → Contra accounts.
2. Beside {currency}, choose {account}.
3. Come back here: this page notices by itself.</source>
        <translation>1. Ouvrez Pleo en tant qu&apos;administrateur&#xa0;: Paramètres → Comptabilité → Comptes de contrepartie.
2. En face de {currency}, choisissez {account}.
3. Revenez ici&#xa0;: cette page s&apos;en aperçoit toute seule.</translation>
    </message>
    <message>
        <source>A rehearsal</source>
        <translation>Pour vous exercer</translation>
    </message>
    <message>
        <source>Open Pleo shows the practice page, where you can choose it as in Pleo. Or press Continue: it is chosen for you.</source>
        <translation>«&#xa0;Ouvrir Pleo&#xa0;» montre une page d&apos;entraînement, où vous pouvez le choisir comme dans Pleo. Ou cliquez sur Continuer&#xa0;: il est choisi pour vous.</translation>
    </message>
    <message>
        <source>Asking Pleo…</source>
        <translation>Question à Pleo…</translation>
    </message>
    <message>
        <source>Choosing it in practice Pleo…</source>
        <translation>Choix dans le Pleo d&apos;entraînement…</translation>
    </message>
    <message>
        <source>This is a trial: the program has chosen it for you.</source>
        <translation>Ceci est un essai&#xa0;: le programme l&apos;a choisi pour vous.</translation>
    </message>
    <message>
        <source>One setting that you make yourself in Pleo</source>
        <translation>Un réglage à faire vous-même dans Pleo</translation>
    </message>
    <message>
        <source>Tell Pleo which account your expenses are paid from: only you can. Pleo calls it the contra account.</source>
        <translation>Dites à Pleo de quel compte vos dépenses sont payées&#xa0;: vous seul le pouvez. Pleo l&apos;appelle «&#xa0;compte de contrepartie&#xa0;».</translation>
    </message>
    <message>
        <source>{account} is the contra account for {currency} in Pleo.</source>
        <translation>{account} est le compte de contrepartie en {currency} dans Pleo.</translation>
    </message>
    <message>
        <source>Not chosen yet. You can go on meanwhile; the first export waits for it.</source>
        <translation>Pas encore choisi. Vous pouvez continuer&#x202f;; le premier export attend ce choix.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Continue writes nothing.</source>
        <translation>Continuer n&apos;écrit rien.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>DropField</name>
    <message>
        <source>Drop the file or folder that you downloaded from Pleo here</source>
        <translation>Déposez ici le fichier ou le dossier téléchargé de Pleo</translation>
    </message>
    <message>
        <source>A zip, a CSV or Excel file, or the folder it was unpacked to, with its receipts.</source>
        <translation>Un zip, un fichier CSV ou Excel, ou le dossier décompressé, avec ses reçus.</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Choisir le fichier…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Pleo&apos;s files (*.zip *.csv *.xlsx)</source>
        <translation>Fichiers de Pleo (*.zip *.csv *.xlsx)</translation>
    </message>
    <message>
        <source>Pleo&apos;s file</source>
        <translation>Le fichier de Pleo</translation>
    </message>
    <message>
        <source>The folder that was unpacked</source>
        <translation>Le dossier décompressé</translation>
    </message>
</context>
<context>
    <name>FileQuestions</name>
    <message>
        <source>1 of {count}</source>
        <translation>1 sur {count}</translation>
    </message>
    <message>
        <source>Rows of your file that it is about, as they stand there:</source>
        <translation>Les lignes de votre fichier dont il s&apos;agit, telles qu&apos;elles y sont&#xa0;:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>day, month, year: 31/12/2026</source>
        <translation>jour, mois, année&#xa0;: 31/12/2026</translation>
    </message>
    <message>
        <source>month, day, year: 12/31/2026</source>
        <translation>mois, jour, année&#xa0;: 12/31/2026</translation>
    </message>
    <message>
        <source>year, month, day: 2026-12-31</source>
        <translation>année, mois, jour&#xa0;: 2026-12-31</translation>
    </message>
    <message>
        <source>a comma: 1,50</source>
        <translation>une virgule&#xa0;: 1,50</translation>
    </message>
    <message>
        <source>a point: 1.50</source>
        <translation>un point&#xa0;: 1.50</translation>
    </message>
    <message>
        <source>negative: money spent has a minus</source>
        <translation>négatif&#xa0;: l&apos;argent dépensé porte un moins</translation>
    </message>
    <message>
        <source>positive: money spent has no minus</source>
        <translation>positif&#xa0;: l&apos;argent dépensé ne porte pas de moins</translation>
    </message>
    <message>
        <source>parts of one expense: both count</source>
        <translation>deux parts d&apos;une dépense&#xa0;: les deux comptent</translation>
    </message>
    <message>
        <source>the same row twice: it counts once</source>
        <translation>deux fois la même ligne&#xa0;: elle compte une fois</translation>
    </message>
    <message>
        <source>none: leave these tags out</source>
        <translation>aucune&#xa0;: laisser ces étiquettes de côté</translation>
    </message>
    <message>
        <source>This is it</source>
        <translation>C&apos;est cela</translation>
    </message>
</context>
<context>
    <name>FileSample</name>
    <message>
        <source>The first expenses, as this program read them. Compare them with Pleo:</source>
        <translation>Les premières dépenses, telles que ce programme les a lues. Comparez-les avec Pleo&#xa0;:</translation>
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
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
</context>
<context>
    <name>FileWay</name>
    <message numerus="yes">
        <source>{file}: %n expense(s) understood</source>
        <translation>
            <numerusform>{file}&#xa0;: %n dépense comprise</numerusform>
            <numerusform>{file}&#xa0;: %n dépenses comprises</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies) without an account: you say once which it is, when QuickBooks is connected.</source>
        <translation>
            <numerusform>%n catégorie sans compte&#xa0;: vous direz une fois lequel, quand QuickBooks sera relié.</numerusform>
            <numerusform>%n catégories sans compte&#xa0;: vous direz une fois lequel pour chacune, quand QuickBooks sera relié.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer the question above, or go on and answer it later.</source>
        <translation>Répondez à la question ci-dessus, ou continuez et répondez plus tard.</translation>
    </message>
    <message>
        <source>In Pleo: Export → choose the expenses → Export, then download the file. If you have one already, try it now; you can also go on without and give it later.</source>
        <translation>Dans Pleo&#xa0;: Export → choisir les dépenses → Exporter, puis téléchargez le fichier. Si vous en avez déjà un, essayez-le maintenant&#x202f;; vous pouvez aussi continuer sans et le donner plus tard.</translation>
    </message>
    <message>
        <source>Take a file of the practice company</source>
        <translation>Prendre un fichier de l&apos;entreprise d&apos;entraînement</translation>
    </message>
    <message>
        <source>The columns of your file, set up once in Pleo ({count})</source>
        <translation>Les colonnes de votre fichier, à préparer une fois dans Pleo ({count})</translation>
    </message>
    <message>
        <source>1. Open Pleo as an administrator: Settings → Accounting → Create your own format.
2. Add one column for each row below: copy its heading, then choose beside it what Pleo shall write there.
3. One line for each expense; as delimiter, a semicolon or a comma. Save.
A file of these columns is understood without a question.</source>
        <translation>1. Ouvrez Pleo en tant qu&apos;administrateur&#xa0;: Paramètres → Comptabilité → Créer votre propre format.
2. Ajoutez une colonne pour chaque ligne ci-dessous&#xa0;: copiez son titre, puis choisissez à côté ce que Pleo doit y écrire.
3. Une ligne par dépense&#x202f;; comme séparateur, un point-virgule ou une virgule. Enregistrez.
Un fichier fait de ces colonnes est compris sans aucune question.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Accounting</source>
        <translation>Comptabilité</translation>
    </message>
    <message>
        <source>Create your own format</source>
        <translation>Créer votre propre format</translation>
    </message>
    <message>
        <source>paste the heading</source>
        <translation>collez le titre</translation>
    </message>
    <message>
        <source>Example: what you will see in Pleo</source>
        <translation>Exemple&#xa0;: ce que vous verrez dans Pleo</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>PleoQB Desktop is open already</source>
        <translation>PleoQB Desktop est déjà ouvert</translation>
    </message>
    <message>
        <source>Use the window that is open. This one closes now; nothing was changed.</source>
        <translation>Utilisez la fenêtre déjà ouverte. Celle-ci se ferme&#x202f;; rien n&apos;a été modifié.</translation>
    </message>
    <message>
        <source>No browser could be started</source>
        <translation>Aucun navigateur n&apos;a pu être ouvert</translation>
    </message>
    <message>
        <source>Copy the address and open it in your browser yourself.</source>
        <translation>Copiez l&apos;adresse et ouvrez-la vous-même dans votre navigateur.</translation>
    </message>
    <message>
        <source>The report is saved</source>
        <translation>Le rapport est enregistré</translation>
    </message>
    <message>
        <source>It holds no secrets: {path}</source>
        <translation>Il ne contient aucun secret&#xa0;: {path}</translation>
    </message>
</context>
<context>
    <name>FurtherAccounts</name>
    <message>
        <source>Not chosen</source>
        <translation>Non choisi</translation>
    </message>
    <message>
        <source>“{name}” is no longer offered</source>
        <translation>«&#xa0;{name}&#xa0;» n&apos;est plus proposé</translation>
    </message>
    <message>
        <source>No longer offered</source>
        <translation>N&apos;est plus proposé</translation>
    </message>
    <message>
        <source>For your accountant</source>
        <translation>Pour votre comptable</translation>
    </message>
    <message>
        <source>These are proposed from your accounts and are right for most companies. None of them is ever made unasked.</source>
        <translation>Ils sont proposés parmi vos comptes et conviennent à la plupart des entreprises. Aucun n&apos;est jamais créé sans que vous le demandiez.</translation>
    </message>
    <message>
        <source>&amp;Journal code</source>
        <translation>Code &amp;journal</translation>
    </message>
    <message>
        <source>The part of your books that holds the new account&apos;s entries. If in doubt, keep what is proposed.</source>
        <translation>La partie de vos livres qui reçoit les écritures du nouveau compte, BQ pour une banque. Dans le doute, gardez ce qui est proposé.</translation>
    </message>
    <message>
        <source>Account that tops up the Pleo account</source>
        <translation>Compte qui alimente le compte Pleo</translation>
    </message>
    <message>
        <source>Pleo&apos;s fees</source>
        <translation>Frais de Pleo</translation>
    </message>
    <message>
        <source>Cash withdrawn with the card</source>
        <translation>Espèces retirées avec la carte</translation>
    </message>
    <message>
        <source>Amounts owed by employees</source>
        <translation>Sommes dues par les salariés</translation>
    </message>
    <message>
        <source>Account from which staff are reimbursed outside Pleo</source>
        <translation>Compte depuis lequel les salariés sont remboursés hors de Pleo</translation>
    </message>
    <message>
        <source>VAT code for what was bought without VAT</source>
        <translation>Code de TVA pour les achats sans TVA</translation>
    </message>
    <message>
        <source>Time zone of the company</source>
        <translation>Fuseau horaire de l&apos;entreprise</translation>
    </message>
    <message>
        <source>It decides the day of each expense.</source>
        <translation>Il décide du jour de chaque dépense.</translation>
    </message>
    <message>
        <source>Country of the chart of accounts</source>
        <translation>Pays du plan comptable</translation>
    </message>
    <message>
        <source>It decides name, number and journal of new accounts. Your company&apos;s own country is proposed.</source>
        <translation>Il décide du nom, du numéro et du journal des nouveaux comptes. Celui de votre entreprise est proposé.</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ImportNotice</name>
    <message>
        <source>The lists were imported into practice Pleo for you, and a file was downloaded</source>
        <translation>Les listes ont été importées pour vous dans le Pleo d&apos;entraînement, et un fichier a été téléchargé</translation>
    </message>
    <message>
        <source>With your own company you import them yourself, from {folder}.</source>
        <translation>Avec votre propre entreprise, vous les importez vous-même, depuis {folder}.</translation>
    </message>
    <message>
        <source>Pleo: Settings → Accounting → Categories, Tax codes and Tags, each has an import. The files are in {folder}. Then give your expenses their categories, export them, and drop the file that Pleo makes on this window.</source>
        <translation>Pleo&#xa0;: Paramètres → Comptabilité → Catégories, Codes de TVA et Étiquettes, chacun a un import. Les fichiers sont dans {folder}. Donnez ensuite leurs catégories à vos dépenses, exportez-les, et déposez sur cette fenêtre le fichier que Pleo fait.</translation>
    </message>
    <message>
        <source>Open Pleo&apos;s categories</source>
        <translation>Ouvrir les catégories de Pleo</translation>
    </message>
    <message>
        <source>Import the saved files in Pleo, once</source>
        <translation>Importez une fois dans Pleo les fichiers enregistrés</translation>
    </message>
</context>
<context>
    <name>IntuitKeysPanel</name>
    <message>
        <source>Only for those who bring their own Intuit app. At developer.intuit.com, open your app, and register each of these addresses under Redirect URIs. Development keys take them as they are; production keys take no address of this computer: for them publish the relay page of this program and name it in the endpoints file. Then copy the app&apos;s Client ID and Client secret here.</source>
        <translation>Seulement pour ceux qui ont leur propre application Intuit. Sur developer.intuit.com, ouvrez votre application et enregistrez chacune de ces adresses sous «&#xa0;Redirect URIs&#xa0;». Les clés de développement les acceptent telles quelles&#x202f;; les clés de production n&apos;acceptent aucune adresse de cet ordinateur&#xa0;: publiez pour elles la page relais de ce programme et nommez-la dans le fichier des adresses. Copiez ensuite ici le Client ID et le Client secret de l&apos;application.</translation>
    </message>
    <message>
        <source>Open Intuit&apos;s developer page</source>
        <translation>Ouvrir la page des développeurs d&apos;Intuit</translation>
    </message>
    <message>
        <source>Address {number} to register</source>
        <translation>Adresse {number} à enregistrer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Client &amp;ID</source>
        <translation>Client &amp;ID</translation>
    </message>
    <message>
        <source>Client &amp;secret</source>
        <translation>Client &amp;secret</translation>
    </message>
    <message>
        <source>It is kept in this computer&apos;s password store.</source>
        <translation>Il est gardé dans le coffre à mots de passe de cet ordinateur.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Show the secret</source>
        <translation>Afficher le secret</translation>
    </message>
    <message>
        <source>Check and keep these keys</source>
        <translation>Vérifier et garder ces clés</translation>
    </message>
    <message>
        <source>Asking Intuit…</source>
        <translation>Question à Intuit…</translation>
    </message>
    <message>
        <source>Intuit knows these keys; they are kept.</source>
        <translation>Intuit connaît ces clés&#x202f;; elles sont gardées.</translation>
    </message>
    <message>
        <source>Keep it for this time only</source>
        <translation>Garder pour cette fois seulement</translation>
    </message>
</context>
<context>
    <name>KeyWay</name>
    <message>
        <source>Key of the practice company</source>
        <translation>Clé de l&apos;entreprise d&apos;entraînement</translation>
    </message>
    <message>
        <source>Copy it, and paste it below.</source>
        <translation>Copiez-la, puis collez-la ci-dessous.</translation>
    </message>
    <message>
        <source>Copy the practice key</source>
        <translation>Copier la clé d&apos;entraînement</translation>
    </message>
    <message>
        <source>Pleo &amp;API key</source>
        <translation>Clé &amp;API Pleo</translation>
    </message>
    <message>
        <source>It is kept in this computer&apos;s password store, which may ask for your computer&apos;s password first. Only this program reads it, and only Pleo is shown it.</source>
        <translation>Elle est gardée dans le coffre à mots de passe de cet ordinateur, qui peut d&apos;abord demander le mot de passe de votre ordinateur. Seul ce programme la lit, et elle n&apos;est montrée qu&apos;à Pleo.</translation>
    </message>
    <message>
        <source>The key is pasted. Press Connect.</source>
        <translation>Clé collée. Cliquez sur Connecter.</translation>
    </message>
    <message>
        <source>It is kept with the practice company&apos;s data, and opens nothing real.</source>
        <translation>Elle est gardée avec les données de l&apos;entreprise d&apos;entraînement et n&apos;ouvre rien de réel.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Afficher la clé</translation>
    </message>
    <message>
        <source>Where do I find it?</source>
        <translation>Où la trouver&#x202f;?</translation>
    </message>
    <message>
        <source>1. Open Pleo as an administrator.
2. Settings → API keys → New key, for this one company.
3. As its end, choose the latest day that Pleo offers, and tick it above: two weeks before, this program reminds you.
4. Give it the permissions below, those for tags, tax codes and vendors too where they are listed.
5. Copy the key: Pleo shows it only once.</source>
        <translation>1. Ouvrez Pleo en tant qu&apos;administrateur.
2. Paramètres → Clés API → Nouvelle clé, pour cette seule entreprise.
3. Comme fin, choisissez le jour le plus lointain que Pleo propose, et cochez-le ci-dessus&#xa0;: deux semaines avant, ce programme vous le rappelle.
4. Donnez-lui les autorisations ci-dessous, ainsi que celles des étiquettes, des codes de TVA et des fournisseurs si elles figurent dans la liste.
5. Copiez la clé&#xa0;: Pleo ne la montre qu&apos;une fois.</translation>
    </message>
    <message>
        <source>Permissions of the key</source>
        <translation>Autorisations de la clé</translation>
    </message>
    <message>
        <source>Copy the permissions</source>
        <translation>Copier les autorisations</translation>
    </message>
    <message>
        <source>Pleo&apos;s settings open in your browser.</source>
        <translation>Les paramètres de Pleo s&apos;ouvrent dans votre navigateur.</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>I do not see “API keys” in the menu</source>
        <translation>Je ne vois pas «&#xa0;Clés API&#xa0;» dans le menu</translation>
    </message>
    <message>
        <source>Pleo then has not opened this way for your company: it does so on request. Send Pleo&apos;s support (the chat in Pleo) this message. Until they answer, the way with the file works at once: choose it above.</source>
        <translation>C&apos;est que Pleo n&apos;a pas ouvert cet accès à votre entreprise&#xa0;: il le fait sur demande. Envoyez ce message à l&apos;assistance de Pleo (la messagerie dans Pleo). En attendant la réponse, la voie du fichier marche tout de suite&#xa0;: choisissez-la ci-dessus.</translation>
    </message>
    <message>
        <source>Hello, we would like to bring our expenses into QuickBooks with a program of our own, which uses your export API. Could you please open Settings → API keys for our company? The key needs these permissions: {scopes}. Thank you!</source>
        <translation>Bonjour, nous souhaitons porter nos dépenses dans QuickBooks avec notre propre programme, qui utilise votre API d&apos;export. Pourriez-vous ouvrir Paramètres → Clés API pour notre entreprise&#x202f;? La clé a besoin de ces autorisations&#xa0;: {scopes}. Merci beaucoup&#x202f;!</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Before all: does Pleo already send your expenses to QuickBooks?</source>
        <translation>Avant tout&#xa0;: Pleo envoie-t-il déjà vos dépenses à QuickBooks&#x202f;?</translation>
    </message>
    <message>
        <source>If so, switch that off in Pleo (Settings → Accounting), or everything would be counted twice. If you have never set this up, go on.</source>
        <translation>Si oui, arrêtez cet envoi dans Pleo (Paramètres → Comptabilité), sinon tout sera compté deux fois. Si vous n&apos;avez jamais fait ce réglage, continuez.</translation>
    </message>
    <message>
        <source>Open this setting in Pleo</source>
        <translation>Ouvrir ce réglage dans Pleo</translation>
    </message>
</context>
<context>
    <name>LanguageBox</name>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
</context>
<context>
    <name>LastDay</name>
    <message>
        <source>This key has an &amp;end date</source>
        <translation>Cette clé a une date de &amp;fin</translation>
    </message>
    <message>
        <source>Last day of the key</source>
        <translation>Dernier jour de la clé</translation>
    </message>
</context>
<context>
    <name>LoadingView</name>
    <message>
        <source>One moment…</source>
        <translation>Un instant…</translation>
    </message>
    <message>
        <source>Your computer may first ask you for a password: its password store holds this program&apos;s keys for Pleo and QuickBooks.</source>
        <translation>Votre ordinateur vous demandera peut-être d&apos;abord un mot de passe&#xa0;: son coffre garde les clés de ce programme pour Pleo et QuickBooks.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Already done</source>
        <translation>Déjà fait</translation>
    </message>
</context>
<context>
    <name>MetBefore</name>
    <message>
        <source>Pleo and QuickBooks have met before</source>
        <translation>Pleo et QuickBooks se connaissent déjà</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(ies) on your Pleo account was (were) made before this program.</source>
        <translation>
            <numerusform>%Ln écriture de votre compte Pleo a été faite avant ce programme.</numerusform>
            <numerusform>%Ln écritures de votre compte Pleo ont été faites avant ce programme.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pair it (them) with Pleo…</source>
        <translation>
            <numerusform>La relier à Pleo…</numerusform>
            <numerusform>Les relier à Pleo…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MorningChoice</name>
    <message>
        <source>Export automatically every &amp;morning at</source>
        <translation>Exporter automatiquement chaque &amp;matin à</translation>
    </message>
    <message>
        <source>While you are signed in to this computer; Settings has more.</source>
        <translation>Tant que votre session est ouverte sur cet ordinateur&#x202f;; les réglages en proposent plus.</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Heure</translation>
    </message>
</context>
<context>
    <name>MoveInDialog</name>
    <message>
        <source>Pleo and QuickBooks have met before</source>
        <translation>Pleo et QuickBooks se connaissent déjà</translation>
    </message>
    <message>
        <source>Entries on your Pleo account that were made before this program are paired with their expenses in Pleo, so that none is posted twice. No amount is changed: a line in the entry&apos;s text names the expense.</source>
        <translation>Les écritures de votre compte Pleo faites avant ce programme sont reliées chacune à sa dépense dans Pleo, pour qu&apos;aucune ne soit comptabilisée deux fois. Aucun montant ne change&#xa0;: une ligne dans le texte de l&apos;écriture nomme la dépense.</translation>
    </message>
    <message>
        <source>&amp;Look back to</source>
        <translation>&amp;Remonter jusqu&apos;au</translation>
    </message>
    <message>
        <source>First day that is looked at</source>
        <translation>Premier jour regardé</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>dd/MM/yyyy</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Re&amp;garder</translation>
    </message>
    <message>
        <source>Looking at both sides…</source>
        <translation>Lecture des deux côtés…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>Keep these %Ln pair(s)</source>
        <translation>
            <numerusform>Garder cette paire</numerusform>
            <numerusform>Garder ces %Ln paires</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep the %Ln sure pair(s)</source>
        <translation>
            <numerusform>Garder la paire sûre</numerusform>
            <numerusform>Garder les %Ln paires sûres</numerusform>
        </translation>
    </message>
    <message>
        <source>Alone: {pleo} in Pleo, {books} in QuickBooks</source>
        <translation>Sans paire&#xa0;: {pleo} dans Pleo, {books} dans QuickBooks</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Ce qui a été trouvé</translation>
    </message>
    <message>
        <source>Sure: {count}</source>
        <translation>Sûres&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Doubtful: {count}</source>
        <translation>Douteuses&#xa0;: {count}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) kept</source>
        <translation>
            <numerusform>%Ln paire gardée</numerusform>
            <numerusform>%Ln paires gardées</numerusform>
        </translation>
    </message>
    <message>
        <source>They count as exported. To undo these pairs, take them out under History.</source>
        <translation>Ces dépenses comptent comme exportées. Pour défaire ces paires, retirez-les dans l&apos;Historique.</translation>
    </message>
    <message>
        <source>There is nothing to pair in these days.</source>
        <translation>Il n&apos;y a rien à mettre ensemble pour ces jours.</translation>
    </message>
    <message>
        <source>Doubtful pair {number} of {total}: is it the same?</source>
        <translation>Paire douteuse {number} sur {total}&#xa0;: est-ce la même&#xa0;?</translation>
    </message>
    <message>
        <source>Yes, it is the &amp;same</source>
        <translation>Oui, c&apos;est la &amp;même</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Précédente</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Suivante</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Keep it for this time only</source>
        <translation>Garder pour cette fois seulement</translation>
    </message>
</context>
<context>
    <name>PlannedChoice</name>
    <message>
        <source>Does the program export by itself?</source>
        <translation>Le programme exporte-t-il de lui-même&#x202f;?</translation>
    </message>
    <message>
        <source>No, I export with the button</source>
        <translation>Non, j&apos;exporte avec le bouton</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Chaque jour</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Chaque semaine</translation>
    </message>
    <message>
        <source>Day of the week</source>
        <translation>Jour de la semaine</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Heure</translation>
    </message>
</context>
<context>
    <name>PleoAccountPage</name>
    <message>
        <source>Pleo card</source>
        <translation>Carte Pleo</translation>
    </message>
    <message>
        <source>Pleo account</source>
        <translation>Compte Pleo</translation>
    </message>
    <message>
        <source>Expense with its receipt</source>
        <translation>Dépense et son reçu</translation>
    </message>
    <message>
        <source>This program makes it for me (recommended)</source>
        <translation>Ce programme le crée pour moi (recommandé)</translation>
    </message>
    <message>
        <source>I make it myself</source>
        <translation>Je le crée moi-même</translation>
    </message>
    <message>
        <source>It exists already</source>
        <translation>Il existe déjà</translation>
    </message>
    <message>
        <source>France</source>
        <translation>France</translation>
    </message>
    <message>
        <source>United Kingdom and Ireland</source>
        <translation>Royaume-Uni et Irlande</translation>
    </message>
    <message>
        <source>Another country</source>
        <translation>Un autre pays</translation>
    </message>
    <message>
        <source>Your QuickBooks &amp;edition</source>
        <translation>Votre &amp;édition de QuickBooks</translation>
    </message>
    <message>
        <source>Nothing is made yet: once QuickBooks is connected you see the account, and one click makes it.</source>
        <translation>Rien n&apos;est encore créé&#xa0;: une fois QuickBooks connecté, vous voyez le compte, et un clic le crée.</translation>
    </message>
    <message>
        <source>Make it now or later: you choose it from a list once QuickBooks is connected.</source>
        <translation>Créez-le maintenant ou plus tard&#xa0;: vous le choisirez dans une liste une fois QuickBooks connecté.</translation>
    </message>
    <message>
        <source>Good: you choose it from a list once QuickBooks is connected.</source>
        <translation>Parfait&#xa0;: vous le choisirez dans une liste une fois QuickBooks connecté.</translation>
    </message>
    <message>
        <source>Open QuickBooks</source>
        <translation>Ouvrir QuickBooks</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>In QuickBooks: Chart of accounts → New (top right). Fill in this, then Save and close.</source>
        <translation>Dans QuickBooks&#xa0;: Plan comptable → Nouveau (en haut à droite). Remplissez ceci, puis Enregistrer et fermer.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Journal code</source>
        <translation>Code journal</translation>
    </message>
    <message>
        <source>In QuickBooks: Chart of accounts → New. Fill in this, then Save and close.</source>
        <translation>Dans QuickBooks&#xa0;: Plan comptable → Nouveau. Remplissez ceci, puis Enregistrer et fermer.</translation>
    </message>
    <message>
        <source>Account type</source>
        <translation>Type de compte</translation>
    </message>
    <message>
        <source>Detail type</source>
        <translation>Type de détail</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Pleo needs an account of its own in QuickBooks</source>
        <translation>Pleo a besoin de son propre compte dans QuickBooks</translation>
    </message>
    <message>
        <source>It is no real bank account: nothing to open, nothing to pay. It shows in your books what is left in Pleo.</source>
        <translation>Ce n&apos;est pas un vrai compte en banque&#xa0;: rien à ouvrir, rien à payer. Il montre dans vos livres ce qui reste dans Pleo.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>PocketChoice</name>
    <message>
        <source>My staff sometimes pay with their own money, and Pleo pays them back (Pleo &amp;Pocket)</source>
        <translation>Mes salariés paient parfois de leur poche et Pleo les rembourse (Pleo &amp;Pocket)</translation>
    </message>
    <message>
        <source>Ticked because such expenses wait in Pleo.</source>
        <translation>Coché car de telles dépenses attendent dans Pleo.</translation>
    </message>
    <message>
        <source>Account for Pleo Pocket e&amp;xpenses</source>
        <translation>Compte pour les &amp;dépenses Pleo Pocket</translation>
    </message>
</context>
<context>
    <name>PracticeCompanyBox</name>
    <message>
        <source>A bakery in Lyon, EUR</source>
        <translation>Une boulangerie à Lyon, EUR</translation>
    </message>
    <message>
        <source>A studio in London, GBP</source>
        <translation>Un studio à Londres, GBP</translation>
    </message>
    <message>
        <source>A joiner in Montréal, CAD</source>
        <translation>Une ébénisterie à Montréal, CAD</translation>
    </message>
    <message>
        <source>Practice company</source>
        <translation>Entreprise d&apos;entraînement</translation>
    </message>
</context>
<context>
    <name>ReadyPage</name>
    <message>
        <source>Pleo</source>
        <translation>Pleo</translation>
    </message>
    <message>
        <source>QuickBooks</source>
        <translation>QuickBooks</translation>
    </message>
    <message>
        <source>Pleo bank account</source>
        <translation>Compte bancaire Pleo</translation>
    </message>
    <message>
        <source>Pleo Pocket</source>
        <translation>Pleo Pocket</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Catégories</translation>
    </message>
    <message>
        <source>VAT rates</source>
        <translation>Taux de TVA</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Edit: {what}</source>
        <translation>Modifier&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Counting what waits…</source>
        <translation>Comptage de ce qui attend…</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>non utilisé</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n compte</numerusform>
            <numerusform>%n comptes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rate(s)</source>
        <translation>
            <numerusform>%n taux</numerusform>
            <numerusform>%n taux</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>Open Pleo</source>
        <translation>Ouvrir Pleo</translation>
    </message>
    <message>
        <source>One thing is left that only you can do: in Pleo, choose {account} as the account that expenses are paid from (contra account).</source>
        <translation>Il reste une chose que vous seul pouvez faire&#xa0;: dans Pleo, choisissez {account} comme compte d&apos;où les dépenses sont payées (compte de contrepartie).</translation>
    </message>
    <message>
        <source>with Pleo&apos;s file</source>
        <translation>avec le fichier de Pleo</translation>
    </message>
    <message>
        <source>Settings → Accounting → Contra accounts. The export needs it; this disappears by itself when it is done.</source>
        <translation>Paramètres → Comptabilité → Comptes de contrepartie. L&apos;export en a besoin&#x202f;; ceci disparaît tout seul une fois fait.</translation>
    </message>
    <message>
        <source>With a category: {ready} of {total} expenses</source>
        <translation>Avec une catégorie&#xa0;: {ready} sur {total} dépenses</translation>
    </message>
    <message>
        <source>Open Pleo&apos;s categories</source>
        <translation>Ouvrir les catégories de Pleo</translation>
    </message>
    <message>
        <source>Save the category file</source>
        <translation>Enregistrer le fichier des catégories</translation>
    </message>
    <message>
        <source>Set up your categories in Pleo: join each to an account, or import the file. Expenses without one wait in Pleo; the count follows by itself.</source>
        <translation>Configurez vos catégories dans Pleo&#xa0;: reliez chacune à un compte, ou importez le fichier. Les dépenses sans catégorie attendent dans Pleo&#x202f;; le compte se met à jour tout seul.</translation>
    </message>
    <message>
        <source>Pleo categories.csv</source>
        <translation>Catégories Pleo.csv</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>Fichier CSV (*.csv)</translation>
    </message>
    <message>
        <source>This is what you chose; everything can be changed later in the settings.</source>
        <translation>Voici vos choix&#x202f;; tout pourra être changé plus tard dans les réglages.</translation>
    </message>
    <message>
        <source>Finish and see my expenses</source>
        <translation>Terminer et voir mes dépenses</translation>
    </message>
    <message>
        <source>Finishing exports nothing yet: you see your expenses first.</source>
        <translation>Terminer n&apos;exporte rien encore&#xa0;: vous voyez d&apos;abord vos dépenses.</translation>
    </message>
    <message>
        <source>{account} is the contra account in Pleo</source>
        <translation>{account} est le compte de contrepartie dans Pleo</translation>
    </message>
    <message numerus="yes">
        <source>%n older expense(s) stay(s) out</source>
        <translation>
            <numerusform>%n dépense plus ancienne reste de côté</numerusform>
            <numerusform>%n dépenses plus anciennes restent de côté</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n expense(s) have a category</source>
        <translation>
            <numerusform>La dépense a une catégorie</numerusform>
            <numerusform>Les %n dépenses ont une catégorie</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is joined.</source>
        <translation>Tout est relié.</translation>
    </message>
    <message>
        <source>Everything is joined. No expense waits at the moment.</source>
        <translation>Tout est relié. Aucune dépense n&apos;attend pour le moment.</translation>
    </message>
    <message numerus="yes">
        <source>Everything is joined. %n expense(s) wait.</source>
        <translation>
            <numerusform>Tout est relié. %n dépense attend.</numerusform>
            <numerusform>Tout est relié. %n dépenses attendent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything is joined. %n expense(s) ({sums}) wait.</source>
        <translation>
            <numerusform>Tout est relié. %n dépense ({sums}) attend.</numerusform>
            <numerusform>Tout est relié. %n dépenses ({sums}) attendent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavedLists</name>
    <message>
        <source>Save and continue</source>
        <translation>Enregistrer et continuer</translation>
    </message>
    <message>
        <source>A file for Pleo&apos;s import will be saved in {folder}. Nothing is written into Pleo.</source>
        <translation>Un fichier pour l&apos;import de Pleo sera enregistré dans {folder}. Rien n&apos;est écrit dans Pleo.</translation>
    </message>
    <message>
        <source>Saving the file…</source>
        <translation>Enregistrement du fichier…</translation>
    </message>
    <message>
        <source>Saved for Pleo: {files}</source>
        <translation>Enregistré pour Pleo&#xa0;: {files}</translation>
    </message>
</context>
<context>
    <name>StartDate</name>
    <message>
        <source>Has your accountant already entered some of these expenses?</source>
        <translation>Votre comptable a-t-il déjà saisi une partie de ces dépenses&#x202f;?</translation>
    </message>
    <message>
        <source>No: send everything that waits</source>
        <translation>Non&#xa0;: envoyer tout ce qui attend</translation>
    </message>
    <message>
        <source>Yes: send only those from</source>
        <translation>Oui&#xa0;: envoyer seulement celles à partir du</translation>
    </message>
    <message>
        <source>First day to export</source>
        <translation>Premier jour à exporter</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Bienvenue</translation>
    </message>
    <message>
        <source>Connect Pleo</source>
        <translation>Connecter Pleo</translation>
    </message>
    <message>
        <source>Connect QuickBooks</source>
        <translation>Connecter QuickBooks</translation>
    </message>
    <message>
        <source>An account for Pleo</source>
        <translation>Un compte pour Pleo</translation>
    </message>
    <message>
        <source>Where expenses go</source>
        <translation>Où ranger les dépenses</translation>
    </message>
    <message>
        <source>A setting in Pleo</source>
        <translation>Un réglage dans Pleo</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Catégories</translation>
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
        <source>Ready</source>
        <translation>C&apos;est prêt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>vous êtes ici</translation>
    </message>
    <message>
        <source>to mend</source>
        <translation>à corriger</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>à venir</translation>
    </message>
</context>
<context>
    <name>SupportReport</name>
    <message>
        <source>Save the report for support</source>
        <translation>Enregistrer le rapport pour l&apos;assistance</translation>
    </message>
    <message>
        <source>Zip file (*.zip)</source>
        <translation>Fichier zip (*.zip)</translation>
    </message>
</context>
<context>
    <name>TagsPage</name>
    <message>
        <source>Comparing your tags with Pleo…</source>
        <translation>Comparaison de vos étiquettes avec Pleo…</translation>
    </message>
    <message>
        <source>Reading your tags…</source>
        <translation>Lecture de vos étiquettes…</translation>
    </message>
    <message>
        <source>None yet: what you add in QuickBooks comes with the next sync.</source>
        <translation>Aucune pour l&apos;instant&#xa0;: ce que vous ajoutez dans QuickBooks viendra à la prochaine synchronisation.</translation>
    </message>
    <message>
        <source>Your QuickBooks plan has no classes, projects or locations: nothing to do here.</source>
        <translation>Votre formule QuickBooks n&apos;a ni classes, ni projets, ni lieux&#xa0;: rien à faire ici.</translation>
    </message>
    <message>
        <source>Your company uses no classes, projects or locations: nothing to do here.</source>
        <translation>Votre entreprise n&apos;utilise ni classes, ni projets, ni lieux&#xa0;: rien à faire ici.</translation>
    </message>
    <message>
        <source>Sending the tags to Pleo…</source>
        <translation>Envoi des étiquettes à Pleo…</translation>
    </message>
    <message>
        <source>Sending the tags to Pleo: {done} of {total}</source>
        <translation>Envoi des étiquettes à Pleo&#xa0;: {done} sur {total}</translation>
    </message>
    <message>
        <source>With a tag, your team says in Pleo which class or project an expense is for.</source>
        <translation>Avec une étiquette, votre équipe dit dans Pleo à quelle classe ou à quel projet va une dépense.</translation>
    </message>
    <message>
        <source>Review the tags</source>
        <translation>Vérifiez les étiquettes</translation>
    </message>
    <message>
        <source>The tags in Pleo are up to date</source>
        <translation>Les étiquettes de Pleo sont à jour</translation>
    </message>
    <message>
        <source>Tags in Pleo: {changes}</source>
        <translation>Étiquettes dans Pleo&#xa0;: {changes}</translation>
    </message>
</context>
<context>
    <name>TemplateList</name>
    <message>
        <source>Heading to type</source>
        <translation>Titre à écrire</translation>
    </message>
    <message>
        <source>What to choose in Pleo</source>
        <translation>Ce qu&apos;il faut choisir dans Pleo</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy {heading}</source>
        <translation>Copier {heading}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Next export: {when}</source>
        <translation>Prochain export&#xa0;: {when}</translation>
    </message>
    <message>
        <source>Needs you: {count}</source>
        <translation>Demande votre réponse&#xa0;: {count}</translation>
    </message>
    <message>
        <source>&amp;Export now</source>
        <translation>&amp;Exporter maintenant</translation>
    </message>
    <message>
        <source>&amp;Open {program}</source>
        <translation>&amp;Ouvrir {program}</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>What waits is not known yet</source>
        <translation>On ne sait pas encore ce qui attend</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Rien n&apos;est en attente</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>En attente&#xa0;: {count}</translation>
    </message>
</context>
<context>
    <name>VatPage</name>
    <message>
        <source>VAT rates</source>
        <translation>Taux de TVA</translation>
    </message>
    <message>
        <source>Open VAT in QuickBooks</source>
        <translation>Ouvrir la TVA dans QuickBooks</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Comparing your VAT rates with Pleo…</source>
        <translation>Comparaison de vos taux de TVA avec Pleo…</translation>
    </message>
    <message>
        <source>Reading your VAT rates…</source>
        <translation>Lecture de vos taux de TVA…</translation>
    </message>
    <message>
        <source>reverse charge: you declare the VAT yourself</source>
        <translation>autoliquidation&#xa0;: vous déclarez la TVA vous-même</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Taux</translation>
    </message>
    <message>
        <source>Sending the VAT rates to Pleo…</source>
        <translation>Envoi des taux de TVA à Pleo…</translation>
    </message>
    <message numerus="yes">
        <source>%n VAT rate(s) sent to Pleo</source>
        <translation>
            <numerusform>%n taux de TVA envoyé à Pleo</numerusform>
            <numerusform>%n taux de TVA envoyés à Pleo</numerusform>
        </translation>
    </message>
    <message>
        <source>In Pleo</source>
        <translation>Dans Pleo</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Is a rate missing?</source>
        <translation>Un taux manque&#x202f;?</translation>
    </message>
    <message>
        <source>In QuickBooks: VAT → Edit VAT → switch the rate on. Then press Refresh here.</source>
        <translation>Dans QuickBooks&#xa0;: TVA → Modifier la TVA → Activer. Puis cliquez ici sur Actualiser.</translation>
    </message>
    <message>
        <source>Your company does not use VAT on purchases in QuickBooks: nothing to do here.</source>
        <translation>Votre entreprise n&apos;utilise pas la TVA sur les achats dans QuickBooks&#xa0;: rien à faire ici.</translation>
    </message>
    <message numerus="yes">
        <source>%n rate(s) switched on in QuickBooks</source>
        <translation>
            <numerusform>%n taux activé dans QuickBooks</numerusform>
            <numerusform>%n taux activés dans QuickBooks</numerusform>
        </translation>
    </message>
    <message>
        <source>Review the VAT rates</source>
        <translation>Vérifiez les taux de TVA</translation>
    </message>
    <message>
        <source>Pleo offers exactly the rates that are switched on in QuickBooks, so that your VAT is right to the cent.</source>
        <translation>Pleo propose exactement les taux activés dans QuickBooks&#xa0;: votre TVA est juste au centime.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Every expense once, and only once</source>
        <translation>Chaque dépense une fois, et une seule</translation>
    </message>
    <message>
        <source>Whatever happens on the way, nothing is doubled and nothing is lost.</source>
        <translation>Quoi qu&apos;il arrive en chemin, rien n&apos;est doublé et rien n&apos;est perdu.</translation>
    </message>
    <message>
        <source>Receipts and VAT included</source>
        <translation>Reçus et TVA compris</translation>
    </message>
    <message>
        <source>Each expense arrives with its receipt attached and its VAT right to the cent.</source>
        <translation>Chaque dépense arrive avec son reçu joint et sa TVA juste au centime.</translation>
    </message>
    <message>
        <source>Your data stays on this computer</source>
        <translation>Vos données restent sur cet ordinateur</translation>
    </message>
    <message>
        <source>The program talks to Pleo and QuickBooks directly, and to nobody else.</source>
        <translation>Le programme parle directement à Pleo et à QuickBooks, et à personne d&apos;autre.</translation>
    </message>
    <message>
        <source>What you need</source>
        <translation>Ce qu&apos;il vous faut</translation>
    </message>
    <message>
        <source>A Pleo administrator</source>
        <translation>Un administrateur Pleo</translation>
    </message>
    <message>
        <source>With an API key, or with the file that Pleo makes; this program shows you where.</source>
        <translation>Avec une clé API, ou avec le fichier que Pleo fait&#x202f;; ce programme vous montre où.</translation>
    </message>
    <message>
        <source>An administrator&apos;s QuickBooks sign-in</source>
        <translation>La connexion d&apos;un administrateur QuickBooks</translation>
    </message>
    <message>
        <source>The one you use on the QuickBooks website.</source>
        <translation>Celle que vous utilisez sur le site de QuickBooks.</translation>
    </message>
    <message>
        <source>This is a trial with an invented company. Nothing touches your real accounts.</source>
        <translation>Ceci est un essai avec une entreprise inventée. Rien ne touche vos vrais comptes.</translation>
    </message>
    <message>
        <source>Join my real company</source>
        <translation>Relier ma vraie entreprise</translation>
    </message>
    <message>
        <source>Start the trial</source>
        <translation>Commencer l&apos;essai</translation>
    </message>
    <message>
        <source>Try it with a practice company</source>
        <translation>Essayer avec une entreprise d&apos;entraînement</translation>
    </message>
    <message>
        <source>No account needed: a whole company to play with.</source>
        <translation>Sans compte&#xa0;: une entreprise entière pour essayer.</translation>
    </message>
    <message>
        <source>Join Pleo and QuickBooks in ten minutes</source>
        <translation>Reliez Pleo à QuickBooks en dix minutes</translation>
    </message>
    <message>
        <source>From then on, one click brings your Pleo expenses into QuickBooks.</source>
        <translation>Ensuite, un clic amène vos dépenses Pleo dans QuickBooks.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Set-up</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <source>Leave the set-up?</source>
        <translation>Quitter la configuration&#x202f;?</translation>
    </message>
    <message>
        <source>Nothing is lost: next time you go on from here.</source>
        <translation>Rien n&apos;est perdu&#xa0;: la prochaine fois, vous reprendrez ici.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Go on with the set-up</source>
        <translation>Continuer la configuration</translation>
    </message>
</context>
<context>
    <name>WizardButtons</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Retour</translation>
    </message>
    <message>
        <source>F&amp;inish later</source>
        <translation>Fi&amp;nir plus tard</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Aide</translation>
    </message>
</context>
<context>
    <name>WizardSide</name>
    <message>
        <source>Practice mode</source>
        <translation>Mode d&apos;entraînement</translation>
    </message>
</context>
</TS>
