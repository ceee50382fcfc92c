"""Other plugins than this one, as far as they must be heard: known before anything of what makes pages is loaded."""

from __future__ import annotations

from mkdocs.plugins import PluginCollection

#: Events in which another plugin may have its say on every single page.
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


def at_every_page(plugins: PluginCollection, own: object) -> tuple[str, ...]:
    """Plugins and hooks other than `own` that look at every page, by name."""
    found: dict[str, None] = {}
    for event in PAGE_EVENTS:
        for method in plugins.events[event]:
            if getattr(method, "__self__", None) is not own:
                found[plugins._event_origins.get(method, "a hook")] = None
    return tuple(found)
