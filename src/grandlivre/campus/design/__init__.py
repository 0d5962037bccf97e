"""Campus designs: what stands where, for whom, under which contract."""

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.design.read import design_named, designs, parse_design, read_design
from grandlivre.campus.design.standing import allowed, connection, open_phases, standing

__all__ = [
    "CampusDesign",
    "allowed",
    "connection",
    "design_named",
    "designs",
    "open_phases",
    "parse_design",
    "read_design",
    "standing",
]
