"""What is assumed about the world, with its sources."""

from grandlivre.reference.parameters.accelerators import generations
from grandlivre.reference.parameters.catalogue import parameters
from grandlivre.reference.parameters.grid import grid_steps
from grandlivre.reference.parameters.model import (
    Distribution,
    Generation,
    GridProcedure,
    GridStep,
    LeftOut,
    Parameter,
    Row,
    Scale,
    Share,
)
from grandlivre.reference.parameters.quantiles import mean, quantile

__all__ = [
    "Distribution",
    "Generation",
    "GridProcedure",
    "GridStep",
    "LeftOut",
    "Parameter",
    "Row",
    "Scale",
    "Share",
    "generations",
    "grid_steps",
    "mean",
    "parameters",
    "quantile",
]
