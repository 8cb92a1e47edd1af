"""The progress bar: on standard error, and only where somebody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from formcheck.naming import on_one_line

if TYPE_CHECKING:
    from formcheck.analysis import Progress


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on the screen, or none.

    Attributes:
        take: What takes the progress; None where nobody watches.
        aside: Puts the bar away for as long as something else is printed.
    """

    take: Callable[[Progress], None] | None = None
    aside: Callable[[], AbstractContextManager[None]] = nullcontext


@contextmanager
def progress_bar(label: str) -> Iterator[Bar]:
    """Shows a bar with frames a second and the time left.

    Args:
        label: What is worked on.

    Yields:
        The bar; one that shows nothing where standard error is not a terminal.
    """
    from rich import progress as bars
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    if not console.is_terminal:
        yield Bar()
        return

    class Speed(bars.ProgressColumn):
        """Frames a second, over the last seconds."""

        def render(self, task: bars.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.0f} frames/s" if speed else "", style="progress.data.speed")

    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.TaskProgressColumn(),
        Speed(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(on_one_line(label), total=None)

        def take(progress: Progress) -> None:
            bar.update(task, completed=progress.frames_done, total=progress.frames_total)

        @contextmanager
        def aside() -> Iterator[None]:
            bar.stop()
            try:
                yield
            finally:
                bar.start()

        yield Bar(take, aside)
