"""A claim in the making."""

from dataclasses import dataclass, field

from grandlivre.claims.explain import in_words
from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import Purpose, Reason, Role, Stage
from grandlivre.claims.page.model import PlacedQuantity


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making: entities instead of names, the whole instead of its id."""

    placed: PlacedQuantity
    around: Surroundings
    role: Role = Role.OTHER
    stage: Stage = Stage.ANNOUNCED
    purpose: Purpose = Purpose.OTHER
    confidence: float = 1.0
    investors: list[Entity] = field(default_factory=list)
    beneficiaries: list[Entity] = field(default_factory=list)
    projects: list[Entity] = field(default_factory=list)
    places: list[Entity] = field(default_factory=list)
    speakers: list[Entity] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    whole: "Draft | None" = None
    body: "Draft | None" = None
    """The telling in the text that says what this one of a heading is, where they differed."""
    reasons: list[Reason] = field(default_factory=list)

    def because(self, name: str, feature: str, tokens: tuple[int, int] | None) -> None:
        """Keep what a field was read from."""
        start: int | None = None
        end: int | None = None
        if tokens is not None:
            page = self.around.page
            start, end = page.view.to_source(
                page.tokens.starts[tokens[0]], page.tokens.ends[tokens[1] - 1]
            )
        self.reasons.append(Reason(field=name, rule=in_words(feature), start=start, end=end))
