"""The words of results, for the pages: ``/api/v1/words`` and ``/api/v1/severities``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from formcheck.result.number_words import UNITS
from formcheck.result.phrases import PHRASES
from formcheck.result.reason_words import ATTEMPT_WORDS, UNKNOWN_WORDS
from formcheck.severity import SEVERITIES, Severity
from formcheck.web.languages import InLanguage
from formcheck.web.problems import documented

router = APIRouter(tags=["server"])


class UnitDocument(BaseModel):
    """How a number of a unit is written."""

    sign: str = Field(description="What stands right behind the number.")
    digits: int = Field(description="How many digits stand after its point.")


def _each_phrase(schema: dict[str, Any]) -> None:
    """Name each phrase in the schema, so that the page's types know which there are."""
    del schema["additionalProperties"]
    schema["properties"] = {key: {"type": "string"} for key in PHRASES}
    schema["required"] = list(PHRASES)


class WordsDocument(BaseModel):
    """What is said of results: the very sentences of the report."""

    language: str = Field(description="Its code, en or de.")
    messages: dict[str, list[str]] = Field(
        description="The pages' own texts by the English ones: one form each, or one for a single"
        " thing and one for several; English has none of its own."
    )
    phrases: dict[str, str] = Field(
        description="By a key that says what it is for; what stands in braces is filled in.",
        json_schema_extra=_each_phrase,
    )
    attempts: dict[str, str] = Field(
        description="Why a movement was not counted, by the attempt's reason."
    )
    not_judged: dict[str, str] = Field(
        description="Why something was not judged, by the reason beside it."
    )
    units: dict[str, UnitDocument] = Field(
        description="Any other unit stands behind its number as it is, which has two digits."
    )


@router.get("/words", responses=documented(401, 403, 421, 422))
def words(found: InLanguage) -> WordsDocument:
    """What is said of results, and the pages' own texts, in the language that is asked for."""

    def all_of(texts: dict[str, str]) -> dict[str, str]:
        return {key: found.translated(text) for key, text in texts.items()}

    return WordsDocument(
        language=found.language,
        messages={text: list(forms) for text, forms in found.messages.items()},
        phrases=all_of(PHRASES),
        attempts=all_of(ATTEMPT_WORDS),
        not_judged=all_of(UNKNOWN_WORDS),
        units={name: UnitDocument(sign=sign, digits=n) for name, (sign, n) in UNITS.items()},
    )


class SeverityDocument(BaseModel):
    """What is at stake where a check fails."""

    id: Severity
    words: str = Field(description="What people call it.")
    sign: str = Field(description="The letter that stands for it beside its colour.")


@router.get("/severities", responses=documented(401, 403, 421, 422))
def severities(found: InLanguage) -> list[SeverityDocument]:
    """The severities of faults, the most severe first."""
    return [
        SeverityDocument(id=each, words=found.translated(meaning.words), sign=meaning.sign)
        for each, meaning in SEVERITIES.items()
    ]
