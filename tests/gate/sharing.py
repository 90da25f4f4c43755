"""Units that share one transaction, whoever else is at work."""

from collections.abc import Callable
from threading import Event, Thread

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.gate.writer import Writer


def in_one_transaction(door: Door, *acts: Callable[[], object]) -> list[object]:
    """Let `acts` queue up, in this order, behind a unit that waits for them; return what each gave
    or raised."""
    door.writer.close()
    door.writer = Writer(threads=1)
    given: list[object] = [None] * len(acts)
    began, go_on = Event(), Event()

    def hold(_: Record) -> None:
        began.set()
        go_on.wait(10)

    def run(at: int) -> None:
        try:
            given[at] = acts[at]()
        except MamoruError as error:
            given[at] = error

    threads = [Thread(target=door.writer.run, args=(hold,))]
    threads += [Thread(target=run, args=(at,)) for at in range(len(acts))]
    threads[0].start()
    began.wait(10)
    for waiting, thread in enumerate(threads[1:], 1):
        thread.start()
        while door.writer._jobs.qsize() < waiting:  # nothing outside tells who waits
            assert thread.is_alive()
    go_on.set()
    for thread in threads:
        thread.join()
    return given
