"""Grand Livre follows AI-infrastructure money from the announcement to the megawatt."""

__version__ = "0.1.0"
