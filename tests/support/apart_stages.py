"""What processes apart are asked to do, well or badly."""

import os
import signal
import time

from grandlivre.errors import DocumentError


def counted(tell, steps):
    for step in range(steps):
        tell(step, steps)
    return str(steps).encode()


def who(tell):
    return str(os.getpid()).encode()


def hoarder(tell):
    held = []
    while True:
        held.append(bytearray(20_000_000))


def sleeper(tell):
    time.sleep(600)


def spinner(tell):
    while True:
        pass


def dying(tell):
    os.kill(os.getpid(), signal.SIGSEGV)


def recursing(tell):
    return recursing(tell)


def writer(tell):
    with open("/tmp/grandlivre-never", "wb") as file:
        file.write(b"x" * 100)
        file.flush()


def talker(tell):
    return b"x" * 100_000


def refusing(tell):
    raise DocumentError("an odd text", where="a.txt")
