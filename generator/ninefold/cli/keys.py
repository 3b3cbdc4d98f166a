"""Single keys at the terminal, while something else goes on."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping

from ninefold.preview.serving import current_loop


@contextlib.contextmanager
def keys(commands: Mapping[str, Callable[[], None]]) -> Iterator[bool]:
    """Call what a key stands for, in the event loop; give whether keys are listened to.

    They are at a terminal whose input is this process's own; it is left as it was found.
    """
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield False
        return
    try:
        number = sys.stdin.fileno() if sys.stdin and sys.stdin.isatty() else -1
        before = termios.tcgetattr(number) if number >= 0 else None
    except (OSError, ValueError, termios.error):
        before = None
    if before is None:
        yield False
        return

    def pressed() -> None:
        key = sys.stdin.read(1)
        if command := commands.get(key.lower()):
            command()
        elif not key:
            current_loop().remove_reader(number)

    tty.setcbreak(number)  # Ctrl-C stays what it is
    current_loop().add_reader(number, pressed)
    try:
        yield True
    finally:
        with contextlib.suppress(Exception):
            current_loop().remove_reader(number)
        termios.tcsetattr(number, termios.TCSADRAIN, before)
