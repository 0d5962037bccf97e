"""What another quantity may be a part of: which are asked about, and what is told of each."""

from grandlivre.claims.figures.around import Scenes, Surroundings
from grandlivre.claims.model import Role
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.parts.wholes import Told, Wholes
from grandlivre.documents.model import Document


class Reader:
    """A page whose quantities are asked what they are part of."""

    def __init__(self, text: str, roles: dict[int, Role] | None = None) -> None:
        page = lay_out(Document(id="d", name="d.txt", text=text, language="en"))
        assert page is not None
        self.text = text
        self.quantities = page.quantities
        self.told = {
            placed.number: Told((roles or {}).get(placed.number, Role.COMMITMENT))
            for placed in page.quantities
        }
        self.wholes = Wholes(Scenes(page))

    def quote(self, placed: PlacedQuantity) -> str:
        return self.text[placed.quantity.start : placed.quantity.end]

    def candidates(self, number: int) -> dict[str, set[str]]:
        """Quotes of the candidates for a quantity, each with its features."""
        mine = self.quantities[number]
        around = Surroundings(self.wholes.scenes.of(mine.sentence.number), mine)
        return {
            self.quote(other): {name for part in parts for name in part}
            for other, parts in self.wholes.candidates(around, self.told)
        }


def test_only_larger_quantities_of_the_same_measure_are_asked_about() -> None:
    reader = Reader("A plan of £10bn has 40 MW. It began with £3bn. Of that, £2bn is for halls.")
    assert set(reader.candidates(3)) == {"£10bn", "£3bn"}
    assert set(reader.candidates(0)) == set()


def test_tellings_of_one_value_are_one_candidate_and_the_nearest_before_stands_for_it() -> None:
    reader = Reader("MGX plans £10bn\n\nThey plan £10 billion. Of that, £2bn is for halls.")
    assert set(reader.candidates(2)) == {"£10 billion"}


def test_a_programme_far_away_is_asked_about() -> None:
    filler = "Nothing happened that day. " * 45
    text = f"The plan is £109bn. {filler}MGX brings £20bn."
    assert set(Reader(text).candidates(1)) == set()
    assert set(Reader(text, {0: Role.PROGRAMME}).candidates(1)) == {"£109bn"}


def test_words_and_sums_are_told() -> None:
    reader = Reader("It is £20bn, of which £15bn is for halls. The other £5bn is for power.")
    features = reader.candidates(1)["£20bn"]
    assert {"of-which>here-before0", "adds-up:run"} <= features
    features = reader.candidates(2)
    assert "adds-up:run" in features["£20bn"]
    assert "run-fellow" in features["£15bn"]


def test_what_was_settled_is_told_for_the_next() -> None:
    reader = Reader("It is £20bn, of which £12bn is for halls and £3bn for power.")
    whole, part, _ = reader.quantities
    assert "prev-same:here" not in reader.candidates(2)["£20bn"]
    reader.wholes.settle(part, whole)
    assert "prev-same:here" in reader.candidates(2)["£20bn"]
    assert "prev-other:here" in reader.candidates(2)["£12bn"]


def test_half_of_it_fits() -> None:
    reader = Reader("The round is £24m. Half of it, £12m, is for a plant.")
    assert "fraction-fits" in reader.candidates(1)["£24m"]


def test_a_table_of_amounts_has_few_candidates() -> None:
    rows = "\n".join(f"* £{n}m for site {n}" for n in range(300, 0, -1))
    reader = Reader(f"The plan:\n\n{rows}")
    assert all(len(reader.candidates(n)) <= 20 for n in range(0, 300, 30))
