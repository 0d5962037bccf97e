"""What events change: the same year with and without them."""

from collections.abc import Sequence
from dataclasses import replace

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate.model import Event, OperateOptions
from grandlivre.campus.operate.operate import operate
from grandlivre.campus.operate.year import CampusYear


def compare(
    design: CampusDesign, options: OperateOptions, events: Sequence[Event]
) -> tuple[CampusYear, ...]:
    """A year as it is, and the same year with each event alone.

    Parameters
    ----------
    design
        The campus.
    options
        Year, seed and whatever happens in all of the years.
    events
        What is to be told apart.

    Returns
    -------
    tuple
        The year of the options first, then one for each event in their order.

    Notes
    -----
    All years have the same jobs, the same luck with faults, the same weather, demand and prices,
    but for what the event itself changes (common random numbers): what differs is its doing.
    """
    disturbed = (replace(options, events=(*options.events, event)) for event in events)
    return tuple(operate(design, each) for each in (options, *disturbed))
