"""A new archive works as it is, with the installed package and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from builder.errors import BuilderError, NotAnArchive
from builder.store import Archive, check, init, json_schema
from builder.store.frontmatter import split

from .conftest import ONE, TWO, link, proposal


def test_a_new_archive_has_its_files_and_no_problems(tmp_path: Path) -> None:
    made = init(tmp_path / "new")
    assert {"mkdocs.yml", "README.md", "requirements.txt", ".gitignore", ".gitattributes"} <= set(made)
    assert {".github/workflows/archive.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"} <= set(made)
    assert {".vscode/settings.json", ".vscode/tasks.json", "archive/schema.json", "archive/index.md"} <= set(
        made
    )
    assert {f"archive/authority/{n}.yml" for n in ("people", "organizations", "places", "sources")} <= set(
        made
    )
    assert check(Archive.find(tmp_path / "new" / "archive")) == []


def test_its_yaml_and_json_files_can_be_read(tmp_path: Path) -> None:
    for name in init(tmp_path):
        text = (tmp_path / name).read_text(encoding="utf-8")
        if name.endswith((".yml", ".yaml")):
            yaml.safe_load(text)
        elif name.endswith(".json"):
            json.loads(text)


@pytest.mark.parametrize(
    ("file", "schema"),
    [(".github/workflows/archive.yml", "github-workflows"), (".gitlab-ci.yml", "gitlab-ci")],
)
def test_its_workflows_are_what_their_hosts_accept(tmp_path: Path, file: str, schema: str) -> None:
    """By the hosts' published schemas, of which the checker carries copies."""
    init(tmp_path)
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *transform]
    done = subprocess.run([*command, file], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_commands_of_its_workflows_work_in_a_repository(tmp_path: Path) -> None:
    """A pull request is checked, and said in words, by the very lines of the templates; also one with a mistake."""
    init(tmp_path)
    workflow = yaml.safe_load((tmp_path / ".github" / "workflows" / "archive.yml").read_text())
    steps = {step["name"]: step for step in workflow["jobs"]["check"]["steps"] if "name" in step}
    archive = Archive(tmp_path)
    outcome = archive.apply([proposal(ONE, date="2021-02-27", date_basis="url", language="en")])[0]

    def run(line: str) -> subprocess.CompletedProcess[str]:
        told = line.replace("${{ github.base_ref }}", "main").replace("origin/", "")
        told = told.replace("builder ", f"{sys.executable} -m builder ")
        environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
        return subprocess.run(
            ["sh", "-c", told], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
        )

    assert (
        run(
            "git init -q -b main && git add . && git -c user.name=A -c user.email=a@b.c commit -qm 1"
        ).returncode
        == 0
    )
    assert run("git checkout -q -b change").returncode == 0
    file = archive.docs / outcome.path
    file.write_text(file.read_text().replace("date: 2021-02-27", "date: 2021-02-30"))
    assert run("git -c user.name=A -c user.email=a@b.c commit -qam 2").returncode == 0
    checked = run(steps["Check the archive"]["run"])
    assert checked.returncode == 1
    line = file.read_text().splitlines().index("date: 2021-02-30") + 1
    assert checked.stdout.startswith(f"::error file=archive/{outcome.path},line={line},col=7")
    assert run(steps["What the change means for readers"]["run"]).returncode == 0
    assert "1 file cannot be read" in (tmp_path / "summary.md").read_text()


def test_what_is_there_already_is_left(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mine.\n")
    assert "README.md" not in init(tmp_path)
    assert (tmp_path / "README.md").read_text() == "Mine.\n"
    with pytest.raises(BuilderError, match="holds an archive already"):
        init(tmp_path)


def test_a_folder_outside_any_archive_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="builder init"):
        Archive.find(tmp_path)


def test_the_schema_accepts_what_builder_writes_and_refuses_mistakes(archive: Archive) -> None:
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    outcome = archive.apply(
        [
            proposal(
                ONE,
                date="2021-02-27",
                date_basis="related-version",
                source_url="https://e.example/x",
                language="pt-BR",
                credits=["A"],
                entities={"people": ["B"]},
                story="die-große-story",
                related_versions=[link(TWO, "rewrite")],
            ),
            proposal(TWO),
        ]
    )[0]
    page = split((archive.docs / outcome.path).read_bytes(), "x")
    written = yaml.load(page.head, yaml.BaseLoader)
    validator = jsonschema.Draft7Validator(schema)
    assert list(validator.iter_errors(written)) == []
    for key, wrong in {
        "date": "2021",
        "language": "English",
        "status": "gone",
        "credits": "A",
        "id": "x",
    }.items():
        assert list(validator.iter_errors({**written, key: wrong})), key


@pytest.mark.timeout(120)
def test_the_site_of_a_new_archive_builds_strictly(tmp_path: Path) -> None:
    init(tmp_path)
    archive = Archive(tmp_path)
    archive.apply([proposal(ONE, date="2021-02-27", date_basis="url", language="en")])
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert any(ONE in p.as_posix() for p in (tmp_path / "site").rglob("*"))
