"""Sentences for the two connections, the sign-in and the password store; French with plain spaces (templates.french)."""

from collections.abc import Mapping

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.texts.actions import Action
from pleoqb_desktop.texts.trouble import Say, Trouble

_WAIT_FR = "Attendez quelques minutes, puis réessayez. Un export reprend là où il s'est arrêté."
_WAIT_EN = "Wait a few minutes, then try again. An export goes on where it stopped."
_NETWORK_FR = "Vérifiez la connexion Internet de cet ordinateur, puis réessayez."
_NETWORK_EN = "Check this computer's Internet connection, then try again."
_SIGN_IN_FR = "Recommencez la connexion à QuickBooks."
_SIGN_IN_EN = "Start the sign-in to QuickBooks again."

CONNECTIONS: Mapping[Code, Trouble] = {
    Code.PLEO_KEY_EMPTY: Trouble(
        fr=Say(
            "Ce texte n'est pas une clé API de Pleo : il est vide, ou contient des espaces.",
            "Copiez la clé en entier dans Pleo (Paramètres, Clés API), puis collez-la ici.",
        ),
        en=Say(
            "This text is not a Pleo API key: it is empty, or holds spaces.",
            "Copy the whole key in Pleo (Settings, API keys), then paste it here.",
        ),
        action=Action.OPEN_PLEO_SETTINGS,
    ),
    Code.PLEO_KEY_REFUSED: Trouble(
        fr=Say(
            "Pleo ne reconnaît pas la clé API. Elle a peut-être été supprimée ou a expiré.",
            "Créez une nouvelle clé dans Pleo (Paramètres, Clés API), puis collez-la ici.",
        ),
        en=Say(
            "Pleo does not recognise the API key. It may have been deleted or have expired.",
            "Create a new key in Pleo (Settings, API keys), then paste it here.",
        ),
        action=Action.RECONNECT_PLEO,
    ),
    Code.PLEO_KEY_SCOPES: Trouble(
        fr=Say(
            "Il manque des autorisations à la clé API de Pleo[ : {scopes}].",
            "Créez dans Pleo une nouvelle clé avec ces autorisations, puis collez-la ici.",
        ),
        en=Say(
            "The Pleo API key lacks permissions[: {scopes}].",
            "Create a new key with these permissions in Pleo, then paste it here.",
        ),
        action=Action.RECONNECT_PLEO,
    ),
    Code.PLEO_KEY_ORGANISATION: Trouble(
        fr=Say(
            "Cette clé API vaut pour toute une organisation[ ({companies#entreprise#entreprises})], "
            "et non pour une seule entreprise.",
            "Créez dans Pleo une clé pour l'entreprise à relier, puis collez-la ici.",
        ),
        en=Say(
            "This API key is for a whole organisation[ ({companies#company#companies})], and not for one company.",
            "Create a key in Pleo for the company you want to join, then paste it here.",
        ),
        action=Action.OPEN_PLEO_SETTINGS,
    ),
    Code.PLEO_OTHER_COMPANY: Trouble(
        fr=Say(
            "Cette clé API est celle d'une autre entreprise[, « {company} »][ ; « {known} » était connectée jusqu'ici].",
            "Collez la clé de la même entreprise, ou créez un second profil pour l'autre.",
        ),
        en=Say(
            "This API key belongs to another company[, “{company}”][; “{known}” was connected until now].",
            "Paste the key of the same company, or make a second profile for the other one.",
        ),
        action=Action.RECONNECT_PLEO,
    ),
    Code.PLEO_NOT_CONNECTED: Trouble(
        fr=Say("Pleo n'est pas connecté.", "Collez une clé API de Pleo pour le connecter."),
        en=Say("Pleo is not connected.", "Paste a Pleo API key to connect it."),
        action=Action.RECONNECT_PLEO,
    ),
    Code.PLEO_UNREACHABLE: Trouble(
        fr=Say("Pleo ne répond pas.", _NETWORK_FR),
        en=Say("Pleo does not answer.", _NETWORK_EN),
        action=Action.RETRY,
    ),
    Code.PLEO_REFUSES: Trouble(
        fr=Say("Pleo refuse la demande pour le moment[ (réponse {status})][ : « {message} »].", _WAIT_FR),
        en=Say("Pleo refuses the request for now[ (answer {status})][: “{message}”].", _WAIT_EN),
        action=Action.RETRY,
    ),
    Code.PLEO_ANSWER: Trouble(
        fr=Say("La réponse de Pleo ne peut pas être lue.", _WAIT_FR),
        en=Say("The answer from Pleo cannot be read.", _WAIT_EN),
        action=Action.RETRY,
    ),
    Code.QUICKBOOKS_NOT_CONNECTED: Trouble(
        fr=Say("QuickBooks n'est pas connecté.", "Connectez-vous à QuickBooks avec un compte administrateur."),
        en=Say("QuickBooks is not connected.", "Sign in to QuickBooks with an administrator's account."),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.QUICKBOOKS_SIGN_IN_ENDED: Trouble(
        fr=Say(
            "Votre connexion à QuickBooks a pris fin. Vos réglages sont conservés.",
            "Reconnectez-vous à QuickBooks : l'export reprendra là où il en était.",
        ),
        en=Say(
            "Your sign-in to QuickBooks has ended. Your settings are kept.",
            "Sign in to QuickBooks again: the export will go on where it was.",
        ),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.QUICKBOOKS_ACCESS_DENIED: Trouble(
        fr=Say(
            "QuickBooks ne donne plus accès à cette entreprise.",
            "Reconnectez-vous avec le compte d'un administrateur de cette entreprise.",
        ),
        en=Say(
            "QuickBooks no longer gives access to this company.",
            "Sign in again with the account of an administrator of this company.",
        ),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.QUICKBOOKS_OTHER_COMPANY: Trouble(
        fr=Say(
            "Une autre entreprise QuickBooks a été choisie[ ; « {known} » était connectée jusqu'ici].",
            "Reconnectez-vous et choisissez la même entreprise, ou créez un second profil pour l'autre.",
        ),
        en=Say(
            "Another QuickBooks company was chosen[; “{known}” was connected until now].",
            "Sign in again and choose the same company, or make a second profile for the other one.",
        ),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.QUICKBOOKS_UNREACHABLE: Trouble(
        fr=Say("QuickBooks ne répond pas.", _NETWORK_FR),
        en=Say("QuickBooks does not answer.", _NETWORK_EN),
        action=Action.RETRY,
    ),
    Code.QUICKBOOKS_REFUSES: Trouble(
        fr=Say("QuickBooks refuse de répondre pour le moment[ (réponse {status})].", _WAIT_FR),
        en=Say("QuickBooks refuses to answer for now[ (answer {status})].", _WAIT_EN),
        action=Action.RETRY,
    ),
    Code.QUICKBOOKS_ANSWER: Trouble(
        fr=Say("La réponse de QuickBooks ne peut pas être lue[ (réponse {status})].", _WAIT_FR),
        en=Say("The answer from QuickBooks cannot be read[ (answer {status})].", _WAIT_EN),
        action=Action.RETRY,
    ),
    Code.QUICKBOOKS_SUSPENDED: Trouble(
        fr=Say(
            "QuickBooks a suspendu l'abonnement de cette entreprise : elle ne peut plus être modifiée.",
            "Réglez l'abonnement dans QuickBooks, puis réessayez.",
        ),
        en=Say(
            "QuickBooks has suspended this company's subscription: it can no longer be changed.",
            "Settle the subscription in QuickBooks, then try again.",
        ),
        action=Action.OPEN_QUICKBOOKS,
    ),
    Code.QUICKBOOKS_PLAN: Trouble(
        fr=Say(
            "Votre formule QuickBooks ne permet pas cette opération[ : « {detail} »].",
            "Choisissez une formule QuickBooks qui la permet, ou saisissez l'opération autrement.",
        ),
        en=Say(
            "Your QuickBooks plan does not allow this operation[: “{detail}”].",
            "Choose a QuickBooks plan that does, or enter the operation in another way.",
        ),
        action=Action.OPEN_QUICKBOOKS_SETTINGS,
    ),
    Code.INTUIT_KEYS_MISSING: Trouble(
        fr=Say(
            "Les clés Intuit manquent : sans elles, ce programme ne peut pas se présenter à QuickBooks.",
            "Saisissez-les sous « Mes clés Intuit » ; l'aide montre où les trouver.",
        ),
        en=Say(
            "The Intuit keys are missing: without them, this program cannot introduce itself to QuickBooks.",
            "Enter them under “My Intuit keys”; the help shows where to find them.",
        ),
        action=Action.ENTER_INTUIT_KEYS,
    ),
    Code.INTUIT_KEYS_REFUSED: Trouble(
        fr=Say(
            "Intuit ne reconnaît pas les clés de ce programme.",
            "Copiez à nouveau les deux clés depuis votre espace Intuit, puis réessayez.",
        ),
        en=Say(
            "Intuit does not recognise this program's keys.",
            "Copy both keys from your Intuit page again, then try once more.",
        ),
        action=Action.ENTER_INTUIT_KEYS,
    ),
    Code.SIGN_IN_DENIED: Trouble(
        fr=Say(
            "L'accès à QuickBooks n'a pas été autorisé dans le navigateur.",
            "Recommencez la connexion et choisissez « Autoriser » à la fin.",
        ),
        en=Say(
            "Access to QuickBooks was not authorised in the browser.",
            "Start the sign-in again and choose “Authorise” at the end.",
        ),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.SIGN_IN_ABANDONED: Trouble(
        fr=Say("La connexion à QuickBooks n'a pas été terminée dans le navigateur.", _SIGN_IN_FR),
        en=Say("The sign-in to QuickBooks was not finished in the browser.", _SIGN_IN_EN),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.SIGN_IN_WRONG_STATE: Trouble(
        fr=Say(
            "La réponse reçue vient d'une autre tentative de connexion à QuickBooks.",
            "Fermez les anciennes pages de connexion, puis recommencez.",
        ),
        en=Say(
            "The answer received comes from another attempt to sign in to QuickBooks.",
            "Close the older sign-in pages, then start again.",
        ),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.SIGN_IN_GARBAGE: Trouble(
        fr=Say(
            "La réponse de connexion à QuickBooks est incomplète.",
            "Recommencez la connexion. Si vous collez l'adresse, copiez-la en entier.",
        ),
        en=Say(
            "The answer of the QuickBooks sign-in is incomplete.",
            "Start the sign-in again. If you paste the address, copy all of it.",
        ),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.SIGN_IN_PORTS_BUSY: Trouble(
        fr=Say(
            "Un autre programme de cet ordinateur empêche de recevoir la réponse de QuickBooks[ (places {ports})].",
            "Fermez l'autre fenêtre de connexion ou redémarrez l'ordinateur. Sinon, choisissez « Coller l'adresse ».",
        ),
        en=Say(
            "Another program on this computer keeps us from receiving QuickBooks' answer[ (places {ports})].",
            "Close the other sign-in window or restart the computer. Failing that, choose “Paste the address”.",
        ),
        action=Action.RETRY,
    ),
    Code.SIGN_IN_CODE_REFUSED: Trouble(
        fr=Say("Intuit n'a pas accepté la réponse de connexion : elle a expiré ou a déjà servi.", _SIGN_IN_FR),
        en=Say("Intuit did not accept the answer of the sign-in: it has expired or was used already.", _SIGN_IN_EN),
        action=Action.RECONNECT_QUICKBOOKS,
    ),
    Code.KEYRING_MISSING: Trouble(
        fr=Say(
            "Cet ordinateur n'a pas de coffre de mots de passe où ranger vos clés.",
            "Ouvrez ou installez le coffre de mots de passe du système, ou gardez vos clés pour cette fois seulement.",
        ),
        en=Say(
            "This computer has no password store to keep your keys in.",
            "Open or install the system's password store, or keep your keys for this time only.",
        ),
        action=Action.RETRY,
    ),
    Code.KEYRING_REFUSED: Trouble(
        fr=Say(
            "Le coffre de mots de passe de cet ordinateur n'a pas donné accès à vos clés.",
            "Déverrouillez-le, autorisez ce programme à s'en servir, puis réessayez.",
        ),
        en=Say(
            "This computer's password store did not give access to your keys.",
            "Unlock it, allow this program to use it, then try again.",
        ),
        action=Action.RETRY,
    ),
    Code.KEYRING_UNSAFE: Trouble(
        fr=Say(
            "Le coffre de mots de passe choisi sur cet ordinateur range les secrets sans les protéger.",
            "Choisissez le coffre de mots de passe du système, ou gardez vos clés pour cette fois seulement.",
        ),
        en=Say(
            "The password store chosen on this computer keeps secrets without protecting them.",
            "Choose the system's password store, or keep your keys for this time only.",
        ),
        action=Action.RETRY,
    ),
    Code.ADDRESS_UNSAFE: Trouble(
        fr=Say(
            "L'adresse[ {address}] n'est pas sûre : elle n'a pas été ouverte.",
            "Vérifiez cette adresse : une adresse sûre commence par « https ».",
        ),
        en=Say(
            "The address[ {address}] is not safe: it was not opened.",
            "Check this address: a safe one starts with “https”.",
        ),
        action=Action.OPEN_SETTINGS,
    ),
}
