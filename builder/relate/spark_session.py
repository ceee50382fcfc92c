"""Apache Spark's session, and what it keeps between two uses."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from builder.errors import EngineMissing

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

Row = TypeVar("Row")


def session(master: str, *, memory: str = "4g", settings: Mapping[str, str] | None = None) -> SparkSession:
    """A Spark session on `master` ('local[2]', 'spark://host:7077'); EngineMissing where PySpark is not installed.

    `memory` is the driver's. `settings` are Spark's own (`spark.executor.memory`, ...), and stand before these.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing(
            "the Spark engine needs PySpark: pip install 'annotated-news-archive[spark]'"
        ) from error
    if master.startswith("local"):
        # The workers of one machine run the interpreter that runs this, not the first `python3` on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # A file is read in parts of some 15,000 articles. A worker's sums take one thread: Spark runs one worker a core.
    chosen = {
        "spark.driver.memory": memory,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.files.maxPartitionBytes": "32m",
        "spark.executorEnv.OMP_NUM_THREADS": "1",
        **(settings or {}),
    }
    builder = SparkSession.builder.master(master).appName("annotated-news-archive relate")
    for key, value in chosen.items():
        builder = builder.config(key, value)
    built: SparkSession = builder.getOrCreate()
    return built


@cache
def settle() -> None:
    """Take what a worker has imported out of the collection of garbage, which PySpark makes after every task: 23 of a
    small task's 50 ms of processor."""
    gc.freeze()


def kept(rows: RDD[Row]) -> RDD[Row]:
    """`rows`, worked out once: on disk where the workers' memory does not hold them."""
    from pyspark import StorageLevel

    return rows.persist(StorageLevel.MEMORY_AND_DISK)
