"""Names of parties and projects, stripped of what does not tell one from another."""

import re
from collections.abc import Iterable

from grandlivre.base.fold import fold
from grandlivre.entities.model import Asset


def words_in(text: str) -> frozenset[str]:
    """The words of a text, to write long word lists down legibly."""
    return frozenset(text.split())


# Legal forms, as folded words. A name that is nothing else keeps them.
LEGAL = words_in(
    """
    sa sas sasu sarl sca scs snc se nv bv ag gmbh kg oy ab as asa spa srl plc ltd limited llc
    llp lp inc incorporated corp corporation co company cie pte pty pjsc psc saog kk group
    groupe gruppe holding holdings
    """
)
_ARTICLES = words_in(
    """
    le la les l un une des du de d the a an of
    """
)
# Words that describe a party before its name: "le fonds canadien Brookfield".
_DESCRIPTIONS = words_in(
    """
    fonds fond souverain souveraine investissement investissements investment sovereign fund
    wealth banque publique bank groupe group entreprise societe firm company start up startup
    geant giant operateur operator initiative programme program projet project fondation
    foundation plan gestionnaire actifs asset manager jeune pousse pepite consortium
    """
)
_NATIONALITIES = words_in(
    """
    francais francaise french canadien canadienne canadian americain americaine american us
    britannique british emirati emiratie emirien japonais japonaise japanese allemand
    allemande german neerlandais neerlandaise dutch suedois suedoise swedish chinois chinoise
    chinese europeen europeenne european italien italienne italian espagnol espagnole spanish
    indien indienne indian coreen coreenne korean saoudien saoudienne saudi qatari qatarien
    singapourien singaporean suisse swiss danois danoise danish norvegien norvegienne
    norwegian finlandais finnish belge belgian irlandais irlandaise irish
    """
)
# What may follow a short name in its long form: "Mistral" and "Mistral AI".
TAILS = words_in(
    """
    ai ia asset management technologies technology tech labs lab capital partners energy
    energies infrastructure infrastructures international global europe france systems
    solutions cloud computing compute data centres centers corporate investments investment web
    services platforms networks electric developments realty datacenter datacenters data4
    centre center
    """
)

_ASSET_WORDS = {
    Asset.DATA_CENTRE: (
        r"data ?cent(?:er|re)s?|centres? (?:\w+ )?de donnees|campus(?:es)?|"
        r"giga ?(?:factory|usine)s?|gigafactories|usines? d ia|ai factor(?:y|ies)|"
        r"centres? (?:d )?ia|hubs?|hyperscale|server farms?|fermes? de serveurs|serveurs|"
        r"rechenzentr\w*|sites?|facilit(?:y|ies)"
    ),
    Asset.COMPUTE: (
        r"super ?(?:calculateur|computer|ordinateur|cluster)s?|clusters?|calculateurs?|gpus?|"
        r"puces?|chips?|accelerat(?:eur|or)s?|puissance de calcul|comput(?:e|ing)(?: power)?|"
        r"centres? de calcul"
    ),
    Asset.NETWORK: r"reseaux?|networks?|fibres?|fibers?|cables?|interconnexions?",
    Asset.ENERGY: (
        r"centrales?|power (?:plant|station)s?|reacteurs?|reactors?|nucle\w+|solar|solaires?|"
        r"eolien\w*|wind|renouvelables?|renewables?|electricite|energ(?:y|ies?)|"
        r"batter(?:y|ies?)|substations?|raccordements?|grid"
    ),
    Asset.FUND: (
        r"fonds|funds?|fondations?|foundations?|initiatives?|programmes?|programs?|plans?|"
        r"strateg(?:y|ies?)|partenariats?|partnerships?|alliances?|aides?"
    ),
}
_ASSET_FORMS = tuple(
    (kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _ASSET_WORDS.items()
)
# Words that a label adds to the names of parties and places.
_LABELS = words_in(
    """
    bn billion milliards milliard million eur usd total phase programme plan financing
    roadmap expansion extension bid share initial france two three several
    """
)
_REMARK = re.compile(r"(?<=\S)(?:\s*\([^()]*\))+\s*$")
_WORD = re.compile(r"[^\W_]+")
_PREPOSITION = re.compile(r"\s(?:à|au|aux|en|dans|in|at|near|près|sur|for|pour|on|to)\s")
# Words that make no proper name on their own, beside those of the assets.
_PLAIN = words_in(
    """
    ia ai geant geante gigantesque immense immenses mega giga grand grande plus premier
    premiere nouveau nouvelle nouveaux nouvelles new large largest biggest first second
    deuxieme giant huge massive vaste futur future infrastructure infrastructures intelligence
    artificielle artificial au aux en dans pour in for at near sur et and monde world europe
    strategique strategiques strategic haute performance high start ups startups scale start
    up entreprises companies souverain souveraine sovereign cloud hpc similaires projets
    projects projet project construction investissements investissement dedie dedies dedicated
    """
)


def name_key(name: str) -> str:
    """Fold a party's name and drop articles, legal forms and the words that only describe it.

    Examples
    --------
    >>> name_key("Les Émirats arabes unis"), name_key("Emirats Arabes Unis")
    ('emirats arabes unis', 'emirats arabes unis')
    >>> name_key("groupe canadien Brookfield"), name_key("Iliad S.A.")
    ('brookfield', 'iliad')
    >>> name_key("The Group")
    'group'
    """
    described = _described(name)
    words = re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", fold(name[described:])).split()
    start = 0
    while start < len(words) - 1 and words[start] in _ARTICLES:
        start += 1
    end = len(words)
    while end > start + 1 and words[end - 1] in LEGAL:
        end -= 1
    return " ".join(words[start:end])


def without_remark(name: str) -> str:
    """A name without what stands behind it in brackets; itself where nothing else is left.

    Examples
    --------
    >>> without_remark("InfraVia (50%)"), without_remark("(sic)"), without_remark("Nova (a) (b)")
    ('InfraVia', '(sic)', 'Nova')
    """
    return _REMARK.sub("", name) or name


def _described(name: str) -> int:
    """Where a name starts after words that only describe it; 0 where nothing is left after them.

    A capital makes a word a part of the name: "banque publique Bpifrance", "Banque Postale".
    """
    described = False
    for word in _WORD.finditer(name):
        folded = fold(word[0])
        if folded in ("groupe", "group") or (word[0].islower() and folded in _DESCRIPTIONS):
            described = True
        elif not (folded in _ARTICLES or (word[0].islower() and folded in _NATIONALITIES)):
            return word.start() if described else 0
    return 0


def is_short_form(short: str, long: str) -> bool:
    """True where a name is another one's beginning and only general words follow it.

    Parameters
    ----------
    short, long
        Two keys made by `name_key`.

    Examples
    --------
    >>> is_short_form("brookfield", "brookfield asset management"), is_short_form("mgx", "mgx")
    (True, False)
    >>> is_short_form("bank", "bank of america")
    False
    """
    if not long.startswith(f"{short} "):
        return False
    return all(word in TAILS for word in long[len(short) :].split())


def asset_of(mention: str) -> Asset:
    """What kind of asset a mention is of.

    Examples
    --------
    >>> asset_of("vaste data center à Melun"), asset_of("super calculateur")
    (<Asset.DATA_CENTRE: 'data_centre'>, <Asset.COMPUTE: 'compute'>)
    >>> asset_of("Stargate")
    <Asset.UNKNOWN: 'unknown'>
    """
    folded = fold(mention)
    for kind, form in _ASSET_FORMS:
        if form.search(folded):
            return kind
    return Asset.UNKNOWN


def proper_name(mention: str) -> str | None:
    """The proper name in a mention of a project, folded; None in a mere description.

    A name starts with a capital letter or has one inside it ("programme EU AI Champions");
    "Campus IA" is a name, "campus IA" a description.

    Examples
    --------
    >>> proper_name("programme EU AI Champions"), proper_name("Campus IA")
    ('eu ai champions', 'campus ia')
    >>> proper_name("un data center géant"), proper_name("campus IA")
    (None, None)
    """
    before = _PREPOSITION.split(mention.replace("’", "'"), maxsplit=1)[0]
    words = re.sub(r"\b[dl]'", "", before).split()
    start = 0
    while start < len(words) and (words[start].islower() or fold(words[start]) in _DESCRIPTIONS):
        start += 1
    named = words[start:]
    folded = [word for part in named for word in fold(part).split()]
    while folded and folded[0] in _ARTICLES:
        folded = folded[1:]
    own = [word for word in folded if word not in _PLAIN]
    if not own:
        return None
    wholes = (" ".join(own), " ".join(folded))
    is_of_assets = any(form.fullmatch(each) for _, form in _ASSET_FORMS for each in wholes)
    if is_of_assets and (len(folded) == len(own) or any(word.islower() for word in named)):
        return None
    return " ".join(folded)


def own_name(named: str, known: Iterable[str]) -> str | None:
    """What of a project's name its parties and places do not say already.

    Parameters
    ----------
    named
        A proper name, folded.
    known
        Names of the parties and places that stand beside it.

    Returns
    -------
    str or None
        The name, with "ai" spelled "ia"; None where nothing of its own is left.

    Examples
    --------
    >>> own_name("softbank france programme", ["SoftBank", "Hauts-de-France"])
    >>> own_name("choose france 2025", ["France"]), own_name("campus ai", ["Fouju"])
    ('choose france 2025', 'campus ia')
    """
    said = {word for name in known for word in fold(name).split()} | _LABELS | _NATIONALITIES
    words = named.split()
    own = [word for word in words if word not in said]
    if len(own) < len(words):
        rest = " ".join(each for each in own if not each.isdigit() and each not in _PLAIN)
        if not rest or any(form.fullmatch(rest) for _, form in _ASSET_FORMS):
            return None
    return " ".join("ia" if word == "ai" else word for word in words)
