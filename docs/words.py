"""Collects what is said to people, and makes the catalogues of other languages: `make words`."""

from __future__ import annotations

import io
import json
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from formcheck.plans import list_workouts

PACKAGE = Path(__file__).parents[1] / "formcheck"
LOCALE = PACKAGE / "locale"
TEMPLATE = "formcheck.pot"
PLURALS = "(n != 1)"
"""The page knows one form for a single thing and one for several."""

METHODS = [("**.py", "python"), ("web/static/js/**.js", "javascript")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "_": None, "ngettext": (1, 2)}


def collected(package: Path = PACKAGE) -> Catalog:
    """Everything that is marked in the code, in the order of the files, and in our workouts."""
    found = Catalog(project="formcheck", fuzzy=False)
    places = extract_from_dir(
        package, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _, message, comments, _ in sorted(places, key=lambda each: (each[0], each[1])):
        found.add(message, locations=[(file, 0)], auto_comments=comments)
    for workout in list_workouts():
        for text in workout.texts:
            found.add(text, locations=[(f"plans/workouts/{workout.id}.toml", 0)])
    return found


def written(catalog: Catalog, *, header: bool = True) -> str:
    """A catalogue as a file holds it: places without lines, so that a move changes nothing."""
    file = io.BytesIO()
    write_po(file, catalog, omit_header=not header, include_lineno=False, width=100)
    return file.getvalue().decode()


def missing(catalog: Catalog) -> list[str]:
    """What of a language is not translated, or only perhaps; and a plural that the page lacks."""
    found = [] if catalog.plural_expr == PLURALS else [f"plurals: {catalog.plural_expr}"]
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            found.append(str(message.id))
    return found


def messages_of(catalog: Catalog) -> dict[str, list[str]]:
    """The forms of each text by the English one."""
    made: dict[str, list[str]] = {}
    for message in catalog:
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            made[str(key)] = [str(each) for each in forms]
    return made


def compiled(catalog: Catalog) -> str:
    """A complete language, as formcheck reads it."""
    return json.dumps(messages_of(catalog), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the template, bring each language up to it, and offer those that are complete."""
    template = collected()
    LOCALE.mkdir(exist_ok=True)
    (LOCALE / TEMPLATE).write_text(written(template, header=False), encoding="utf-8")
    for file in sorted(LOCALE.glob("*.po")):
        with file.open("rb") as opened:
            catalog = read_po(opened, locale=file.stem)
        catalog.update(template, no_fuzzy_matching=True)
        file.write_text(written(catalog), encoding="utf-8")
        offered = file.with_suffix(".json")
        if lacking := missing(catalog):
            offered.unlink(missing_ok=True)
            print(f"{file.name}: not offered, {len(lacking)} texts are missing: {lacking[0]!r} ...")
        else:
            offered.write_text(compiled(catalog), encoding="utf-8")


if __name__ == "__main__":
    main()
