"""When, and with what odds, the promises would be built."""

from grandlivre.outlook.conditions import read_condition
from grandlivre.outlook.model import Condition, Outcome, Outlook, ProjectOptions, Scenario, Scope
from grandlivre.outlook.paths import ProjectPaths, paths
from grandlivre.outlook.project import compare, project
from grandlivre.outlook.scenarios import read_scenario, scenarios

__all__ = [
    "Condition",
    "Outcome",
    "Outlook",
    "ProjectOptions",
    "ProjectPaths",
    "Scenario",
    "Scope",
    "compare",
    "paths",
    "project",
    "read_condition",
    "read_scenario",
    "scenarios",
]
