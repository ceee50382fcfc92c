"""Editing without knowledge of Git: what the editing page writes is what a careful person would have typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect

from builder.store.frontmatter import split
from builder.store.schema import FIELDS, Kind
from builder.store.yamltext import Listing, Node, Scalar, parse
from tests.browser.admin_desk import (
    AUTHORITY,
    Desk,
    decap_server,
    free_port,
    packages,
    repository,
    served_repository,
    site_of,
)
from tests.browser.conftest import Window, serve
from tests.store.handwritten import NAMES, TITLES, files

DEMONSTRATION = Path(__file__).parents[2] / "archive"

KEYS = [{"name": key.name, "day": key.kind is Kind.DAY} for key in FIELDS]

#: Calls a function of the page's own formats: read(text, shape), written(text, data, shape, keys).
CALL = """async ([name, ...given]) => {
  const formats = await import(new URL("formats.js", document.baseURI))
  return formats[name](...given)
}"""


@dataclass(frozen=True)
class Office:
    """The repository and the address of its site."""

    desk: Desk
    address: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    packages()
    decap_server()
    port = free_port()
    backend = f"{{name: proxy, proxy_url: 'http://127.0.0.1:{port}/api/v1', branch: main}}"
    desk = repository(tmp_path_factory.mktemp("desk") / "archive", backend)
    site = site_of(desk)
    with served_repository(desk, port):
        for address in serve(site):
            yield Office(desk, address)


@pytest.fixture(scope="module")
def admin(window: Window, office: Office) -> Iterator[Page]:
    """The editing page, signed in; the tests use it one after the other, as an editor does."""
    # West of Greenwich a day that is read as an instant and written as a day would be the one before.
    context = window.open().new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", timezone_id="America/Los_Angeles"
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{office.address}admin/")
    page.get_by_role("button", name="Login").click()
    page.get_by_role("heading", name="Articles").wait_for()
    yield page
    context.close()


def field(page: Page, name: str) -> Locator:
    """The first input of a key; Decap adds '(optional)' to what may be empty."""
    return page.get_by_label(re.compile(rf"^{name}( \(optional\))?$")).filter(visible=True).first


def opened(page: Page, office: Office, entry: str) -> None:
    """Open a form by its address, as the link on an article's page does."""
    page.goto(f"{office.address}admin/#/collections/{entry}")
    # A form that another is opened over by its address alone keeps the other's values.
    page.reload()
    page.get_by_text("Changes saved").or_(page.get_by_text("Unsaved changes")).first.wait_for()


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Entry saved").wait_for()


def published(page: Page) -> None:
    """Through the editorial workflow: from draft to ready, then published."""
    page.get_by_role("button", name="Status: Draft").click()
    page.get_by_role("menuitem", name="Ready").click()
    page.get_by_role("button", name="Status: Ready").wait_for()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("menuitem", name="Publish now").click()
    page.get_by_text("Entry published").wait_for()


@pytest.mark.timeout(180)
def test_a_corrected_title_becomes_a_draft_then_one_line_of_the_repository_and_stands(
    admin: Page, office: Office
) -> None:
    desk = office.desk
    entry = desk.harbour.removeprefix("articles/").removesuffix(".md")
    elsewhere: list[str] = []
    admin.on("request", lambda request: elsewhere.append(request.url))
    before = desk.git("rev-parse", "main").strip()
    opened(admin, office, f"articles/entries/{entry}")
    title = field(admin, "title")
    old = title.input_value()
    title.fill("Board: yes to the basin")
    saved(admin)
    branch = f"cms/articles/{entry}"
    assert branch in desk.git("branch", "--format", "%(refname:short)").split()
    change = [f"-title: {old}", "+title: 'Board: yes to the basin'"]
    assert desk.changed_lines("main", branch) == change
    assert desk.git("rev-parse", "main").strip() == before
    published(admin)
    assert desk.changed_lines(before, "main") == change
    assert branch not in desk.git("branch", "--format", "%(refname:short)").split()

    # What a person changed in the form is a person's change, like any other.
    assert desk.errors() == []
    text = desk.file.read_bytes()
    desk.sync()
    assert desk.file.read_bytes() == text
    assert b"# as the paper edition has it\nour_shelf: '12'   # by the door\n" in text
    hosts = {url.split("/")[2] for url in elsewhere if url.startswith("http")}
    assert all(host.startswith("127.0.0.1:") for host in hosts), hosts


@pytest.mark.timeout(120)
def test_names_text_and_a_date_are_changed_in_the_form(admin: Page, office: Office) -> None:
    desk = office.desk
    entry = desk.harbour.removeprefix("articles/").removesuffix(".md")
    opened(admin, office, f"articles/entries/{entry}")
    field(admin, "updated").fill("2024-06-05")
    admin.get_by_role("button", name="Add name").first.click()
    field(admin, "name").fill("Pell, Jonas")
    admin.locator("[data-slate-editor]").click()
    admin.keyboard.press("Control+End")
    admin.keyboard.insert_text(" Nobody *laughed*.")
    expect(admin.locator("[data-slate-editor]")).to_contain_text("Nobody *laughed*.")
    saved(admin)
    lines = desk.changed_lines("main", f"cms/articles/{entry}")
    added = [line for line in lines if line.startswith("+")]
    assert added[:3] == ["+updated: 2024-06-05", "+credits:", "+- Pell, Jonas"]
    # Wherever in its paragraph the cursor stood.
    (before,) = [line for line in lines if line.startswith("-")]
    assert added[3].replace(" Nobody *laughed*.", "") == "+" + before[1:]
    assert len(lines) == 5


@pytest.mark.timeout(120)
def test_authority_entries_and_introductions_of_stories_have_forms(admin: Page, office: Office) -> None:
    desk = office.desk
    opened(admin, office, "names/entries/people")
    admin.get_by_text("Odo Brann").wait_for()
    admin.get_by_role("button", name="Add entry").click()
    field(admin, "name").fill("Jonas Pell")
    saved(admin)
    assert desk.changed_lines("main", "cms/names/people") == ["+- name: Jonas Pell"]

    opened(admin, office, "stories/new")
    field(admin, "story").fill("harbour-board")
    admin.locator("[data-slate-editor]").click()
    admin.keyboard.insert_text("A *vote*, told twice.")
    expect(admin.locator("[data-slate-editor]")).to_contain_text("told twice")
    saved(admin)
    made = desk.git("show", "cms/stories/harbour-board:archive/stories/harbour-board.md")
    assert made == "A *vote*, told twice.\n"


def test_files_that_the_form_did_not_change_keep_every_byte(admin: Page) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(files())
    def holds(file: object) -> None:
        text = file.raw.decode("utf-8")  # type: ignore[attr-defined]
        data = admin.evaluate(CALL, ["read", text, "article"])
        assert admin.evaluate(CALL, ["written", text, data, "article", KEYS]) == text

    holds()


def test_one_changed_value_changes_no_other_and_no_comment(admin: Page) -> None:
    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        files(),
        st.sampled_from([t for t in TITLES if t.strip()]),
        st.lists(st.sampled_from(NAMES), unique=True, max_size=4),
    )
    def holds(file: object, title: str, names: list[str]) -> None:
        raw: bytes = file.raw  # type: ignore[attr-defined]
        text = raw.decode("utf-8")
        data = admin.evaluate(CALL, ["read", text, "article"])
        changed = {**data, "title": title, "credits": names}
        after = admin.evaluate(CALL, ["written", text, changed, "article", KEYS]).encode()
        before, now = values(raw), values(after)
        assert now.pop("title") == title
        assert now.pop("credits", []) in (names, "")
        assert now == {key: value for key, value in before.items() if key not in ("title", "credits")}
        assert split(after, "x").body == split(raw, "x").body
        kept = [line for line in file.comments if line not in within(raw, "credits")]  # type: ignore[attr-defined]
        assert [line for line in kept if line not in after.decode()] == []

    holds()


def values(raw: bytes) -> dict[str, object]:
    """The front matter as builder reads it."""
    root = parse(split(raw, "x").head)
    return {key.text: plain(value) for key, value in root.pairs} if root else {}  # type: ignore[union-attr]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def within(raw: bytes, key: str) -> str:
    """The text of one key's value."""
    head = split(raw, "x").head
    node = parse(head).get(key)  # type: ignore[union-attr]
    return head[node.start : node.end] if node else ""


def test_every_file_of_the_demonstration_archive_can_be_edited(admin: Page) -> None:
    found = sorted((DEMONSTRATION / "articles").rglob("*.md"))
    assert len(found) >= 40
    shapes = [(path, "article") for path in found]
    for path in sorted((DEMONSTRATION / "authority").glob("*.yml")):
        shapes.append((path, "sources" if path.stem == "sources" else "names"))
    for path, shape in shapes:
        text = path.read_bytes().decode("utf-8")
        data = admin.evaluate(CALL, ["read", text, shape])
        assert admin.evaluate(CALL, ["written", text, data, shape, KEYS]) == text, path


BLOCKS = {
    "Ana": "- name: Ana # first\n  note: 'x'\n",
    "Bo": "- name: Bo\n  aliases: [B., {text: Bob, only_with: name}]\n",
    "NO": "# about NO\n- name: 'NO'\n",
    "stop": "- stop: Sun\n",
    "Cy": "- name: Cy\n  aliases:\n    - C\n",
}


def test_entries_are_reordered_deleted_and_added_by_whole_blocks(admin: Page) -> None:
    text = "# People.\n" + "".join(BLOCKS.values())
    data = admin.evaluate(CALL, ["read", text, "names"])
    held = dict(zip(BLOCKS, data["entries"], strict=True))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from([*BLOCKS, "new"]), unique=True))
    def holds(order: list[str]) -> None:
        entries = [held.get(name, {"name": "Dee, D.", "note": "# no comment"}) for name in order]
        after = admin.evaluate(CALL, ["written", text, {"entries": entries}, "names", KEYS])
        root = parse(after)
        names = [plain(item) for item in root.items] if isinstance(root, Listing) else []
        assert [one.get("name", "stop") for one in names] == [  # type: ignore[attr-defined]
            {"new": "Dee, D."}.get(name, name) for name in order
        ]
        assert after.startswith("# People.\n")
        assert "# about NO\n" in after
        # Entries that kept their place among each other kept their bytes; one that moved is written anew.
        if order == [name for name in BLOCKS if name in order]:
            assert all(BLOCKS[name] in after for name in order)

    holds()


def test_an_entry_that_was_not_changed_keeps_its_bytes_between_others_that_were(admin: Page) -> None:
    data = admin.evaluate(CALL, ["read", AUTHORITY, "names"])
    assert admin.evaluate(CALL, ["written", AUTHORITY, data, "names", KEYS]) == AUTHORITY
    data["entries"][1]["note"] = "NO"
    data["entries"].append(
        {"name": "Jonas Pell", "aliases": [{"text": "2021"}, {"text": "Pell", "only_with": "name"}]}
    )
    assert (
        admin.evaluate(CALL, ["written", AUTHORITY, data, "names", KEYS])
        == AUTHORITY.replace("'A farmer.'", "'NO'")
        + "- name: Jonas Pell\n  aliases:\n  - '2021'\n  - text: Pell\n    only_with: name\n"
    )


def test_a_form_that_was_never_filled_writes_nothing(admin: Page) -> None:
    for shape, text in (("article", "no front matter"), ("names", "just: a table\n")):
        with pytest.raises(Exception, match=r"no front matter|list of entries"):
            admin.evaluate(CALL, ["read", text, shape])
    with pytest.raises(Exception, match="were not read"):
        admin.evaluate(CALL, ["written", AUTHORITY, {}, "names", KEYS])
