"""The language in which a request wants to be answered, of those that are offered."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Response

from formcheck.catalogue import Catalogue, catalogue, languages, preferred


def wanted(accept_language: str) -> Catalogue:
    """The catalogue of the language that is wanted most of those that are offered.

    Args:
        accept_language: The header of that name.
    """
    return catalogue(preferred(accept_language, languages()))


def _language(
    response: Response,
    accept_language: Annotated[
        str, Header(description="The languages that are wanted.", max_length=1000)
    ] = "",
) -> Catalogue:
    found = wanted(accept_language)
    response.headers["content-language"] = found.language
    response.headers["vary"] = "accept-language"
    return found


InLanguage = Annotated[Catalogue, Depends(_language)]
