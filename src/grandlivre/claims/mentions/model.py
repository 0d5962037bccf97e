"""Who and what a text names: parties, persons, places, projects, by name or by description.

A description ("le fonds canadien", "the chipmaker") and a pronoun are mentions too; `resolve` ties
them to the party that they stand for, so that every later rule may treat the three alike.
"""

from dataclasses import dataclass, field

from grandlivre.reference.parties import Party

NAME, DESCRIPTION, PRONOUN = "name", "description", "pronoun"


@dataclass(slots=True)
class Mention:
    """A stretch of tokens that names something; `entity` is what it stands for."""

    kind: str
    """party, person, place, project, media or state."""
    first: int
    last: int
    """Tokens, the end exclusive, the description before a name included."""
    head: int
    """First token of the name itself."""
    name: str
    form: str = NAME
    country: str | None = None
    noun: str = ""
    """Class of the describing noun: company, fund, bank, state, local, media."""
    party: Party | None = None
    hints: tuple[Party, ...] = ()
    """Parties that a description means where the text names one of them."""
    entity: "Entity | None" = None
    span: tuple[int, int] = (0, 0)
    """Tokens of the whole enumeration that it is a member of ("MGX, Oracle et SoftBank")."""
    sentence: int = 0
    """Number of the sentence that it stands in."""


@dataclass(slots=True, eq=False)
class Entity:
    """One party, place or project of the document, with all mentions of it."""

    kind: str
    name: str
    key: str
    number: int = 0
    country: str | None = None
    noun: str = ""
    party: Party | None = None
    mentions: list[Mention] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Words by which the text describes it, in lower case: "danish", "developer"."""

    @property
    def is_several(self) -> bool:
        """True for "foreign companies", "neuf pays": no one party, but many unnamed."""
        first = self.mentions[0] if self.mentions else None
        return (
            first is not None
            and first.form == DESCRIPTION
            and self.name[-1:] in "sx"
            and not self.name.endswith(("fonds", "business", "ss"))
        )
