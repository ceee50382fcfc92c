from builder.derive import paging


def test_an_empty_list_has_one_page() -> None:
    assert paging.pages(0, 10) == 1


def test_every_item_is_on_one_page() -> None:
    items = list(range(25))
    count = paging.pages(len(items), 10)
    assert count == 3
    assert [i for n in range(1, count + 1) for i in paging.part(items, n, 10)] == items


def test_further_pages_lie_below_the_first() -> None:
    assert paging.page_path("people/ana.md", 1) == "people/ana.md"
    assert paging.page_path("people/ana.md", 2) == "people/ana/2.md"


def test_a_listings_further_pages_cannot_meet_a_name() -> None:
    assert paging.page_path("people/index.md", 2) == "people/-/2.md"


def test_the_ends_of_a_list_lead_nowhere() -> None:
    assert paging.Paged((), 1, 2, 30, "stories/index.md").previous == ""
    assert paging.Paged((), 1, 2, 30, "stories/index.md").following == "stories/-/2/"
    assert paging.Paged((), 2, 2, 30, "stories/index.md").previous == "stories/"
    assert paging.Paged((), 2, 2, 30, "stories/index.md").following == ""
