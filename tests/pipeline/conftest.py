import datetime

import pytest

from builder.annotate import load_engine
from builder.ingest import read
from builder.pipeline import add, sync
from builder.store import Archive, init

TODAY = datetime.date(2024, 7, 1)


class Desk:
    """An archive and the two commands that change it, with the clock and the engine held still."""

    def __init__(self, root):
        init(root)
        self.root = root
        self.archive = Archive(root)
        self.engine = load_engine("builtin")

    def add(self, *paths, **options):
        return add(self.archive, read([str(p) for p in paths]), today=TODAY, engine=self.engine, **options)

    def sync(self, **options):
        return sync(self.archive, today=TODAY, engine=self.engine, **options)

    def articles(self):
        return {article.id: article for article in self.archive.load().articles}

    def file(self, article_id):
        return self.root / "archive" / self.articles()[article_id].path

    def edit(self, article_id, old, new):
        path = self.file(article_id)
        text = path.read_text(encoding="utf-8")
        assert old in text, text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "desk")
