"""What may never end is read in a process of its own, and refused by name where it does not end."""

import os
import sys
import time

import pytest

from builder.errors import Refused
from builder.ingest.apart import TIME_LIMIT, read_apart
from tests.children import children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")


@pytest.fixture
def quick():
    token = TIME_LIMIT.set(0.2)
    yield
    TIME_LIMIT.reset(token)


def test_what_is_read_comes_back_and_so_does_a_refusal():
    assert read_apart(lambda: ("text", os.getpid()), "a.pdf", 10)[1] != os.getpid()

    def refusing():
        raise Refused("a.pdf", "a PDF locked with a password")

    with pytest.raises(Refused, match=r"a.pdf: a PDF locked with a password"):
        read_apart(refusing, "a.pdf", 10)


def test_an_input_that_keeps_its_reader_busy_is_refused_by_name(quick):
    def endless():
        while True:
            pass

    before = children()
    with pytest.raises(Refused, match=r"a.pdf: reading it took more than 0.2 seconds of processor time"):
        read_apart(endless, "a.pdf", 10)
    assert children() <= before


def test_waiting_does_not_count(quick):
    assert read_apart(lambda: time.sleep(0.4) or "text", "a.pdf", 10) == "text"


def test_an_input_that_ends_its_reader_is_refused_by_name():
    with pytest.raises(Refused, match=r"a.pdf: the process that read it was ended by signal 9"):
        read_apart(lambda: os.kill(os.getpid(), 9), "a.pdf", 10)
