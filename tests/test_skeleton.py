"""The one table of what is drawn of a person."""

from __future__ import annotations

from formcheck.skeleton import BONES, DRAWN, DRAWN_BONES, DRAWN_NAMES, LIMBS, mirrored


def test_both_sides_have_the_same_lines_and_all_their_ends_are_drawn() -> None:
    assert {(mirrored(a), mirrored(b)) for a, b in LIMBS["left"]} == set(LIMBS["right"])
    assert {joint for bone in BONES for joint in bone} == set(DRAWN)
    assert len(set(BONES)) == len(BONES)


def test_documents_name_them_in_their_order() -> None:
    assert DRAWN_NAMES[0] == "nose"
    assert [(DRAWN[a], DRAWN[b]) for a, b in DRAWN_BONES] == list(BONES)
