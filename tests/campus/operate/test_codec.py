import dataclasses

import numpy as np
import pytest
from small_campus import year

from grandlivre.campus.operate.codec import ARRAYS, YEAR, year_from_folder, year_to_folder
from grandlivre.errors import CodecError


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=True)
    if dataclasses.is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, each.name), getattr(other, each.name))
            for each in dataclasses.fields(one)
        )
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == other or (np.isnan(one) and np.isnan(other))
    return one == other


@pytest.mark.parametrize("names", [(), ("outage", "next")])
def test_a_year_comes_back_as_it_was(tmp_path, names):
    found = year(*names)
    year_to_folder(found, tmp_path / "year")
    assert same(found, year_from_folder(tmp_path / "year"))


@pytest.mark.parametrize("name", [YEAR, ARRAYS])
@pytest.mark.parametrize("damage", [None, b"", b"{}"])
def test_a_folder_that_is_not_whole_says_which_file(tmp_path, name, damage):
    year_to_folder(year(), tmp_path)
    if damage is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(damage)
    with pytest.raises(CodecError) as caught:
        year_from_folder(tmp_path)
    assert name in caught.value.where
