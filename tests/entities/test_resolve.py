from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim
from grandlivre.entities import Linker, resolve
from grandlivre.entities.lookup import reference_lookup
from grandlivre.entities.model import Judgement, Ruling

SOURCE = document("a.txt", "a")


def _claims(*names: str) -> list[Claim]:
    return [claim(SOURCE, number, investors=(name,)) for number, name in enumerate(names)]


def _linker(*names: str) -> Linker:
    return resolve(_claims(*names), lookup=FakeLookup())


def test_spellings_of_one_known_party_are_one() -> None:
    linker = _linker("BPI France", "Bpifrance", "BPI")
    assert len({linker.party(name).key for name in ("BPI France", "Bpifrance", "bpi")}) == 1
    assert linker.party("BPI").name == "Bpifrance"


def test_a_short_form_of_one_longer_name_is_that_name() -> None:
    linker = _linker("Nova", "Nova Technologies", "Nova Technologies")
    assert linker.party("Nova").key == linker.party("Nova Technologies").key


def test_a_short_form_of_two_longer_names_stays_apart() -> None:
    linker = _linker("Nova", "Nova Energy", "Nova Capital")
    assert len({linker.party(n).key for n in ("Nova", "Nova Energy", "Nova Capital")}) == 3


def test_a_misprint_is_mended_towards_the_known_name() -> None:
    linker = _linker("Digital Reality", "Digital Realty")
    assert linker.party("Digital Reality").name == "Digital Realty"


def test_short_names_one_letter_apart_stay_apart() -> None:
    linker = _linker("Nebius", "Nebius", "Nebiur")
    assert linker.party("Nebius").key != linker.party("Nebiur").key


def test_a_parent_is_linked_and_not_merged() -> None:
    linker = _linker("MGX", "UAE", "Oracle")
    mgx, state, oracle = (linker.party(name).key for name in ("MGX", "UAE", "Oracle"))
    assert mgx != state
    assert linker.are_related(mgx, state)
    assert linker.are_related(state, mgx)
    assert not linker.are_related(mgx, oracle)


def test_a_name_never_seen_is_an_entity_of_its_own() -> None:
    assert _linker().party("Zephyr Compute").name == "Zephyr Compute"


def test_a_place_or_a_party_is_no_project_name() -> None:
    linker = _linker("Iliad")
    assert not linker.project("réseau d'Iliad").is_named
    assert not linker.project("Fouju", ("Fouju",)).is_named
    assert linker.project("Stargate", ("France",)).is_named


def test_the_packages_own_lists_know_funds_states_and_places() -> None:
    linker = resolve(_claims("MGX", "Émirats arabes unis", "Data4", "Brookfield"))
    key = {name: linker.party(name).key for name in ("MGX", "UAE", "Data4", "Brookfield")}
    assert linker.are_related(key["MGX"], linker.party("Émirats arabes unis").key)
    assert linker.are_related(key["Data4"], key["Brookfield"])
    fouju, essonne = linker.place("Fouju"), linker.place("Essonne")
    assert linker.place("Seine-et-Marne").holds(fouju)
    assert not essonne.touches(fouju)
    assert linker.place("plateau de Saclay").touches(essonne)
    assert linker.place("Europe").touches(linker.place("Union européenne"))
    assert linker.place("nowhere at all").level == 0


def test_english_names_of_states_come_from_the_list() -> None:
    assert reference_lookup().english("Émirats arabes unis") == "United Arab Emirates"
    assert reference_lookup().english("Commission européenne") == "European Commission"
    assert reference_lookup().english("Brookfield") == "Brookfield"


NAMES = ("Nova", "Nova AI", "Nova Energy", "MGX", "UAE", "Digital Reality", "Digital Realty", "É")


@settings(deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12), st.randoms())
def test_the_order_of_claims_makes_no_difference(names: list[str], random: object) -> None:
    claims = _claims(*names)
    first = resolve(claims, lookup=FakeLookup())
    shuffled = claims[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    second = resolve(shuffled, lookup=FakeLookup())
    assert dict(first.keys) == dict(second.keys)
    assert dict(first.entities) == dict(second.entities)


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_name_whatever_is_resolved(names: list[str]) -> None:
    linker = _linker(*names)
    for name in names:
        assert linker.party(name).key
        assert linker.project(name).key
        assert linker.place(name).key


def test_never_seen_projects_and_places_come_together_too() -> None:
    claims = [
        claim(SOURCE, number, projects=(project,), places=(place,))
        for number, (project, place) in enumerate(
            [
                ("Borealis Campus", "Vallombreuse"),
                ("Borealis Campus", "Vallombreuse"),
                ("Borealys Campus", "Valombreuse"),
                ("Borealis Campus 2", "Vallombreuse-le-Haut"),
            ]
        )
    ]
    linker = resolve(claims, lookup=FakeLookup())
    project = {name: linker.project(name).key for name in ("Borealis Campus", "Borealys Campus")}
    assert len(set(project.values())) == 1
    assert linker.project("Borealis Campus 2").key not in project.values()
    assert linker.place("Valombreuse").key == linker.place("Vallombreuse").key
    assert linker.place("Vallombreuse-le-Haut").key != linker.place("Vallombreuse").key


def test_a_person_is_obeyed() -> None:
    claims = _claims("Zephyrion", "Zephyrion Systems", "Borealia")
    by_itself = resolve(claims, lookup=FakeLookup())
    assert by_itself.party("Zephyrion").key == by_itself.party("Zephyrion Systems").key
    apart = Judgement(first="Zephyrion", second="Zephyrion Systems", ruling=Ruling.NOT_SAME)
    same = Judgement(first="Zephyrion", second="Borealia", ruling=Ruling.SAME)
    linker = resolve(claims, lookup=FakeLookup(), judgements=[apart, same])
    assert linker.party("Zephyrion").key != linker.party("Zephyrion Systems").key
    assert linker.party("Zephyrion").key == linker.party("Borealia").key
    assert {"judged.same", "judged.not_same"} <= {
        feature.name for each in linker.decisions for feature in each.features
    }


def test_a_house_and_its_arm_are_linked() -> None:
    linker = resolve(_claims("Zephyrion", "Zephyrion Canada"), lookup=FakeLookup())
    house, arm = linker.party("Zephyrion").key, linker.party("Zephyrion Canada").key
    assert house != arm
    assert linker.are_related(house, arm)
    assert linker.are_related(arm, house)


def test_who_was_settled_before_keeps_the_key() -> None:
    first = resolve(_claims("Zephyrion Systems"), lookup=FakeLookup())
    later = resolve(
        _claims("Zephyrion", "Zephyrion Technologies"),
        lookup=FakeLookup(),
        earlier=first.settled,
    )
    assert later.party("Zephyrion Systems").key == first.party("Zephyrion Systems").key
    assert later.settled.parties.settled


def test_known_parties_bring_their_identifiers() -> None:
    linker = resolve(_claims("Bpifrance"))
    assert "siren:320252489" in linker.party("Bpifrance").ids


def test_a_ledger_of_some_claims_shows_their_names_alone() -> None:
    whole = resolve(
        _claims("Zephyrion", "ZEPHYRION SA", "Zephyrion Canada", "Borealia"), lookup=FakeLookup()
    )
    some = resolve(_claims("Zephyrion", "Borealia"), lookup=FakeLookup(), earlier=whole.settled)
    assert some.party("Zephyrion").key == whole.party("ZEPHYRION SA").key
    assert some.party("Zephyrion").forms == ("Zephyrion",)
    assert whole.party("Zephyrion Canada").key not in some.entities
    assert some.settled == whole.settled


def test_kin_are_known_by_names_that_are_not_met_now() -> None:
    first = resolve(
        _claims("Zephyrion", "Zephyrion Canada", "Zephyrion Canada Inc"), lookup=FakeLookup()
    )
    assert first.are_related(first.party("Zephyrion").key, first.party("Zephyrion Canada Inc").key)
    later = resolve(
        _claims("Zephyrion", "Zephyrion Canada Inc"), lookup=FakeLookup(), earlier=first.settled
    )
    assert later.are_related(later.party("Zephyrion").key, later.party("Zephyrion Canada Inc").key)


def test_what_the_list_knows_by_another_name_is_known() -> None:
    first = resolve(_claims("Digital Realty", "Digital Reality"), lookup=FakeLookup())
    later = resolve(_claims("Digital Reality"), lookup=FakeLookup(), earlier=first.settled)
    assert later.party("Digital Reality") == replace(
        first.party("Digital Realty"), forms=("Digital Reality",)
    )


def test_a_parent_that_was_met_before_the_list_knew_it_is_still_the_parent() -> None:
    class Unaware(FakeLookup):
        def party(self, name: str):  # type: ignore[no-untyped-def]
            return None

    before = resolve(_claims("UAE"), lookup=Unaware())
    later = resolve(_claims("MGX", "UAE"), lookup=FakeLookup(), earlier=before.settled)
    assert later.party("UAE").key == before.party("UAE").key
    assert later.party("UAE").is_known
    assert later.are_related(later.party("MGX").key, later.party("UAE").key)


def test_projects_and_places_keep_their_keys_too() -> None:
    def told(*projects: str, place: str) -> list[Claim]:
        return [
            claim(SOURCE, number, projects=(name,), places=(place,))
            for number, name in enumerate(projects)
        ]

    first = resolve(told("Campus Alta", place="Trifouillis"), lookup=FakeLookup())
    later = resolve(
        told("Campus Altra", "Campus Altra", "CAMPUS ALTA", place="Trifouillis-les-Oies"),
        lookup=FakeLookup(),
        earlier=first.settled,
    )
    assert later.project("Campus Alta").key == first.project("Campus Alta").key
    assert later.place("Trifouillis-les-Oies").name == "Trifouillis-les-Oies"
    again = resolve(
        told("Campus Alta", place="TRIFOUILLIS"), lookup=FakeLookup(), earlier=later.settled
    )
    assert again.project("Campus Alta").key == first.project("Campus Alta").key
    assert again.place("TRIFOUILLIS").key == first.place("Trifouillis").key
