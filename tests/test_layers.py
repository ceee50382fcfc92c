"""The architecture is checked, not only described."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_imports_go_downward_only():
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_model_types_are_frozen():
    import dataclasses
    import importlib
    import pkgutil

    import builder.model

    found = []
    for module in pkgutil.iter_modules(builder.model.__path__):
        for value in vars(importlib.import_module(f"builder.model.{module.name}")).values():
            if dataclasses.is_dataclass(value) and isinstance(value, type):
                found.append(value.__name__)
                assert value.__dataclass_params__.frozen, value
    assert {"Capture", "CleanText", "Mention", "Witness", "Relation", "Article", "Proposal"} <= set(found)
