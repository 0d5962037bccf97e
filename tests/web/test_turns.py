"""Answers are made one after another, and pass by one that takes long."""

import asyncio

from serving import run_async

from grandlivre.web.turns import Turns

LONG = 3600.0


class Makers:
    """Counts who makes something at the same time."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.at_once, self.most_at_once = 0, 0
        self.done: list[int] = []

    async def make(self, number: int, until: "asyncio.Event | None" = None) -> None:
        async with self.turns.taken():
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await (asyncio.sleep(0) if until is None else until.wait())
            self.at_once -= 1
            self.done.append(number)


def test_quick_ones_are_made_one_after_another_in_order():
    async def run():
        makers = Makers(Turns(LONG))
        await asyncio.gather(*(makers.make(number) for number in range(12)))
        return makers

    makers = run_async(run())
    assert makers.done == list(range(12))
    assert makers.most_at_once == 1


def test_others_pass_by_one_that_takes_long():
    async def run():
        makers, over = Makers(Turns(0.01)), asyncio.Event()
        slow = asyncio.ensure_future(makers.make(0, over))
        await asyncio.gather(*(makers.make(number) for number in range(1, 12)))
        over.set()
        await slow
        return makers

    assert run_async(run()).done == [*range(1, 12), 0]


def test_never_more_than_three_at_once():
    async def run():
        makers, over = Makers(Turns(0.0)), asyncio.Event()
        slow = [asyncio.ensure_future(makers.make(number, over)) for number in range(7)]
        await asyncio.sleep(0.1)
        over.set()
        await asyncio.gather(*slow)
        return makers

    makers = run_async(run())
    assert makers.most_at_once == 3
    assert sorted(makers.done) == list(range(7))


def test_a_turn_that_is_given_up_or_fails_is_there_for_the_next():
    async def run():
        makers, never = Makers(Turns(LONG)), asyncio.Event()
        asked = [asyncio.ensure_future(makers.make(number, never)) for number in range(9)]
        await asyncio.sleep(0)
        for each in asked:
            each.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        try:
            async with makers.turns.taken():
                raise ValueError
        except ValueError:
            pass
        await asyncio.wait_for(makers.make(9), 60)
        return makers.done

    assert run_async(run()) == [9]
