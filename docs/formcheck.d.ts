// Made by `make schema` from the code's own types: not to be edited.

declare namespace Formcheck {
  /** What the pages need to know of the server. */
  type About = {
    version: string;
    /** Whether it speaks TLS: browsers give cameras to those only. */
    secure: boolean;
    limits: Limits;
    /** Where uploaded videos are sent to; empty if nowhere. */
    cluster: string;
  };

  /** What was ticked off. */
  type ActivitiesDocument = {
    /** The oldest first. */
    activities: Activity[];
    /** The oldest first. */
    weeks: Minutes[];
    aim_minutes: number;
  };

  /** Minutes of something that no camera saw, ticked off by hand. */
  type Activity = {
    id: string;
    day: string;
    activity: string;
    minutes: number;
    /** The run of a workout that it was part of. */
    run: string | null;
  };

  /** An uploaded video and what has become of it. */
  type AnalysisDocument = {
    id: string;
    /** What the file was called. */
    name: string;
    exercise: string;
    model: string;
    annotate: boolean;
    size_bytes: number;
    state: AnalysisState;
    /** Why it failed, for programs; empty otherwise. */
    code: string;
    /** Why it failed, in a line; empty otherwise. */
    reason: string;
    /** While queued: how many are analysed before it. */
    ahead: number | null;
    /** While running. */
    progress: ProgressDocument | null;
    /** Once done: the session in the history. */
    session: string | null;
    /** What can be had under its `files/`. */
    files: string[];
    created_at: string;
    started_at: string | null;
    finished_at: string | null;
  };

  /** What has become of an analysis. */
  type AnalysisState = "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";

  /** A movement that began like a repetition and is not counted. */
  type Attempt = {
    start_s: number;
    end_s: number;
    reason: AttemptReason;
    /** The postures that it needed and did not pass, as people call them. */
    left_out: string[];
  };

  /** A movement was not counted. */
  type AttemptMessage = {
    type: "attempt";
    reason: string;
    /** Why not, as a sentence. */
    text: string;
  };

  /** Why a movement was not counted. Today a movement that is not counted is ``shallow``, or leaves out a part that the exercise needs. The other three stand in documents from before movements were judged as a whole; they are still read and told. */
  type AttemptReason = "shallow" | "not locked out" | "too fast" | "lost sight" | "a part left out";

  /** A personal best. */
  type Best = {
    kind: "clean_reps" | "load" | "one_rep_max" | "hold";
    /** Reps, kilograms or seconds. */
    value: number;
    day: string;
    session: string;
    set: number;
  };

  /** A part of a workout; docs/workout-format.md says what each kind of block has. */
  type BlockDocument = {
    kind: "warm-up" | "straight" | "circuit" | "intervals" | "emom" | "rest";
    name: string | null;
    sets: number | null;
    rounds: number | null;
    work_s: number | null;
    rest_s: number | null;
    round_rest_s: number | null;
    minutes: number | null;
    seconds: number | null;
    step: StepDocument[];
  };

  /** An exercise that is left out of a workout of the guides. */
  type ChangeDocument = {
    /** Its id. */
    exercise: string;
    /** It trains a part that is left out, or needs a thing that is not there. */
    because: "part" | "thing";
    /** The exercise in its place; null: none. */
    instead: string | null;
  };

  /** One thing that can be wrong. */
  type CheckDocument = {
    id: string;
    name: string;
    /** What shows it; `measures/{measure}.svg` draws it. */
    measure: string;
    /** The limit, in words, and of what it is. */
    right_is: string;
    /** The camera's views from which it can be judged. */
    views: string[];
    /** Whether it is told of in reps; else in seconds of a hold. */
    of_reps: boolean;
    severity: "risk" | "technique" | "range" | "tempo";
    cue: string;
    mended: string;
    why: string;
    source: string;
  };

  /** The clip of a set. */
  type ClipDocument = {
    /** Which set, from 1. */
    set: number;
    /** The second of the session at which it begins. */
    from_s: number;
    /** How long it is. */
    seconds: number;
  };

  /** The clips of a session. */
  type ClipsDocument = {
    /** none: the person did not allow it, or they were deleted. */
    state: "none" | "being made" | "kept";
    /** The last day on which they are kept. */
    until: string | null;
    /** Why there is not all of them, in words; empty if there is. */
    trouble: string;
    clips: ClipDocument[];
  };

  /** What a person may want of a workout. */
  type Command = "next" | "pause" | "resume" | "skip" | "stop" | "gesture";

  /** What the person wants of the workout that they follow; it may not be heard. */
  type CommandMessage = {
    type: "command";
    command: "next" | "pause" | "resume" | "skip" | "stop";
  };

  /** How many seconds until the set begins. */
  type CountdownMessage = {
    type: "countdown";
    seconds: number;
  };

  /** The cue is to be taken down. */
  type CueEndedMessage = {
    type: "cue_ended";
    id: string;
    /** Praise, if the fault is mended; empty otherwise. */
    mended: string;
  };

  /** A fault lasts: what to tell the person, in place of any cue before. It comes again for the same fault when it is to be said once more. */
  type CueMessage = {
    type: "cue";
    id: string;
    text: string;
    severity: "risk" | "technique" | "range" | "tempo";
    /** Whether to say it; not where that was done a moment ago. */
    aloud: boolean;
  };

  /** A day on which something was done. */
  type Day = {
    day: string;
    sessions: number;
    /** Those that were counted; of a settled set, as it was settled. */
    reps: number;
    /** Those that were timed, or what the person says of them. */
    hold_s: number;
  };

  /** What was deleted. */
  type Deleted = {
    sessions: number;
  };

  /** A moment at which the count may be wrong. */
  type Doubt = {
    at_s: number;
    kind: DoubtKind;
    /** Why, as a sentence without its full stop. */
    reason: string;
    /** So many of the reps counted may be none. */
    fewer: number;
    /** So many reps may have been done and not counted. */
    more: number;
  };

  /** Why a count may be wrong. */
  type DoubtKind = "perhaps no rep" | "perhaps a rep" | "perhaps not short" | "perhaps short" | "two at once" | "out of sight" | "somebody else" | "too few frames" | "nothing counted" | "one side alone" | "cut by the film";

  /** How it stands with a workout that the person follows. */
  type DueDocument = {
    /** Its id. */
    workout: string;
    name: string;
    lasts_s: number;
    state: "due" | "rest" | "done";
    /** Why, in one sentence. */
    reason: string;
    /** From when it is due; null: now, or it was done. */
    at: string | null;
    /** On how many days of this week it was done. */
    done: number;
    days_per_week: number | null;
  };

  /** The workout is over; a moment for an extra, then the browser asks for the summary. */
  type EndedMessage = {
    type: "ended";
    title: string;
    /** What was reached; praise only where it is due. */
    text: string;
  };

  /** An exercise. */
  type ExerciseDocument = {
    id: string;
    name: string;
    aliases: string[];
    about: string;
    /** What it is for; exercises are grouped by it. */
    body_part: string | null;
    /** What it works, the most important first. */
    muscles: string[];
    /** What it can be done with, any of it. */
    equipment: string[];
    /** What is lifted: nothing, one weight, one a hand, or a bar. */
    load: "none" | "one" | "two" | "bar";
    /** near, or each: an arm or a leg may work alone. */
    sides: string;
    /** What looks like it and is not counted. */
    look_alikes: string[];
    /** What no camera shows of it, a sentence each. */
    not_seen: string[];
    /** Who prescribes it. */
    source: string;
    /** How to place the camera. */
    camera: string;
    /** Where the camera stands best, in a word or two. */
    place: string;
    /** From where it is counted and judged, in a sentence. */
    seen: string;
    /** The same, view by view, the front first. */
    from_views: FromViewDocument[];
    /** What is said where a check is judged but for a rep's turn. */
    partly: string;
    /** Whether `exercises/{id}/figure.svg` draws it. */
    figure: boolean;
    /** Where the turn of a rep lies from its start. */
    turn: "up" | "down" | "out";
    /** What is counted. */
    counts: string;
    views: string[];
    /** reps or hold */
    kind: string;
    /** How much the guides ask for, in words. */
    dose: string;
    /** How many sets the guides ask for. */
    sets: number;
    /** Reps in a set, from and to. */
    reps: [number, number] | null;
    /** Seconds of a hold, from and to. */
    hold_s: [number, number] | null;
    /** What reps are counted by; empty for a hold in which nothing is counted. */
    measure: string;
    /** The unit of a rep's range; empty for a hold. */
    unit: string;
    /** What a rep's range is of, as it stands behind it. */
    range_of: string;
    /** The phases of a rep's tempo in the order in which they are done. */
    tempo: ("down_s" | "pause_s" | "up_s" | "rest_s")[];
    /** What people call these phases, within a sentence. */
    tempo_words: Record<string, string>;
    /** Whether checks compare with the person's own posture, which can be kept. */
    own_posture: boolean;
    checks: CheckDocument[];
  };

  /** Everything that the history knows. */
  type Export = {
    schema: 2;
    exported_at: string;
    sessions: SessionRecord[];
    /** The oldest first. */
    runs: WorkoutRun[];
    /** The oldest first. */
    activities: Activity[];
  };

  /** A form fault, from when it began until it was mended or out of sight. */
  type Fault = {
    id: string;
    from_s: number;
    to_s: number;
    /** The worst value, in `unit`. */
    value: number | null;
    /** The limit that it broke, in `unit`. */
    limit: number | null;
    unit: string;
    /** Index of the counted rep in which it began, or else the first it reached. */
    rep: number | null;
    severity: "risk" | "technique" | "range" | "tempo";
    /** What to tell the person. */
    cue: string;
    /** The worst value as a person reads it; empty in older documents. */
    number: string;
    /** What that number is of, and what it should have been, as it stands behind it; empty in older documents. */
    against: string;
  };

  /** The workout is over; a summary is the answer, and the last message. */
  type Finish = {
    type: "finish";
  };

  /** The plan of a first week. */
  type FirstWeekDocument = {
    /** What can be left out. */
    parts: PartDocument[];
    days: PlannedDay[];
    workouts: PlannedWorkout[];
    /** What is to be known of it, a sentence each. */
    said: string[];
  };

  /** Whether the person follows a workout. */
  type Following = {
    followed: boolean;
  };

  /** The fault that was found most often. */
  type FrequentFault = {
    exercise: string;
    id: string;
    times: number;
    /** The later half of the sets against the earlier; not known with too few sets or on fewer than four days. */
    trend: "rarer" | "as before" | "more often" | "not known";
  };

  type FromBrowser = Hello | SkipRest | UseModel | CommandMessage | Finish;

  /** What is told from one view. */
  type FromViewDocument = {
    view: "side" | "three-quarter" | "front" | "back";
    /** From where that is: the side. */
    words: string;
    counted: boolean;
    /** Ids of the checks that are judged. */
    judged: string[];
    /** Those that are not judged near a rep's turn. */
    partly: string[];
  };

  /** What the person should do to be seen and in position; null once all is well. */
  type GuideMessage = {
    type: "guidance";
    code: string | null;
    text: string | null;
    /** Whether nothing is counted as long as it is so. */
    blocking: boolean;
  };

  /** Whether all is well with the server. */
  type Health = {
    /** storage: nothing can be kept now. */
    status: "ok" | "storage";
    /** What is wrong, in words; empty if nothing is. */
    detail: string;
    /** Outcomes of analyses and live sessions that wait to be stored. */
    unsaved: number;
  };

  /** The first message of a connection. */
  type Hello = {
    type: "hello";
    exercise?: string;
    /** A workout to follow, in place of an exercise. */
    workout?: string;
    /** Null: the exercise's dose. */
    sets?: number | null;
    /** Reps in a set. */
    reps?: number | null;
    /** Seconds of a hold. */
    hold_s?: number | null;
    /** Seconds between sets. */
    rest_s?: number;
    /** The pose model; auto: full, and lite from where the server cannot hold 15 frames a second with it. */
    model?: "auto" | "lite" | "full";
    /** setup: only look how camera and person stand; nothing is counted or kept. */
    mode?: "training" | "setup";
    /** Whether the pictures of the sets may be kept on this machine for some days. */
    record?: boolean;
    /** Whether the posture that is shown is kept as the person's own; with an exercise alone. */
    own?: boolean;
    /** The token of a session that lost its connection. */
    resume?: string | null;
    /** The time zone by which something is ticked off on a day, as IANA names it (Europe/Berlin); null: this machine's. */
    tz?: string | null;
  };

  /** A time in position. */
  type Hold = {
    start_s: number;
    end_s: number;
    /** Seconds of it that were judged good. */
    good_s: number;
    /** Seconds of it that were too close to a limit to call. */
    unsure_s: number;
    /** Seconds of it that could not be judged; the rest were at fault. */
    unjudged_s: number;
  };

  /** What the server takes, and no more. */
  type Limits = {
    /** Size of an uploaded video. */
    upload_bytes: number;
    /** Length of an uploaded video, seconds. */
    duration_s: number;
    /** Pixels of a video's picture. */
    pixels: number;
    /** Analyses that wait or run at once. */
    queued: number;
    /** Live sessions at once. */
    live_sessions: number;
    /** Frames a second of a live session. */
    live_fps: number;
    /** Pixels of a live frame. */
    live_pixels: number;
    /** Days for which clips of live sets are kept. */
    clip_days: number;
    /** Size of a live message. */
    message_bytes: number;
  };

  /** What was ticked off in a week. */
  type Minutes = {
    /** Its Monday. */
    week: string;
    /** All together. */
    minutes: number;
    by_activity: Record<string, number>;
  };

  /** What could not be judged, and why. */
  type NotJudged = {
    /** The check's id; * for everything. */
    id: string;
    reason: Reason;
    seconds: number;
  };

  /** The fault that was found most often. */
  type OftenFault = {
    id: string;
    times: number;
  };

  /** The history at a glance. */
  type Overview = {
    days: Day[];
    weeks: Week[];
    frequent_fault: FrequentFault | null;
  };

  /** Why a person's own posture of another day is not used. */
  type OwnAside = "shown in this set" | "not seen upright" | "another outline upright" | "implausible value";

  /** What a measure read in the person's own posture, shown on purpose. */
  type OwnDocument = {
    measure: string;
    /** How they showed it. */
    stance: "standing" | "seated";
    value: number;
    unit: string;
    /** When they showed it. */
    day: string;
    /** That, in a sentence. */
    said: string;
  };

  /** What became of the person's own posture of another day, in one check. */
  type OwnPostureUse = {
    /** The check's id. */
    id: string;
    measure: string;
    /** What was kept, in the measure's unit. */
    value: number;
    /** The day on which it was shown. */
    day: string;
    /** How the outline of the back bent upright on that day, degrees; null: unseen. */
    upright_bend: number | null;
    /** For how long was judged by it. */
    used_s: number;
    /** For how long it was set aside, by the reason. */
    aside_s: Record<string, number>;
    /** That, in a sentence. */
    said: string;
  };

  /** What the browser should send, so that the server keeps up. */
  type Pace = {
    /** Frames a second. */
    fps: number;
    /** The longer side of the picture, pixels. */
    side_px: number;
  };

  /** A part of the body that can be left out. */
  type PartDocument = {
    id: "neck" | "shoulders" | "arms" | "chest" | "upper back" | "lower back" | "core" | "hips" | "legs";
    name: string;
  };

  /** What was done of an exercise on a day, in a week or in a month. */
  type Period = {
    /** Its first day. */
    start: string;
    sets: number;
    /** Those that were done, with what the person says of them. */
    reps: number;
    judged_reps: number;
    clean_reps: number;
    hold_s: number;
    judged_hold_s: number;
    clean_hold_s: number;
    /** The heaviest load; null where none was said. */
    load_kg: number | null;
    /** The best that was estimated. */
    one_rep_max_kg: number | null;
    /** The middle one of its reps, in the exercise's unit. */
    range: number | null;
    /** The middle time of each phase that was seen. */
    tempo_s: Record<string, number>;
    /** The mean of its sets' scores, of those that have one. */
    score: number | null;
  };

  /** Where a workout stands. */
  type Phase = "announce" | "placing" | "countdown" | "work" | "rest" | "paused" | "over";

  /** How camera and person stand; only in the mode `setup`, when it changes. */
  type PlacementMessage = {
    type: "placement";
    /** In the order in which to mend them. */
    points: PointDocument[];
    ready: boolean;
  };

  /** A day of the week on which something is done. */
  type PlannedDay = {
    /** 1 is Monday. */
    day: number;
    /** Which of `workouts`, from 0. */
    workout: number;
  };

  /** What is done in the week. */
  type PlannedWorkout = {
    /** Its id; null while it is only shown, where it is no workout of the guides'. */
    workout: string | null;
    name: string;
    lasts_s: number;
    days_per_week: number;
    /** Their ids, in order. */
    exercises: string[];
    changes: ChangeDocument[];
  };

  /** One point of the checklist of the set-up. */
  type PointDocument = {
    /** light, body, distance, view or level. */
    code: string;
    name: string;
    /** Null while it cannot be told. */
    ok: boolean | null;
    /** What to do about it; empty where it is well. */
    hint: string;
  };

  /** What went wrong. */
  type Problem = {
    /** The kind of problem, as a URI. */
    type: string;
    /** The kind of problem, in words. */
    title: string;
    /** The HTTP status. */
    status: number;
    /** What went wrong, and what to do about it: one line. */
    detail: string;
    /** What went wrong, for programs. */
    code: string;
    /** Where several things are wrong with a file: a line for each. */
    problems: string[];
  };

  /** Something is wrong; unless `fatal`, the session goes on. */
  type ProblemMessage = {
    type: "problem";
    problem: Problem;
    fatal: boolean;
  };

  /** What became of an exercise. */
  type Progress = {
    exercise: string;
    unit: "reps" | "seconds";
    /** The day on which it was done last. */
    last: string | null;
    /** Those on which it was done, the oldest first. */
    days: Period[];
    /** The same by weeks, which begin on Monday. */
    weeks: Period[];
    months: Period[];
    bests: Best[];
    frequent_fault: OftenFault | null;
    proposal: ProposalDocument;
  };

  /** How far an analysis has come. */
  type ProgressDocument = {
    frames_done: number;
    /** About; null where it is not known. */
    frames_total: number | null;
    /** 0 to 1; null where it is not known. */
    share: number | null;
    /** Seconds left, about; null where it is not known. */
    left_s: number | null;
  };

  /** What the next session may be. */
  type ProposalDocument = {
    kind: "more" | "same" | "less" | "nothing";
    /** Why, in one sentence. */
    reason: string;
    grows: "load" | "reps" | "seconds" | null;
    /** Reps or seconds to aim at. */
    target: [number, number] | null;
    load_kg: number | null;
  };

  /** Why something was not judged. */
  type Reason = "wrong camera view" | "a joint that the rule needs is not visible" | "implausible skeleton" | "too few frames" | "more than one person" | "no clear outline of the back" | "too close to the limit to call" | "the own upright posture was not shown yet";

  /** A counted repetition. */
  type Rep = {
    /** From 1. */
    index: number;
    start_s: number;
    turn_s: number;
    end_s: number;
    /** Range of motion in the exercise's unit. */
    range: number | null;
    tempo: RepTempo;
    /** Ids of the faults in it. */
    faults: string[];
    /** Ids of the checks that could not be judged. */
    unknown: string[];
    /** The arm or leg that made it alone; null for both. */
    side: "left" | "right" | null;
    /** How well that one was seen, 0 to 1; null for both. */
    side_seen: number | null;
    /** What came of each of the exercise's stages, by its id. */
    stages: Record<string, "passed" | "left out" | "not judged">;
    /** Good only if something was judged and no fault was found. */
    form: "good" | "fault" | "not judged";
  };

  /** A repetition was counted. */
  type RepMessage = {
    type: "rep";
    set: number;
    /** In this set, with this one. */
    reps: number;
    /** What to show of it: '7', or '12 + 2' beyond the target. */
    count: string;
    /** The arm or leg that made it alone; null for both. */
    side: "left" | "right" | null;
    /** The count as it is said aloud. */
    say: string;
    /** In all sets. */
    total: number;
    faults: string[];
    /** Checks that could not be judged in it. */
    unknown: string[];
  };

  /** Seconds of each phase of a rep; null where it could not be timed. */
  type RepTempo = {
    /** Lowering: the eccentric phase. */
    down_s: number | null;
    /** Still, at the turn. */
    pause_s: number | null;
    /** Lifting: the concentric phase. */
    up_s: number | null;
    /** Still, at the start, before this rep. */
    rest_s: number | null;
  };

  /** How many seconds of rest are left. */
  type RestMessage = {
    type: "rest";
    seconds: number;
  };

  /** What an analysis found. */
  type Result = {
    schema: 1;
    exercise: string;
    source: Source;
    summary: Summary;
    reps: Rep[];
    attempts: Attempt[];
    /** Where the count may be wrong, in the order of time. */
    doubts: Doubt[];
    holds: Hold[];
    faults: Fault[];
    not_judged: NotJudged[];
    /** Of the checks that compare with it, where the person has kept one. */
    own_posture: OwnPostureUse[];
    warnings: string[];
    interrupted: boolean;
  };

  /** Where the workout stands; sent whenever that changes. */
  type RunMessage = {
    type: "run";
    phase: Phase;
    /** The task under way or the next one, from 0. */
    task: number | null;
    /** What is listened to here. */
    heard: Command[];
    /** Seconds until it goes on by itself; null: it waits. */
    left_s: number | null;
    /** How long this phase lasts in all. */
    length_s: number | null;
    paused_by: "" | "person" | "camera";
    /** What ends the set under way. */
    aim: "reps" | "seconds" | "";
    /** What became of the tasks so far. */
    done: TaskDoneDocument[];
  };

  /** What was done in the workout; the last message. */
  type RunSummaryMessage = {
    type: "run_summary";
    run: WorkoutRunDocument;
    done: TaskDoneDocument[];
    /** Whether it was gone through to its end, or was stopped. */
    complete: boolean;
    /** How long it took, with rests and without pauses. */
    duration_s: number;
    /** The session in the history; null if nothing was done. */
    session: string | null;
    /** Why the history does not have it all. */
    unkept: string;
    /** What became of the person's own posture of another day, a sentence for each check of a set; empty where none was kept. */
    own: string[];
  };

  /** A part of a set's score. */
  type ScorePart = {
    /** form, range or tempo. */
    id: string;
    name: string;
    /** How good it was. */
    share: number;
    /** How much it weighs against the others. */
    weight: number;
    /** Of how many reps or seconds it is made. */
    seen: number;
  };

  /** A frame was looked at: where everything stands now. The next frame may be sent. */
  type SeenMessage = {
    type: "frame";
    /** The frame's number, as it was sent. */
    number: number;
    /** From when it had come in until this answer was made. */
    latency_ms: number;
    /** Frames that newer ones replaced since the last answer. */
    replaced: number;
    pace: Pace;
    /** The pose model that is used: counts of lite are less sure. */
    model: "lite" | "full";
    state: State;
    stage: Stage;
    /** start, out, turn, back, hold or empty. */
    phase: string;
    set: number;
    /** In this set. */
    reps: number;
    /** What to show of it: '7', or '12 + 2' beyond the target. */
    count: string;
    /** How many reps this set has at least and at most; null for holds. Where they differ the count is in doubt. */
    reps_range: [number, number] | null;
    /** Seconds in position in this set. */
    hold_s: number;
    /** Seconds of them that were judged good; the rest were at fault, too close to call or not judged. */
    good_hold_s: number;
    rest_left_s: number | null;
    /** The rep signal between its thresholds: 0 at the start, 1 at the turn. */
    gauge: number | null;
    view: string;
    /** What keeps the person from being in position. */
    missing: string;
    /** x and y of each joint as shares of the picture (outside of 0 to 1: beyond its edge), and visibility. */
    skeleton: [number, number, number][] | null;
    /** How much of the time a raised hand has been held, 0 to 1. */
    hand: number;
  };

  /** A session, in short. */
  type SessionHead = {
    id: string;
    kind: "live" | "upload";
    /** What was done, in the order of the sets; of a video without a set, what was looked for. */
    exercises: string[];
    /** What the uploaded file was called; empty for a live session. */
    name: string;
    started_at: string;
    /** The day in the time zone that was asked for. */
    day: string;
    duration_s: number | null;
    /** Why nothing was counted in a video, in one sentence; null where something was, and where that was not kept. */
    nothing_because: string | null;
    /** The analysis that it comes from. */
    analysis: string | null;
    sets: number;
    /** Those that the camera counted. */
    reps: number;
    /** How many reps were done at least and at most; where the person has settled a set, what they say. */
    reps_range: [number, number];
    /** How many reps were done, with what the person says of the sets that they have settled; null: they have settled none. */
    settled_reps: number | null;
    /** Reps that were judged, and no fault was found in them. */
    good_reps: number;
    /** Reps of which nothing was judged. */
    unjudged_reps: number;
    /** Those that the camera timed. */
    hold_s: number;
    /** The same with what the person says; null: they have said nothing of it. */
    settled_hold_s: number | null;
    good_hold_s: number;
    unsure_hold_s: number;
    unjudged_hold_s: number;
  };

  /** Some sessions, the latest first. */
  type SessionPage = {
    total: number;
    sessions: SessionHead[];
  };

  /** A session with all of its sets. */
  type SessionRecord = {
    id: string;
    kind: "live" | "upload";
    /** What was done, in the order of the sets; of a video without a set, what was looked for. */
    exercises: string[];
    /** What the uploaded file was called; empty for a live session. */
    name: string;
    started_at: string;
    /** The day in the time zone that was asked for. */
    day: string;
    duration_s: number | null;
    /** Why nothing was counted in a video, in one sentence; null where something was, and where that was not kept. */
    nothing_because: string | null;
    /** The analysis that it comes from. */
    analysis: string | null;
    sets: number;
    /** Those that the camera counted. */
    reps: number;
    /** How many reps were done at least and at most; where the person has settled a set, what they say. */
    reps_range: [number, number];
    /** How many reps were done, with what the person says of the sets that they have settled; null: they have settled none. */
    settled_reps: number | null;
    /** Reps that were judged, and no fault was found in them. */
    good_reps: number;
    /** Reps of which nothing was judged. */
    unjudged_reps: number;
    /** Those that the camera timed. */
    hold_s: number;
    /** The same with what the person says; null: they have said nothing of it. */
    settled_hold_s: number | null;
    good_hold_s: number;
    unsure_hold_s: number;
    unjudged_hold_s: number;
    all_sets: SetRecord[];
  };

  /** A moment at which the count may be wrong, and what the person says of it. */
  type SetDoubt = {
    at_s: number;
    kind: DoubtKind;
    /** Why, as a sentence without its full stop. */
    reason: string;
    /** So many of the reps counted may be none. */
    fewer: number;
    /** So many reps may have been done and not counted. */
    more: number;
    /** So many reps were done there, by what the person says; null: not said yet. */
    settled_reps: number | null;
  };

  /** A set is over; sent again if more was added to it, or to a browser that comes back. */
  type SetFinishedMessage = {
    type: "set_finished";
    set: number;
    reps: number;
    attempts: number;
    hold_s: number;
    good_hold_s: number;
    /** Whether the target was reached. */
    reached: boolean;
    again: boolean;
    /** What to show of it: '7', or '12 + 2' beyond the target. */
    count: string;
    /** How many reps this set has at least and at most; null for holds. Where they differ the count is in doubt. */
    reps_range: [number, number] | null;
    /** A line about it. */
    text: string;
    /** What to say aloud of it, unless it was sent before. */
    say: string;
  };

  /** Where in a workout that was followed a set belongs; all numbers from 1. */
  type SetPlace = {
    /** The run of the workout. */
    run: string;
    block: number;
    /** Which round of the block; of straight sets, which set of the step. */
    round: number;
    /** Which step of the block. */
    step: number;
  };

  /** A set. */
  type SetRecord = {
    /** From 1, over all exercises of the session. */
    index: number;
    /** What was done in it. */
    exercise: string;
    /** In seconds of the session. */
    start_s: number;
    end_s: number;
    /** Movements that were not counted. */
    attempts: number;
    /** Seconds in position. */
    hold_s: number;
    /** Those of them that were judged good. */
    good_hold_s: number;
    /** Those of them that were too close to a limit to call. */
    unsure_hold_s: number;
    /** Those of them that were not judged, or of which that is not known any more; the rest were at fault. */
    unjudged_hold_s: number;
    /** Whether the target was reached; null where there was none. */
    reached: boolean | null;
    /** How many reps were done at least and at most, by the doubts and by what the person says of them; null for holds and where that was not kept. */
    reps_range: [number, number] | null;
    /** How many reps were done, by what the person says; null: not said. `reps` are those that the camera counted. */
    settled_reps: number | null;
    /** Those that the camera counted. */
    reps: Rep[];
    faults: Fault[];
    /** Where the count may be wrong, in the order of time. */
    doubts: SetDoubt[];
    /** The reps or seconds that were aimed at, from and to; null where there was no target, or it was not kept. */
    target: [number, number] | null;
    /** What the person says of it. */
    said: SetSaid;
    /** Where it belongs in a workout that was followed. */
    place: SetPlace | null;
  };

  /** What the person says of a set; what the camera found of it stays beside it. */
  type SetSaid = {
    /** What was moved, in kilograms; 0 is nothing but the own body. */
    load_kg?: number | null;
    /** How many more reps would have been possible; 10: ten or more. */
    reps_in_reserve?: number | null;
    note?: string;
    /** What was done, where it is another exercise than the one that was counted. */
    exercise?: string | null;
    /** How long it was held, where the camera's seconds are wrong. */
    hold_s?: number | null;
  };

  /** How well a set was done. */
  type SetScore = {
    /** Which of the session's sets, from 1. */
    set: number;
    /** The weighted mean of the parts; null where it is not known. */
    score: number | null;
    parts: ScorePart[];
    /** Why there is no score, in a sentence; empty where there is. */
    why_not: string;
  };

  /** A set begins. */
  type SetStartedMessage = {
    type: "set_started";
    set: number;
    sets: number;
  };

  /** What the person says of a count that was in doubt. */
  type Settlement = {
    /** How many reps were done; null takes back what was said before. */
    reps: number | null;
  };

  /** What is at stake where a check fails. */
  type SeverityDocument = {
    id: "risk" | "technique" | "range" | "tempo";
    /** What people call it. */
    words: string;
    /** The letter that stands for it beside its colour. */
    sign: string;
  };

  /** What one arm or leg did alone. */
  type Side = {
    reps: number;
    /** Those of which `form` is good. */
    good_reps: number;
    /** The middle range of motion, in the exercise's unit. */
    range: number | null;
  };

  /** The reps of each side, where an arm or leg worked alone. */
  type Sides = {
    left: Side;
    right: Side;
    /** Reps that both made together. */
    both: number;
    /** Of the ranges. */
    unit: string;
    /** The right side's middle range less the left one's; null if not judged. */
    difference: number | null;
    /** The difference, or why it is not judged, as a sentence without its full stop. */
    said: string;
  };

  /** How a person's skeleton is drawn. */
  type SkeletonDocument = {
    /** The landmarks that are drawn. */
    joints: string[];
    /** Pairs of them that a line joins. */
    bones: string[][];
  };

  /** Go on with the next set at once. */
  type SkipRest = {
    type: "skip_rest";
  };

  /** What was analysed. */
  type Source = {
    /** As it was given: a file's path or an address. */
    path: string;
    /** The picture's own; null where it is not known. */
    duration_s: number | null;
    /** Frames per second, on average. */
    fps: number | null;
    /** Pixels, upright (rotation applied). */
    width: number | null;
    /** Pixels, upright (rotation applied). */
    height: number | null;
    /** Frames that were analysed. */
    frames: number;
    /** Those of them in which a person was found. */
    frames_with_person: number;
    /** How many times slower than it was filmed a player shows it (slow motion). All times are those of the movement; the player's are this many times as long. */
    slowed: number;
  };

  /** Where a workout stands. */
  type Stage = "placing" | "countdown" | "set" | "rest" | "done";

  /** In how many reps a posture of the exercise was passed. */
  type StageCount = {
    id: string;
    /** What it is, as it stands behind 'with'. */
    name: string;
    /** Whether a movement without it is no rep. */
    needed: boolean;
    passed: number;
    left_out: number;
    not_judged: number;
  };

  /** The workout goes from one stage to another. */
  type StageMessage = {
    type: "stage";
    stage: Stage;
    set: number;
    sets: number;
  };

  /** Where a session stands. */
  type State = "no-person" | "positioning" | "active";

  /** One thing that is done in a block: an exercise, or an activity that no camera sees. */
  type StepDocument = {
    exercise: string | null;
    activity: string | null;
    /** From and to. */
    reps: [number, number] | null;
    seconds: number | null;
    load_kg: number | null;
    note: string | null;
  };

  /** The numbers that a person wants first. */
  type Summary = {
    reps: number;
    /** How many reps were done at least and at most, by the doubts; null in documents from before this was kept. */
    reps_range: [number, number] | null;
    attempts: number;
    /** Reps of which `form` is good. */
    good_reps: number;
    /** Reps of which nothing was judged. */
    unjudged_reps: number;
    /** Seconds in position, all holds together. */
    hold_s: number;
    /** Those of them that were judged good. */
    good_hold_s: number;
    /** Those of them that were too close to a limit to call. */
    unsure_hold_s: number;
    /** Those of them that could not be judged; the rest were at fault. */
    unjudged_hold_s: number;
    /** How many times each fault was found; see `faults`. */
    faults: Record<string, number>;
    /** The camera's view that lasted longest; null if never known. */
    view: string | null;
    /** Null where no arm or leg made a rep alone. */
    sides: Sides | null;
    /** The postures that a rep passes, in their order. */
    stages: StageCount[];
    /** Why nothing was counted, as a sentence without its full stop; null if something was, and in documents from before this was kept. */
    nothing_because: string | null;
  };

  /** What was done; the last message. A browser that lost its connection before it came gets it in place of the welcome when it asks to resume. */
  type SummaryMessage = {
    type: "summary";
    result: Result;
    sets: SetRecord[];
    /** The session in the history; null if nothing was done. */
    session: string | null;
    /** Why the history does not have it all. */
    unkept: string;
    /** What was kept as the person's own posture, or why nothing was: a sentence each; empty where that was not asked for. */
    own: string[];
    /** Whether it could not be written; `own` says why. */
    own_unkept: boolean;
  };

  /** How much is to be done. */
  type TargetDocument = {
    sets: number;
    reps: number | null;
    hold_s: number | null;
    rest_s: number;
  };

  /** One thing that is done once in a workout. */
  type TaskDocument = {
    /** Of the exercise or activity. */
    name: string;
    /** Its id; null for what no camera sees. */
    exercise: string | null;
    /** What its part of the workout is called; may be empty. */
    block: string;
    /** straight, circuit, intervals, emom or warm-up. */
    kind: string;
    /** Of the block; of straight sets, which set. */
    round: number;
    rounds: number;
    /** Which task of its round it is. */
    place: number;
    places: number;
    /** To aim at, from and to. */
    reps: [number, number] | null;
    seconds: number | null;
    /** Whether seconds in position are what is shown of it. */
    hold: boolean;
    load_kg: number | null;
    note: string;
    /** How to stand to the camera; empty where that does not matter. */
    turn: string;
  };

  /** What became of a task. */
  type TaskDoneDocument = {
    /** Which, from 0. */
    task: number;
    outcome: "done" | "cut" | "skipped" | "unseen";
    worked_s: number;
    reps: number | null;
    /** Null where the count is not in doubt. */
    reps_range: [number, number] | null;
    hold_s: number | null;
    /** The number of its set in the history. */
    set: number | null;
  };

  /** Minutes of something that no camera saw. */
  type Ticked = {
    day: string;
    activity: string;
    minutes: number;
  };

  /** How many seconds of a phase are left. */
  type TimeLeftMessage = {
    type: "time_left";
    seconds: number;
    /** Whether it is one of the last three. */
    beep: boolean;
  };

  type ToBrowser = Welcome | SeenMessage | GuideMessage | PlacementMessage | StageMessage | CountdownMessage | SetStartedMessage | RepMessage | AttemptMessage | CueMessage | CueEndedMessage | SetFinishedMessage | RestMessage | EndedMessage | RunMessage | TimeLeftMessage | RunSummaryMessage | SummaryMessage | ProblemMessage;

  /** What is due today. */
  type Today = {
    day: string;
    /** Of each followed workout; due ones first. */
    due: DueDocument[];
    /** The run of a workout that was broken off. */
    under_way: string | null;
    /** What was ticked off this week. */
    minutes: Minutes;
    /** So many minutes a week are aimed at. */
    aim_minutes: number;
  };

  /** An exercise that was trained, and what its next session may be. */
  type Trained = {
    exercise: string;
    last: string;
    sets: number;
    proposal: ProposalDocument;
  };

  /** A workout that was begun and is not over. */
  type UnfinishedRun = {
    /** With this in `resume` of the live socket it goes on. */
    id: string;
    workout: string;
    name: string;
    started_at: string;
    /** How many of its tasks are over. */
    done: number;
    /** How many it has. */
    tasks: number;
  };

  /** How a number of a unit is written. */
  type UnitDocument = {
    /** What stands right behind the number. */
    sign: string;
    /** How many digits stand after its point. */
    digits: number;
  };

  /** Use another pose model, from when no set is done; nothing is chosen by itself any more. */
  type UseModel = {
    type: "model";
    model: "lite" | "full";
  };

  /** What was done of an exercise in a week. */
  type Week = {
    /** Its Monday. */
    week: string;
    exercise: string;
    /** Those that the camera counted. */
    reps: number;
    /** The same with what the person says of the sets that they have settled. */
    settled_reps: number;
    good_reps: number;
    unjudged_reps: number;
    /** Those that the camera timed. */
    hold_s: number;
    /** The same with what the person says. */
    settled_hold_s: number;
    good_hold_s: number;
    unsure_hold_s: number;
    unjudged_hold_s: number;
    /** The share that is good, of the reps or seconds that could be judged; null if there is none. */
    good_share: number | null;
  };

  /** The session is ready for frames. */
  type Welcome = {
    type: "welcome";
    /** With this token in `hello` a lost connection goes on. */
    resume: string;
    /** For so long after it was lost, seconds. */
    resume_s: number;
    /** Whether an earlier session goes on. */
    resumed: boolean;
    exercise: string;
    /** The last day on which clips of the sets are kept; null: none are made. */
    recorded_until: string | null;
    target: TargetDocument;
    pace: Pace;
    stage: Stage;
    set: number;
    reps: number;
    /** What to show of it: '7', or '12 + 2' beyond the target. */
    count: string;
    /** How many reps this set has at least and at most; null for holds. Where they differ the count is in doubt. */
    reps_range: [number, number] | null;
    hold_s: number;
    /** What the skeleton's points are. */
    joints: string[];
    /** Which of them to connect. */
    bones: [number, number][];
    /** The workout that is followed; null where none is. */
    run: WorkoutRunDocument | null;
  };

  /** What a person says at the start. */
  type WishDocument = {
    /** On how many days a week. */
    days: number;
    /** What they have, as exercises call it. */
    have?: string[];
    /** The parts that are left out. */
    leave_out?: ("neck" | "shoulders" | "arms" | "chest" | "upper back" | "lower back" | "core" | "hips" | "legs")[];
  };

  /** What is said of results: the very sentences of the report. */
  type WordsDocument = {
    /** Its code, en or de. */
    language: string;
    /** The pages' own texts by the English ones: one form each, or one for a single thing and one for several; English has none of its own. */
    messages: Record<string, string[]>;
    /** By a key that says what it is for; what stands in braces is filled in. */
    phrases: {
      reps_one: string;
      reps_many: string;
      no_reps: string;
      perhaps: string;
      perhaps_or: string;
      perhaps_to: string;
      camera_counted: string;
      count_not_counted: string;
      held: string;
      held_in: string;
      no_hold: string;
      nobody_found: string;
      too_few_frames: string;
      break_due: string;
      form_good: string;
      form_partly: string;
      form_fault: string;
      form_unsure: string;
      form_unjudged: string;
      unchecked: string;
      none_judged: string;
      no_fault_of_judged: string;
      no_fault_found: string;
      everything: string;
      in_reps: string;
      once_in_all: string;
      times_in_all: string;
      at_worst: string;
      more_occasions: string;
      on_each_side: string;
      with_both: string;
      with_stage: string;
      without_stage: string;
      stage_unjudged: string;
      done_without: string;
      untimed: string;
      tempo_in_seconds: string;
      stopped_early: string;
      nothing_to_judge: string;
      nobody_in_video: string;
      what_helps: string;
      light: string;
      one_person: string;
      nothing_counted: string;
      no_repetition: string;
      no_hold_seen: string;
      what_counts: string;
      place_camera: string;
      what_was_found: string;
      what_to_mend: string;
      repetitions: string;
      holds: string;
      movement: string;
      not_counted: string;
      in_doubt: string;
      why_not_judged: string;
      rep: string;
      at: string;
      range: string;
      tempo: string;
      found: string;
      held_for: string;
      good: string;
      at_fault: string;
      judged_good: string;
      too_close: string;
      not_judged: string;
      camera_view: string;
      not_known: string;
      not_judged_of_rep: string;
      nothing_was_judged: string;
      no_fault: string;
      says_nothing: string;
      see_more: string;
      own_of_day: string;
      own_used: string;
      own_partly: string;
      own_aside: string;
      own_kept: string;
      own_unkept: string;
      own_nothing: string;
      own_not_needed: string;
      far: string;
      back: string;
      far_and_back: string;
      broken_line: string;
      target_reached: string;
    };
    /** Why a movement was not counted, by the attempt's reason. */
    attempts: Record<string, string>;
    /** Why something was not judged, by the reason beside it. */
    not_judged: Record<string, string>;
    /** Any other unit stands behind its number as it is, which has two digits. */
    units: Record<string, UnitDocument>;
  };

  /** A workout in full. */
  type WorkoutDocument = {
    id: string;
    /** Whether it is the person's own, which they may change. */
    own: boolean;
    /** Whether the person follows it. */
    followed: boolean;
    name: string;
    about: string;
    days_per_week: number | null;
    /** About how long it lasts. */
    lasts_s: number;
    /** Their ids, in order, each once. */
    exercises: string[];
    /** Those that most exercises train come first. */
    muscles: string[];
    /** The exercises that cannot be done with the things that were asked for. */
    lacking: string[];
    /** What is wrong with its file, a line each. */
    problems: string[];
    source: string;
    block: BlockDocument[];
  };

  /** A workout as it is made or changed. */
  type WorkoutDraft = {
    name: string;
    about: string;
    source: string;
    days_per_week?: number | null;
    block: BlockDocument[];
  };

  /** A workout in short, or a file of the person's that is none. */
  type WorkoutHead = {
    id: string;
    /** Whether it is the person's own, which they may change. */
    own: boolean;
    /** Whether the person follows it. */
    followed: boolean;
    name: string;
    about: string;
    days_per_week: number | null;
    /** About how long it lasts. */
    lasts_s: number;
    /** Their ids, in order, each once. */
    exercises: string[];
    /** Those that most exercises train come first. */
    muscles: string[];
    /** The exercises that cannot be done with the things that were asked for. */
    lacking: string[];
    /** What is wrong with its file, a line each. */
    problems: string[];
  };

  /** A workout that a person follows, or followed. */
  type WorkoutRun = {
    id: string;
    /** The workout's id. */
    workout: string;
    /** What the workout is called. */
    name: string;
    /** The workout's file as it was when the run began. */
    toml: string;
    started_at: string;
    /** null while it is under way. */
    ended_at: string | null;
    /** Where it stands, as its last step wrote it. */
    state: Record<string, unknown>;
  };

  /** A workout as it is followed. */
  type WorkoutRunDocument = {
    /** Of the run; also what `resume` takes. */
    id: string;
    workout: string;
    name: string;
    tasks: TaskDocument[];
  };
}
