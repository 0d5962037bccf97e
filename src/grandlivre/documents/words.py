"""Words of French and English press pages, as plain lists: parted by blanks, or by bars."""

FURNITURE_STARTS = """
    we and our|your privacy matters|we value your privacy|we care about your privacy|nous et nos
    votre vie privée|le respect de votre vie privée|nous respectons votre vie privée|accept all
    tout accepter|tout refuser|accepter et fermer|accepter & fermer|continuer sans accepter
    gérer mes choix|gérer mes cookies|paramétrer les cookies|reset your cookie|reject all
    manage your consent|manage consent|manage preferences|manage settings|cookie settings
    lire aussi|à lire aussi|a lire aussi|lire également|à lire également|a lire également|à lire :
    a lire :|lire la suite|read more|read also|also read|more on this|continue reading|voir aussi
    à voir aussi|a voir aussi|see also|you may also like|you might also like|vous aimerez aussi
    sur le même sujet|sur le même thème|dans la même rubrique|sur le meme sujet
    articles similaires|articles liés|articles associés|related articles|related stories
    related content|related topics|recommended for you|recommended stories|les plus lus
    les articles les plus lus|ne manquez pas|à ne pas manquer|à découvrir aussi
    pour aller plus loin|don't miss|editor's picks|more stories|further reading|partager sur
    partager l'article|partager cet article|partagez cet article|share this|share on|share article
    share via|follow us|suivez-nous|suivez nous|retrouvez-nous|copier le lien|copy link
    envoyer par mail|envoyer à un ami|imprimer l'article|print this|email this|abonnez-vous
    abonne-toi|s'abonner|je m'abonne|inscrivez-vous|s'inscrire|subscribe|sign up for|sign up to
    sign up now|get our newsletter|join our newsletter|recevez notre|recevez nos|recevez chaque
    recevez toute|recevez gratuitement|vous recevez ce|you are receiving this
    you're receiving this|se désabonner|unsubscribe|voir en ligne|view in browser|view this email
    afficher dans le navigateur|déjà abonné|already a subscriber|article réservé
    cet article est réservé|contenu réservé|this article is for subscribers|il vous reste
    pour lire la suite|la suite est réservée|to continue reading|start your free|start your trial
    essayez gratuitement|1er mois offert|log in to|connectez-vous|identifiez-vous|soutenez-nous
    soutenez notre|faites un don|make a donation|support our journalism|newsletter :
    créez un compte|create an account|create a free account|register for free|download our app
    téléchargez notre application|[publicité|[pub]|[annonce|[advert|la suite après
    la suite de l'article après|story continues|article continues|scroll to continue
    continue reading below|sponsored by|sponsored content|paid content|contenu sponsorisé
    contenu partenaire|contenu proposé par|message de notre partenaire|un message de notre
    a message from our|a word from our|promoted by|en partenariat avec nous|cet article vous a
    cet article vous a-t-il|was this article|was this page|note moyenne|nombre de votes|rate this
    notez cet article|donnez votre avis|rédige ton avis|rédigez votre avis|laisser un commentaire
    laissez un commentaire|laisser une réponse|leave a comment|leave a reply|post a comment
    ajouter un commentaire|write a comment|votre adresse e-mail ne|votre adresse email ne
    votre adresse de messagerie|les champs obligatoires|your email address will|required fields
    enregistrer mon nom|save my name|be the first to comment|soyez le premier à
    signaler une erreur|report an error|une erreur dans|tous droits réservés|all rights reserved
    toute reproduction|(c) 20|(c) 19|politique de confidentialité|privacy policy
    conditions générales|terms and conditions|retour en haut|retour à l'accueil|back to top
    skip to content|skip to main|aller au contenu|accéder au contenu|passer au contenu
    temps de lecture|reading time|time to read|écouter cet article|écouter l'article
    listen to this|photo :|photos :|photo credit|photo by|crédit photo|crédits photo|crédit :
    crédits :|image :|image credit|légende :|caption :|illustration :|getty images|voir la vidéo
    voir les commentaires|show comments|view comments|afficher les commentaires|mots-clés :
    mots clés :|tags :|tag :|étiquettes :|catégories :|categories :|filed under|classé dans|image:
    caption:|photo:|tags:|categories:|newsletter:|a lire:|à lire:|terms of use|terms of service
    copyright ©|copyright (c)|copyright 20|copyright 19|advertisement -|advertisement –
    advertisement:|more from our|more from the author|publicité -|publicité –|pub -
    avertissement sur les cookies|register for our|register now|register today|réagir à cet
    contactez la rédaction|contactez-nous|écrire à la rédaction|télécharger la|télécharger le
    download the pdf|download pdf|nos bons plans|pour approfondir|submit a tip|activer les alertes
    submit your|more options
"""
"""A line that begins with one of these, as whole words, is furniture."""

FURNITURE_LABELS = """
    publicité|pub|annonce|annonces|ad|ads|sponsored|sponsorisé|related|recommended|recommandé
    partager|share|tweet|tweeter|facebook|twitter|linkedin|whatsapp|instagram|telegram|email
    e-mail|imprimer|print|print page|commenter|commentaires|comments|réagir|vos réactions
    newsletter|newsletters|tags|mots-clés|trending|tendances|menu|recherche|rechercher|search
    accueil|home|connexion|se connecter|log in|login|sign in|sign up|mon compte|my account
    next article|previous article|article suivant|article précédent|suivant|précédent|next
    previous|table des matières|sommaire|table of contents|dans cet article|in this article
    contents|on this page|sur cette page|au sommaire|afficher plus|show more|load more|voir plus
    close|fermer|×|ok|read next|à lire|en lire plus|cookies|contact|nous contacter|contact us
    about us|qui sommes-nous|plan du site|sitemap|flux rss|rss|top stories|actualités liées
    à la une|most read|most popular|no comments|aucun commentaire|advertising|advertisement
    mentions légales|save|read later|like|x|bluesky|threads|pinterest|messenger|copier
    lire plus tard|accepter|refuser|paramétrer|signaler|répondre|reply|report|oui|non|yes|no
    plus tard|later|acheter|buy now
"""
"""Furniture where they are a whole line, or end at a colon, a bar or a count in brackets."""

RELATED = """
    sur le même|lire aussi|à lire|a lire|voir aussi|à voir|related|see also|read more|read also
    read next|most read|most popular|les plus lus|les articles les plus|articles|dans la même
    vous aimerez
    you may|you might|recommended|more stories|more on|ne manquez|pour aller plus|further reading
    pour approfondir|trending|tendances|à la une|top stories|actualités liées|more from our
"""
"""Furniture after which list items are links to other stories."""

BEFORE_A_NAME = """
    m mm mr mrs ms dr prof st ste mgr sr sgt gen gén lt col cdt capt gov sen rep rev hon pres me
    mlle
    mme vs cf art fig réf ref chap vol éd env approx ca tél tel bd av pp no nos n° al ex dép e.g i.e
    p.ex c.-à-d messrs
"""
"""Before a full stop, never the end of a sentence."""

SHORTENED = """
    etc inc ltd corp co llc plc jr jan janv feb févr fév apr avr aug juil sept sep oct nov déc dec
    est a.m p.m u.s u.k u.s.a u.n e.u u.e é.-u éts cie bros dept max min avg mon tue wed thu fri sat
    sun p
"""
"""Before a full stop, the end of a sentence only where a usual first word follows."""

FIRST_WORDS = """
    the a an it its in on at he she they we you i this that these those there but and so for from
    with to by of as if when while after before since under over last next now today no not all some
    many most more one two three who what why how where which our his her their
    le la les l' un une des du de d' il elle ils elles on nous vous je ce cet cette ces c' s' son sa
    ses leur leurs mais et ou or donc car ni en dans sur sous par pour avec sans après avant depuis
    selon à au aux si quand lors comme plus moins tout toute tous toutes ainsi enfin puis
    aujourd'hui
    hier demain cela ceci qui que quoi dont où pourquoi comment quel quelle
"""
"""Words that begin sentences."""

LANGUAGES = "fr en de es it nl pt ca sv no da fi pl cs ro el hu tr ar ru uk zh ja ko"
"""What texts may be found to be written in."""
