"""Campus designs: what stands where, for whom, under which contract."""

from grandlivre.campus.design.load import expected_load
from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.design.read import design_named, designs, parse_design, read_design
from grandlivre.campus.design.standard import campus_of
from grandlivre.campus.design.standing import allowed, connection, open_phases, standing
from grandlivre.campus.design.write import design_to_toml

__all__ = [
    "CampusDesign",
    "allowed",
    "campus_of",
    "connection",
    "design_named",
    "design_to_toml",
    "designs",
    "expected_load",
    "open_phases",
    "parse_design",
    "read_design",
    "standing",
]
