"""placeholder"""


def flags_of(projects, sites, facts, making):
    return ()
