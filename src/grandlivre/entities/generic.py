"""Names that name nobody: descriptions, plurals, offices, and projects taken for parties."""

from collections.abc import Iterable

from grandlivre.base.fold import fold
from grandlivre.entities.names import words_in

# Nouns that stand for a kind of payer and never for one of them, as folded words.
_NOUNS = words_in(
    """
    company companies compagnie compagnies firm firms business businesses corporation
    corporations societe societes entreprise entreprises groupe groupes group groups investor
    investors investisseur investisseurs partner partners partenaire partenaires backer backers
    lender lenders preteur preteurs bank banks banque banques fund funds fonds builder builders
    constructeur constructeurs developer developers promoteur promoteurs promoter promoters
    operator operators operateur operateurs owner owners proprietaire proprietaires shareholder
    shareholders actionnaire actionnaires startup startups start up ups pousse pousses scale
    country countries pays nation nations etats region regions metropole metropoles commune
    communes city cities town towns ville villes council councils conseil conseils collectivite
    collectivites municipality municipalities auditor auditors auditeur auditeurs court courts
    cour cours tribunal parliament parlement commission committee comite minister ministers
    ministre ministres ministry ministries ministere ministeres official officials responsable
    responsables authority authorities autorite autorites agency agencies agence agences
    government governments gouvernement gouvernements public private prive prives privee privees
    consortium consortia alliance coalition sector secteur industry industrie industries market
    marche manager managers gestionnaire gestionnaires customer customers client clients
    taxpayer taxpayers contribuable contribuables analyst analysts analyste analystes source
    sources project projet projects projets programme program plan site campus giant giants
    geant geants player players acteur acteurs institution institutions supplier suppliers
    fournisseur fournisseurs member members membre membres association associations club clubs
    """
)
_ADJECTIVES = words_in(
    """
    the a an le la les l un une des du de d of and et its their ses leurs son sa this these
    other others autre autres several plusieurs many some quelques certain certains various
    divers foreign etranger etrangers etrangere etrangeres local locale locaux locales national
    nationale nationaux nationales international internationale internationaux
    internationales global mondial mondiaux regional regionale regionaux big large small grand
    grands grande grandes petit petits new nouveau nouveaux nouvelle nouvelles major majeur
    majeurs main principal principaux leading first premier premiers same meme memes jeune
    jeunes tech technology technologie technologies financial financier financiers institutional
    institutionnel institutionnels state owned sovereign souverain souverains investment
    investissement investissements asset assets actif actifs francais francaise francaises french
    american americain americains americaine americaines us european europeen europeens
    europeenne europeennes canadian canadien canadiens canadienne british britannique
    britanniques emirati emiratis japanese japonais german allemand allemands chinese chinois
    indian indien dutch swedish suedois italian italien spanish espagnol real estate immobilier
    """
)
_OFFICES = words_in(
    """
    president presidente minister ministre premier chancellor chancelier mayor maire senator
    senateur senatrice deputy depute deputee mr mrs ms madame monsieur ceo pdg chairman governor
    prefet prefect spokesman spokeswoman
    """
)


def is_description(forms: Iterable[str]) -> bool:
    """True where a name describes a kind of payer, or an office, and names none.

    Parameters
    ----------
    forms
        Every spelling met.

    Examples
    --------
    >>> is_description(["Foreign companies"]), is_description(["startups françaises"])
    (True, True)
    >>> is_description(["President Emmanuel Macron"]), is_description(["Court"])
    (True, True)
    >>> is_description(["Digital Realty"]), is_description(["Eiffage"])
    (False, False)
    """
    return all(_describes(form) for form in forms)


def _describes(form: str) -> bool:
    words = fold(form).split()
    if not words or form == form.lower():
        # A name has a capital or a digit somewhere; "la métropole" has none.
        return not any(char.isdigit() for char in form)
    if len(words) > 1 and words[0] in _OFFICES:
        return True
    plain = [word for word in words if word not in _ADJECTIVES]
    return bool(plain) and all(word in _NOUNS for word in plain)
