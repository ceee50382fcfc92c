"""The editing page as the site carries it: off unless asked for, and asking nobody but the backend that was chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from mkdocs.exceptions import Abort

from builder.plugin import admin
from builder.plugin.admin import AdminFault, AdminPage, Forms, Settings

from .building import built
from .shelf import shelve

GITHUB = {"name": "github", "repo": "quay/archive", "branch": "main", "base_url": "https://sign-in.example"}


def test_it_is_off_unless_mkdocs_yml_turns_it_on(site: Path) -> None:
    assert not (site / "admin").exists()


def test_true_is_for_this_machine_only() -> None:
    assert Settings.of(True, serving=False) is None
    local = Settings.of(True, serving=True)
    assert local is not None
    assert (local.backend["proxy_url"], local.mode) == (admin.LOCAL, "simple")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({"backend": {"repo": "x/y"}}, "with a name"),
        ({"backend": {"name": "githup"}}, "'githup' is none of github"),
        ({"backend": {"name": "github", "repo": "x/y"}}, "base_url"),
        ({"backend": {"name": "gitlab", "repo": "x/y"}}, "auth_type: pkce"),
        ({"backend": {"name": "gitea", "repo": "x/y"}}, "publish_mode: simple"),
        ({"backend": GITHUB, "publish_mode": "now"}, "'now' is none of"),
        ({"backend": GITHUB, "colour": "red"}, "unknown key 'colour'"),
        ({}, "with a name"),
    ],
)
def test_settings_that_cannot_work_are_named(option: dict[str, object], told: str) -> None:
    with pytest.raises(AdminFault, match=re.escape(told)):
        Settings.of(option, serving=False)


def test_the_page_may_ask_itself_and_the_chosen_backend_and_nobody_else() -> None:
    settings = Settings.of({"backend": GITHUB}, serving=False)
    assert settings is not None
    rules = dict(rule.split(" ", 1) for rule in settings.policy().split("; "))
    assert rules["connect-src"] == "'self' blob: https://api.github.com https://sign-in.example"
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' 'unsafe-eval'"
    for name in ("img-src", "font-src", "style-src", "frame-src"):
        assert "http" not in rules[name]


@pytest.mark.parametrize("file", ["README.md", "builder/store/template/mkdocs.yml"])
def test_the_settings_that_are_shown_as_examples_work(file: str) -> None:
    text = (Path(__file__).parents[2] / file).read_text(encoding="utf-8")
    bare = re.sub(r"^( *)# ", r"\1", text, flags=re.MULTILINE) if file.endswith(".yml") else text
    found = re.search(r"^ *- archive:\n(?: {4,}.*\n)+", bare, re.MULTILINE)
    assert found
    (plugin,) = yaml.safe_load(found[0])
    settings = Settings.of(plugin["archive"]["admin"], serving=False)
    assert settings is not None
    assert "https://gitlab.com" in settings.policy()


def test_a_preview_may_also_ask_the_server_on_this_machine() -> None:
    settings = Settings.of({"backend": GITHUB}, serving=True)
    assert settings is not None
    assert "http://localhost:8081" in settings.policy()
    page = AdminPage(settings, "x", "", "en")
    assert yaml.safe_load(page.configuration())["local_backend"] is True


def test_the_configuration_is_yaml_with_the_chosen_backend_and_drafts() -> None:
    settings = Settings.of({"backend": GITHUB}, serving=False)
    assert settings is not None
    told = yaml.safe_load(AdminPage(settings, "x", "https://quay.example/", "zh").configuration())
    assert (told["backend"], told["publish_mode"]) == (GITHUB, "editorial_workflow")
    assert (told["locale"], told["site_url"]) == ("zh_Hans", "https://quay.example/")
    assert [one["name"] for one in told["collections"]] == ["articles", "stories", "names", "sources"]


def test_its_name_and_policy_cannot_break_out_of_the_page() -> None:
    settings = Settings.of(
        {"backend": {"name": "proxy", "proxy_url": 'https://a.example/"><b>'}}, serving=False
    )
    assert settings is not None
    text = AdminPage(settings, "</title><script>alert(1)</script>", "", "en").html()
    assert "<script>alert" not in text
    assert '"><b>' not in text


def test_every_year_is_a_list_of_its_own_where_one_list_would_be_too_long() -> None:
    few = [f"articles/2021/02/x-a{n:010x}.md" for n in range(admin.ONE_LIST)]
    assert admin.years(few) == ()
    many = [*few, "articles/2023/01/y-a1111111111.md", "articles/undated/z-a2222222222.md"]
    assert admin.years(many) == ("undated", "2023", "2021")
    assert Forms(by_year=True).address(few[0]) == (
        "admin/#/collections/articles-2021/entries/02/x-a0000000000"
    )


def test_a_build_that_cannot_have_the_package_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = shelve(tmp_path)
    settings = root / "mkdocs.yml"
    asked = "  - archive:\n      admin: {backend: {name: test-repo}}\n"
    settings.write_text(settings.read_text().replace("  - archive\n", asked))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Abort):
        built(root)
    assert "npm, which is not installed here" in caplog.text
    assert "take 'admin' out of mkdocs.yml" in caplog.text
