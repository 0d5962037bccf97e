"""Every fixed text of a campus' pages, in both languages."""

from collections.abc import Mapping

from grandlivre.campus.design.model import Mark, TenantKind, WorkClass
from grandlivre.ledger.model import Words
from grandlivre.report.campus.sentences import SENTENCES

CLASSES: Mapping[WorkClass, Words] = {
    WorkClass.PRETRAINING: Words(fr="pré-entraînement", en="pre-training"),
    WorkClass.SWEEP: Words(fr="essais de conception", en="design sweeps"),
    WorkClass.FINETUNING: Words(fr="spécialisation de modèles", en="fine-tuning"),
    WorkClass.HPC: Words(fr="calcul scientifique", en="scientific computing"),
    WorkClass.TEACHING: Words(fr="enseignement", en="teaching"),
    WorkClass.INFERENCE: Words(fr="inférence", en="inference"),
    WorkClass.DEPLOYMENT: Words(fr="cas d’usage", en="use cases"),
    WorkClass.REPLAY: Words(fr="enregistrement rejoué", en="replayed trace"),
}
TENANTS: Mapping[TenantKind, Words] = {
    TenantKind.LABORATORY: Words(fr="laboratoire de modèles", en="model laboratory"),
    TenantKind.STARTUP: Words(fr="jeunes entreprises", en="start-ups"),
    TenantKind.RESEARCH: Words(fr="recherche", en="research"),
    TenantKind.EDUCATION: Words(fr="enseignement", en="education"),
    TenantKind.STATE: Words(fr="État", en="state"),
    TenantKind.HEALTH: Words(fr="santé", en="health"),
    TenantKind.MOBILITY: Words(fr="mobilité", en="mobility"),
    TenantKind.ENERGY: Words(fr="énergie", en="energy"),
    TenantKind.FINANCE: Words(fr="finance", en="finance"),
    TenantKind.INDUSTRY: Words(fr="industrie", en="industry"),
    TenantKind.CLOUD: Words(fr="nuage", en="cloud"),
}
MARKS: Mapping[Mark, Words] = {
    Mark.SAID: Words(fr="dit", en="said"),
    Mark.INFERRED: Words(fr="déduit", en="inferred"),
    Mark.JUDGED: Words(fr="jugé", en="judged"),
}
RULES: Mapping[str, Words] = {
    "zone": Words(fr="zone de confiance de chaque locataire", en="each tenant’s zones of trust"),
    "pool": Words(fr="ensembles ouverts à chaque locataire", en="pools open to each tenant"),
    "quota": Words(fr="quotas", en="quotas"),
    "budget": Words(fr="budgets du mois", en="budgets of the month"),
    "reservation": Words(fr="accès réservés", en="reserved access"),
    "cap": Words(fr="plafond de puissance du site", en="the site’s cap on power"),
    "capacity": Words(fr="accélérateurs qui existent", en="accelerators that there are"),
}


def said(key: str, language: str, **blanks: object) -> str:
    """A fixed text with its blanks filled.

    Examples
    --------
    >>> said("losses", "en")
    'conversion losses'
    """
    return SENTENCES[key].of(language).format(**blanks)


def form(key: str, language: str) -> str:
    """A fixed text with its blanks still open."""
    return SENTENCES[key].of(language)


def rule(name: str, language: str) -> str:
    """What a rule that was checked is called."""
    return RULES[name].of(language) if name in RULES else name
