export type { Action } from './model/action.js';
export { actionKey, formatAction } from './model/action.js';
export type { Actor, CheckedStep, ChoosingStep, Says, Step, Steps } from './model/actor.js';
export { actor, step } from './model/actor.js';
export type { Allowance, Times } from './model/faults.js';
export { atMost } from './model/at-most.js';
export { budget } from './model/faults.js';
export { call, done, wait } from './model/process/block.js';
export type { Crash, Process, ProcessOptions } from './model/process/process.js';
export { at, local } from './model/process/read.js';
export { database } from './model/database/database.js';
export type { Isolation } from './model/database/levels.js';
export type { Database, DatabaseOptions } from './model/database/types.js';
export type { ChannelActor } from './model/channel/channel.js';
export { channel } from './model/channel/channel.js';
export type { Addressed, NetworkActor, NetworkOptions } from './model/channel/network.js';
export { network } from './model/channel/network.js';
export { canonical, canonicalKey } from './model/canonical.js';
export type { Clock, ClockDefinition } from './model/time/clock.js';
export { clock } from './model/time/clock.js';
export type { Lease, LeaseOptions, LeaseState } from './model/time/lease.js';
export { lease } from './model/time/lease.js';
export type { CountsDown } from './model/time/ticks.js';
export type { Timer, TimerOptions } from './model/time/timer.js';
export { timer } from './model/time/timer.js';
export type { DeclaredKind, NeverRead } from './model/declared.js';
export type { ModelDefinition } from './model/define-model.js';
export { defineModel } from './model/define-model.js';
export { ModelError } from './validation/errors.js';
export type { ReducerDefinition } from './model/from-reducer.js';
export { fromReducer } from './model/from-reducer.js';
export type {
  Fairness,
  FairnessAssumption,
  FairnessOption,
  PartFairness,
  PartOfStep,
} from './model/fairness.js';
export { strong, weak } from './model/fairness.js';
export type { Duration } from './model/duration.js';
export { duration } from './model/duration.js';
export type { Enabled, Model, Parameter, StepName } from './model/model.js';
export type { BoundedNumber, Bounds, ParameterDefinition } from './model/parameters.js';
export type { Safeguards, Switches } from './model/safeguards.js';
export { defineSafeguards } from './model/safeguards.js';
export type { StepPart } from './model/step-error.js';
export { StepError } from './model/step-error.js';
export type { SystemDefinition } from './model/system.js';

export type {
  Answer,
  FiniteProperty,
  Invariant,
  NoDeadlock,
  Property,
  PropertyOptions,
  Reachable,
  TransitionProperty,
} from './property/property.js';
export type { ForState, StateOf } from './property/for-state.js';
export { forState } from './property/for-state.js';
export { from } from './property/from.js';
export { invariant, noDeadlock, reachable, transition, whenever } from './property/property.js';
export type { PropertyMaker, System } from './property/system.js';
export { defineSystem } from './property/system.js';
export type { InSpec, Refinement, SpecAction, SpecStep } from './property/refinement.js';
export { refines } from './property/refines.js';
export type { Predicate, TemporalForm, TemporalProperty } from './property/temporal.js';
export {
  alwaysEventually,
  eventually,
  eventuallyAlways,
  leadsTo,
  until,
} from './property/temporal.js';

export type { WhenDone } from './property/when-done.js';
export { whenDone } from './property/when-done.js';

export type { Program } from './program/define-program.js';
export { defineProgram } from './program/define-program.js';
export type {
  Channel,
  ChannelOptions,
  Emitter,
  FetchHandler,
  FetchOptions,
  FileSystem,
  Footprints,
  Io,
  ServiceOptions,
  Touched,
} from './program/io.js';
export { reads, writes } from './program/io.js';
export type { ProgramProperty } from './program/judge.js';
export type {
  FaultBudget,
  ProcessDefinition,
  ProgramDefinition,
  RunBounds,
  StartProcess,
  Task,
} from './program/program.js';
export type { Reduction } from './program/exploration/exploration.js';

export type { Followed } from './trace/follow.js';
export { follow } from './trace/follow.js';
export type { Fault } from './trace/judge.js';
export { faultOf } from './trace/judge.js';
export type { EventFootprint, MadeCall, ServicePart } from './trace/event-footprint.js';
export type { Lasso, Trace } from './trace/trace.js';
export { lastState, stepsOf } from './trace/trace.js';

export type {
  Counterexample,
  Ended,
  Figures,
  FromSome,
  GraphFigures,
  Growth,
  Limits,
  Preference,
  Progress,
  PropertyOutcome,
  SearchOptions,
  SearchOutcome,
  Verdict,
} from './search/common/outcome.js';
export type { StepCoverage } from './analysis/coverage.js';
export type { InterleavingOptions } from './search/random/interleavings.js';
export { interleavings } from './search/random/interleavings.js';
export type { Run } from './search/random/run.js';
export { runOf } from './search/random/run.js';

export type { CheckOptions, CheckResult, ProgramFigures } from './check/check.js';
export type { ProgramLimits, ProgramOptions } from './check/program/options.js';
export { check } from './check/check.js';
export type {
  EstimateOptions,
  EstimateProgress,
  EstimateResult,
  FirstHit,
  Frequency,
} from './check/estimate.js';
export { estimate } from './check/estimate.js';
export type { Audit, AuditedGroup, AuditedQuestion, AuditOptions } from './check/audit/audit.js';
export { audit } from './check/audit/audit.js';
export type { QuestionId } from './check/audit/checklist.js';
export { checklist } from './check/audit/checklist.js';
export type { AuditAnswer, Evidence, EvidenceFor, Finding } from './check/audit/evidence.js';
export type { CompareOptions } from './check/compare/compare-safeguards.js';
export { compareSafeguards } from './check/compare/compare-safeguards.js';
export type {
  Comparison,
  DecidedSet,
  Harm,
  InsufficientSet,
  Sufficient,
  UndecidedSet,
  Violation,
} from './check/compare/comparison.js';
export type { Replayable, ReplayResult } from './check/replay.js';
export { replay } from './check/replay.js';
export type { Found, SampledOutcome, SampleOptions, SampleResult } from './check/sample.js';
export { sample } from './check/sample.js';
export type { ProgramSampleOptions } from './check/program/sample-program.js';
export type { Drop, WhatIfOptions, WhatIfResult } from './check/what-if.js';
export { whatIf } from './check/what-if.js';
export type { RecordedFairness, RecordedLasso, Recording } from './trace/recording.js';
export { formatRecording, parseRecording, record } from './trace/recording.js';

export { auditReport } from './report/text/audit-report.js';
export { estimateReport } from './report/text/estimate-report.js';
export { formatShare } from './report/text/frequency.js';
export type { ChartOptions, ChartRow } from './report/text/frequency-chart.js';
export { frequencyChart } from './report/text/frequency-chart.js';
export { formatDuration, formatNumber } from './report/text/format.js';
export { itf } from './report/export/itf.js';
export { junit } from './report/export/junit.js';
export { mermaid } from './report/export/mermaid.js';
export type { HtmlOptions } from './report/html/html-report.js';
export { htmlReport } from './report/html/html-report.js';
export { report } from './report/text/report.js';
export type { Style, Symbols } from './report/text/style.js';
export { plainStyle, terminalStyle } from './report/text/style.js';
export type { Variant } from './report/text/table.js';
export { safeguardsTable } from './report/text/safeguards-table.js';
export { table } from './report/text/table.js';
export { whatIfTable } from './report/text/what-if-table.js';
export type { TimelineOptions } from './report/text/timeline.js';
export { timeline } from './report/text/timeline.js';
export type { TimedTimelineOptions } from './report/text/timed-timeline.js';
export { timedTimeline } from './report/text/timed-timeline.js';
