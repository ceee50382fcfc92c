"""Names of stories, and who keeps one."""

import pytest

from builder.model.article import Article
from builder.model.relation import Related, Story
from builder.pipeline.weaving import name_stories, weave


def articles(**stories):
    """Articles by id, each with the story that it carries; all of one title."""
    return {
        identity: Article(identity, f"articles/{identity}.md", title="Council meets", story=story)
        for identity, story in stories.items()
    }


def test_who_was_left_alone_in_a_story_stays_in_it():
    woven = weave(articles(a="floods"), Related(), left={"floods"})
    assert woven["a"].values == {"story": "floods"}


@pytest.mark.parametrize("left", [set(), {"floods"}])
def test_nobody_stays_in_a_story_whose_name_others_carry_on(left):
    held = articles(a="floods", b="floods", c="floods")
    woven = weave(held, Related(stories=(Story(("b", "c")),)), left=left)
    assert woven["a"].values == {}
    assert woven["b"].values["story"] == woven["c"].values["story"] == "floods"


def test_two_new_stories_of_one_title_have_two_names():
    held = articles(a=None, b=None, c=None, d=None)
    first, second = name_stories(held, [Story(("a", "b")), Story(("c", "d"))])
    assert (first, second) == ("council-meets", "council-meets-c")


def test_a_new_story_leaves_a_name_to_those_who_carry_it():
    held = articles(a=None, b=None, c="council-meets", d=None)
    first, second = name_stories(held, [Story(("a", "b")), Story(("c", "d"))])
    assert (first, second) == ("council-meets-a", "council-meets")
