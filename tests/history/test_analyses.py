"""Uploaded videos: their states, and the one session that comes of each."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from formcheck.history import Analyses, AnalysisState, Sessions
from tests.history.made_up import a_set


@pytest.mark.slow
def test_states_only_go_where_they_may(analyses: Analyses) -> None:
    id_ = analyses.add(
        name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
    ).id
    assert analyses.move(id_, AnalysisState.CANCELLED, only_from=(AnalysisState.QUEUED,))
    assert not analyses.move(id_, AnalysisState.RUNNING, only_from=(AnalysisState.QUEUED,))
    found = analyses.get(id_)
    assert found is not None
    assert found.state is AnalysisState.CANCELLED
    assert found.finished_at is not None


def test_what_was_running_is_queued_again_and_at_last_interrupted(analyses: Analyses) -> None:
    id_ = analyses.add(
        name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
    ).id
    for _ in range(2):
        analyses.move(id_, AnalysisState.RUNNING)
        assert [each.id for each in analyses.recover()] == [id_]
    analyses.move(id_, AnalysisState.RUNNING)
    assert analyses.recover() == []
    found = analyses.get(id_)
    assert found is not None
    assert found.state is AnalysisState.INTERRUPTED
    assert analyses.retry(id_)
    assert [each.restarts for each in analyses.recover()] == [0]


def test_what_came_of_one_is_kept_with_its_state_and_once(
    analyses: Analyses, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = analyses.add(
        name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
    ).id
    with monkeypatch.context() as patch:  # it is killed between the two
        patch.setattr("formcheck.history.analyses.session_row", None)
        with pytest.raises(TypeError):
            analyses.complete(id_, [a_set()], 9.0)
    found = analyses.get(id_)
    assert found is not None
    assert found.state is AnalysisState.QUEUED
    assert analyses.complete(id_, [a_set()], 9.0)
    assert not analyses.complete(id_, [a_set()], 9.0)
    with pytest.raises(IntegrityError):  # the database holds it, whoever writes
        sessions.begin("upload", analysis=id_, sets=[a_set()])
    (head,), total = sessions.heads()
    assert (total, head.analysis, head.name) == (1, id_, "a.mp4")


def test_deleting_one_deletes_its_session(analyses: Analyses, sessions: Sessions) -> None:
    id_ = analyses.add(
        name="a.mp4", exercise="plank", model="full", annotate=False, size_bytes=10
    ).id
    session = sessions.begin("upload", analysis=id_, sets=[a_set()])
    assert analyses.session_of(id_) == session
    assert analyses.delete(id_)
    assert not analyses.delete(id_)
    assert sessions.get(session) is None
