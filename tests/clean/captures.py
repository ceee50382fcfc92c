"""Captures for the cleaner's tests, written for them."""

from __future__ import annotations

import datetime

from builder.model.capture import Capture, Form, Given

TODAY = datetime.date(2025, 6, 1)

STORY = (
    "Ferries stayed in port on Tuesday after a storm closed the strait between the two islands, leaving hundreds of passengers to wait in the terminal.",
    'The harbour master, Ilse Varga, said that the wind had reached 110 kilometres an hour before dawn. "Nobody sails in that," she said.',
    "Two cargo ships were sent to the lee of the northern cape, and a yacht that had broken loose was brought in by the lifeboat crew before noon.",
    "The ferry company expects to resume its timetable on Wednesday, if the forecast holds, and has offered refunds to everyone who was turned away.",
)


def dump(text: str, **given: str) -> Capture:
    """A text capture; keyword arguments are what its envelope says."""
    return Capture(text.encode(), "text/plain", Form.TEXT, text, "page.txt", Given(**given))


def page(html: str, **given: str) -> Capture:
    """An HTML capture."""
    return Capture(html.encode(), "text/html", Form.HTML, html, "page.html", Given(**given))


def furnished(
    *,
    above: str = "",
    headline: str = "Storm closes the strait",
    below: str = "",
    story: tuple[str, ...] = STORY,
) -> str:
    """A story in the furniture of a made-up paper."""
    menu = "The Cape Courier\n\nHome\n\nNews\n\nSport\n\nWeather\n\nSign in\n"
    links = "\n".join(
        f"{subject} {verb} the {thing}"
        for subject, verb, thing in zip(
            ["Mayor", "Council", "Bakers", "Divers", "Farmers", "Pupils", "Nurses", "Anglers"] * 2,
            ["opens", "blames", "praise", "find", "protest over", "paint", "leave", "win"] * 2,
            [
                "new bridge",
                "old dam",
                "flour tax",
                "lost anchor",
                "milk price",
                "school wall",
                "night shift",
                "cup",
            ]
            * 2,
            strict=True,
        )
    )
    return (
        f"{menu}\n{above}\n{headline}\n\n"
        + "\n\n".join(story)
        + f"\n{below}\nRelated Articles\n\n{links}\nNewsletter\n×\n"
    )
