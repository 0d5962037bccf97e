"""What the blocks bring together, against trying all pairs."""

from collections import defaultdict
from collections.abc import Hashable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from grandlivre.entities.blocking import Index, candidates
from grandlivre.entities.compare import weigh
from grandlivre.entities.model import Name, Verdict
from grandlivre.entities.profile import Profile, profile

pytest.importorskip("bench.names", reason="run from the project's folder: python -m pytest")

from bench.names import named


def test_no_pair_that_is_one_is_missed_among_made_up_names() -> None:
    profiles = [profile(Name(form=form)) for form, _ in named(3, 250)]
    found = set(candidates(profiles))
    missed = [
        (profiles[one].name.form, profiles[other].name.form)
        for one, other in combinations(range(len(profiles)), 2)
        if (one, other) not in found
        and weigh(profiles[one], profiles[other]).verdict is Verdict.SAME
    ]
    # Two letters wrong in different words share no block; that is the price of not trying all.
    assert len(missed) <= 2, missed


@given(st.text("abcdeé", min_size=8, max_size=14), st.data())
def test_no_name_one_edit_away_is_missed(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    wrong = data.draw(
        st.sampled_from(
            [
                name[:place] + "z" + name[place:],
                name[:place] + name[place + 1 :],
                name[:place] + "z" + name[place + 1 :],
                name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :],
            ]
        )
    )
    profiles = [profile(Name(form=each)) for each in (name, wrong)]
    short = min(len(each.joined) for each in profiles)
    if short >= 8 and OSA.distance(profiles[0].joined, profiles[1].joined) <= 1:
        assert candidates(profiles) == [(0, 1)]


def test_names_compared_before_are_left_out() -> None:
    profiles = [profile(Name(form=form)) for form in ("Zephyrion", "Zephyrion SA", "Zephyrion AG")]
    assert candidates(profiles, fresh=2) == [(0, 2), (1, 2)]


def test_a_word_that_all_share_makes_no_block_of_all() -> None:
    words = [f"Boreal{chr(97 + n // 26)}{chr(97 + n % 26)}x Data" for n in range(400)]
    profiles = [profile(Name(form=form)) for form in words]
    assert len(candidates(profiles)) < 400 * 20


def test_what_came_first_makes_no_difference() -> None:
    profiles = [profile(Name(form=form)) for form, _ in named(5, 500)]
    whole = candidates(profiles)
    index = Index()
    for start in range(0, 500, 50):
        # Asked in between, which sorts the large blocks.
        index.pairs([(index.add(each), each) for each in profiles[start : start + 50]])
    assert index.pairs(enumerate(profiles)) == whole
    last = [(at, profiles[at]) for at in range(450, 500)]
    assert set(index.pairs(last)) <= set(whole)


def test_an_acronym_of_another_spelling_is_found() -> None:
    index = Index()
    number = index.add(profile(Name(form="Cdb Group")))
    long = index.add(profile(Name(form="Compagnie de Boréalie")))
    asked = [(long, profile(Name(form="Compagnie de Boréalie")))]
    assert index.pairs(asked) == []
    index.add_spelling(number, profile(Name(form="CDB")))
    assert index.pairs(asked) == [(number, long)]


def by_definition(profiles: list[Profile]) -> set[tuple[int, int]]:
    """Blocks of one kind after the other, in plain dictionaries."""
    words: dict[Hashable, list[int]] = defaultdict(list)
    for place, each in enumerate(profiles):
        for word in each.big:
            words[word].append(place)
    found = set[tuple[int, int]]()
    for word, block in words.items():
        if len(block) <= 40:
            for one, other in combinations(block, 2):
                ranked = [
                    sorted((len(words[each]), each) for each in profiles[place].big)
                    for place in (one, other)
                ]
                if any((len(block), word) in best[:3] for best in ranked):
                    found.add((one, other))
    for kind in ("joined", "meaning"):
        blocks = defaultdict(list)
        for place, each in enumerate(profiles):
            blocks[getattr(each, kind)].append(place)
        for key, block in blocks.items():
            if key and len(block) <= 40:
                found.update(combinations(block, 2))
    return found


def test_rare_words_letters_and_meanings_are_found_as_defined() -> None:
    profiles = [profile(Name(form=form)) for form, _ in named(11, 600)]
    assert by_definition(profiles) <= set(candidates(profiles))
