"""What is loaded before it is known whether a build has anything to do."""

import subprocess
import sys


def test_the_plugin_loads_nothing_of_what_makes_pages() -> None:
    listing = "import sys; import builder.plugin.events; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", listing], check=True, capture_output=True, text=True
    ).stdout
    assert "builder.plugin.events" in loaded.split()
    late = {"numpy", "builder.plugin.pages", "builder.plugin.session", "builder.derive.library"}
    assert late.isdisjoint(loaded.split())
