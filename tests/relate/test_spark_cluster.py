"""A standalone Spark cluster on this machine, its master and two workers processes of their own, run from the command line."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from builder.relate import relate
from tests.relate.test_spark import corpus, written

pyspark = pytest.importorskip("pyspark", reason="PySpark (the extra `spark`) is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

_SPARK = Path(pyspark.__file__).parent / "bin" / "spark-class"
_CLUSTER = "org.apache.spark.deploy"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a master with two workers of one core each."""
    folder = tmp_path_factory.mktemp("cluster")
    port, page = _free_port(), _free_port()
    address = f"spark://127.0.0.1:{port}"
    own = ["--host", "127.0.0.1"]
    with ExitStack() as stack:
        stack.enter_context(
            _running("master.Master", *own, "--port", str(port), "--webui-port", str(page), folder=folder)
        )
        for _ in range(2):
            held = ["--cores", "1", "--memory", "1g", "--webui-port", "0"]
            stack.enter_context(_running("worker.Worker", *own, *held, address, folder=folder))
        _wait_for_workers(page, 2)
        yield address


class _running:
    """A Spark process, ended with the context."""

    def __init__(self, kind: str, *arguments: str, folder: Path) -> None:
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(folder)}
        self._process = subprocess.Popen(
            [str(_SPARK), f"{_CLUSTER}.{kind}", *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait_for_workers(page: int, count: int) -> None:
    for _ in range(240):
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
            if json.load(answer)["aliveworkers"] == count:
                return
        time.sleep(0.5)
    pytest.fail("the workers did not come up")


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_cluster_of_two_worker_processes_finds_the_same_stories(
    master: str, tmp_path: Path, form: str
) -> None:
    source = written(tmp_path)
    if form == "parquet":
        source = _as_parquet(source)
    command = [
        str(Path(sys.executable).with_name("builder")),
        "relate",
        "--engine",
        "spark",
        "--master",
        master,
    ]
    files = [
        "--source",
        str(source),
        "--out",
        str(tmp_path / "out"),
        "--checkpoints",
        str(tmp_path / "rounds"),
    ]
    settings = ["--conf", "spark.executor.memory=512m", "--conf", "spark.driver.host=127.0.0.1"]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    ended = subprocess.run(
        [*command, *files, *settings],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    expected = relate(corpus())
    relations = parquet.read_table(tmp_path / "out" / "relations").to_pylist()
    assert sorted((r["a"], r["b"], r["relation"], r["score"]) for r in relations) == [
        (r.a, r.b, r.relation.value, r.score) for r in expected.relations
    ]
    stories = parquet.read_table(tmp_path / "out" / "stories").to_pylist()
    assert sorted((s["story"], tuple(s["articles"])) for s in stories) == sorted(
        (s.articles[0], s.articles) for s in expected.stories
    )


def _as_parquet(source: Path) -> Path:
    """The records of a JSONL file as Parquet."""
    from pyarrow import Table

    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    file = source.with_suffix(".parquet")
    parquet.write_table(Table.from_pylist(records), file)
    return file


def test_a_setting_without_a_value_is_refused() -> None:
    from click.testing import CliRunner

    from builder.cli.versions import relate_command

    wrong = ["--engine", "spark", "--source", "x", "--out", "y", "--conf", "spark.executor.memory"]
    ended = CliRunner().invoke(relate_command, wrong)
    assert ended.exit_code == 2
    assert "takes KEY=VALUE" in ended.output
