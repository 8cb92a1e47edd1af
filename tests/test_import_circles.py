"""No module imports itself by way of others, not within a layer of the contract either."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

OURS = ("formcheck", "studio", "recognition", "benchmarks")


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Some circle among what each module imports; none: an empty list."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph(*OURS)
    modules = sorted(graph.modules)
    assert len(modules) > 200, modules
    imports = {each: graph.find_modules_directly_imported_by(each) for each in modules}
    assert circle(imports) == []


@pytest.mark.parametrize("back", [{"a"}, {"b"}])
def test_a_circle_is_found(back: set[str]) -> None:
    found = circle({"a": {"b"}, "b": {"c"}, "c": back})
    assert found[0] == found[-1]
    assert {"c", *back} <= {*found}
