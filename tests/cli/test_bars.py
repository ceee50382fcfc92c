"""What a person on a terminal sees while a long command runs."""

import io

from rich.console import Console

from builder.cli.bars import Bars


def shown(bars: Bars) -> str:
    bars.progress.disable = False
    screen = Console(file=io.StringIO(), width=120, force_terminal=True, color_system=None)
    screen.print(bars.progress.make_tasks_table(bars.progress.tasks))
    return screen.file.getvalue()


def test_long_inputs_are_counted_in_bytes_and_captures():
    bars = Bars()
    bars.read_bytes(3_200_000, 12_800_000)
    bars.read_items(1_234)
    assert "reading captures" in shown(bars)
    assert "1,234 read, 3.2 MB of 12.8 MB" in shown(bars)


def test_standard_input_is_counted_in_captures():
    bars = Bars()
    bars.read_bytes(0, 0)
    bars.read_items(7)
    assert "7 " in shown(bars) and "MB" not in shown(bars)


def test_stages_are_counted_in_articles():
    bars = Bars()
    bars("annotate", 1_000, 20_000)
    assert "1,000 of 20,000" in shown(bars)


def test_nobody_is_told_where_nobody_looks():
    assert not Bars().visible
