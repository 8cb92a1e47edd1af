"""The tables of the database; `migrations` makes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class UtcDateTime(TypeDecorator[datetime]):
    """A time that is UTC in the database, and knows it outside of it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn it into UTC without saying so."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all tables."""


class SessionRow(Base):
    """A workout in front of the camera, or a video that was analysed."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    duration_s: Mapped[float | None]
    nothing_because: Mapped[str | None]
    """None where something was counted, and in sessions from before it was kept."""
    analysis_id: Mapped[str | None] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True, unique=True
    )
    analysis: Mapped[AnalysisRow | None] = relationship()
    sets: Mapped[list[SetRow]] = relationship(
        cascade="all, delete-orphan", order_by="SetRow.number", passive_deletes=True
    )


class SetRow(Base):
    """A set of a session, of one exercise."""

    __tablename__ = "sets"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    number: Mapped[int]
    exercise: Mapped[str] = mapped_column(index=True)
    start_s: Mapped[float]
    end_s: Mapped[float]
    attempts: Mapped[int]
    hold_s: Mapped[float]
    good_hold_s: Mapped[float]
    unsure_hold_s: Mapped[float | None]
    """None in sets from before it was kept: which seconds were judged good is not known then."""
    unjudged_hold_s: Mapped[float | None]
    reached: Mapped[bool | None]
    least_reps: Mapped[int | None]
    """Reps that were done at least; None in sets from before it was kept."""
    most_reps: Mapped[int | None]
    settled_reps: Mapped[int | None]
    """Reps that were done, by what the person says; None while they have not said it."""
    said_exercise: Mapped[str | None]
    """What was done by what the person says, where that is another exercise than was counted."""
    said_hold_s: Mapped[float | None]
    load_kg: Mapped[float | None]
    reps_in_reserve: Mapped[int | None]
    note: Mapped[str | None]
    target_from: Mapped[int | None]
    """What was aimed at, reps or seconds; None in sets from before it was kept."""
    target_to: Mapped[int | None]
    run_id: Mapped[str | None] = mapped_column(index=True)
    """The run of a workout that it belongs to; it may have been deleted since."""
    run_block: Mapped[int | None]
    run_round: Mapped[int | None]
    run_step: Mapped[int | None]
    reps: Mapped[list[RepRow]] = relationship(
        cascade="all, delete-orphan", order_by="RepRow.number", passive_deletes=True
    )
    faults: Mapped[list[FaultRow]] = relationship(
        cascade="all, delete-orphan", order_by="FaultRow.from_s", passive_deletes=True
    )
    doubts: Mapped[list[DoubtRow]] = relationship(
        cascade="all, delete-orphan", order_by="DoubtRow.number", passive_deletes=True
    )
    trace: Mapped[TraceRow | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    """None in sets of videos, whose folders have it, and in those from before it was kept."""


class RepRow(Base):
    """A counted repetition."""

    __tablename__ = "reps"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    start_s: Mapped[float]
    turn_s: Mapped[float]
    end_s: Mapped[float]
    range: Mapped[float | None]
    tempo: Mapped[dict[str, Any]] = mapped_column(JSON)
    form: Mapped[str]
    faults: Mapped[list[str]] = mapped_column(JSON)
    unknown: Mapped[list[str]] = mapped_column(JSON)
    side: Mapped[str | None]
    """The arm or leg that made it alone; None for both, and in reps from before it was kept."""
    side_seen: Mapped[float | None]
    stages: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """None in reps from before it was kept."""


class FaultRow(Base):
    """A form fault, from when it began until it was mended or out of sight."""

    __tablename__ = "faults"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id", ondelete="CASCADE"), index=True)
    check: Mapped[str] = mapped_column(index=True)
    from_s: Mapped[float]
    to_s: Mapped[float]
    value: Mapped[float | None]
    limit: Mapped[float | None]
    unit: Mapped[str]
    rep: Mapped[int | None]
    severity: Mapped[str]
    cue: Mapped[str]


class DoubtRow(Base):
    """A moment at which the count may be wrong."""

    __tablename__ = "doubts"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    at_s: Mapped[float]
    kind: Mapped[str]
    fewer: Mapped[int]
    more: Mapped[int]
    settled_reps: Mapped[int | None]
    """Reps that were done at that moment, by what the person says."""


class TraceRow(Base):
    """What a live set is drawn from, beside what it counts."""

    __tablename__ = "traces"

    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id", ondelete="CASCADE"), primary_key=True)
    attempts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    holds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    samples: Mapped[bytes]
    """As `Trace.to_bytes` writes them."""


class WorkoutRunRow(Base):
    """A workout that a person follows, or followed, from its first block to its last."""

    __tablename__ = "workout_runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    workout: Mapped[str]
    name: Mapped[str]
    toml: Mapped[str]
    """The workout's file as it was when the run began: what becomes of it since changes nothing."""
    started_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Where it stands, as whoever follows it writes it at every step."""


class ActivityRow(Base):
    """Minutes of something that no camera saw, which the person ticked off."""

    __tablename__ = "activities"

    id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    activity: Mapped[str]
    minutes: Mapped[float]
    run_id: Mapped[str | None] = mapped_column(index=True)


class OwnPostureRow(Base):
    """What a measure read in the person's own posture, shown on purpose."""

    __tablename__ = "own_postures"

    measure: Mapped[str] = mapped_column(primary_key=True)
    stance: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]
    upright_bend: Mapped[float | None]
    """None where the back was not seen upright then."""
    day: Mapped[date]


class AnalysisRow(Base):
    """An uploaded video and what has become of it."""

    __tablename__ = "analyses"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    exercise: Mapped[str]
    model: Mapped[str]
    annotate: Mapped[bool]
    size_bytes: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    reason: Mapped[str]
    restarts: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
