"""What queueing theory says of waiting."""


def erlang_c(k, load):
    """Probability of waiting with k servers and an offered load in Erlang."""
    block = 1.0
    for servers in range(1, k + 1):
        block = load * block / (servers + load * block)
    return block / (1 - load / k * (1 - block))
