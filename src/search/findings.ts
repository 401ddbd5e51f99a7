/** What a search found out about properties, and where. */
import type { Explorer } from '../engine/explorer.js';
import type { KnownAction } from '../engine/steps.js';
import { canonicalSuccessor } from '../model/compile.js';
import type { StepError } from '../model/step-error.js';
import type { Complaint } from '../property/evaluate.js';
import type { Property } from '../property/property.js';
import { nameOfStepError } from '../trace/judge.js';
import { lastState, type Trace } from '../trace/trace.js';
import { aboutOf, type PropertyOutcome } from './outcome.js';
import { tracesTo, type Place } from './walk-back.js';

interface Found extends Place {
  readonly says: string;
  /** The action that was taken there, where it is about a step. */
  readonly action?: number | undefined;
  /** What threw there. */
  readonly error?: StepError;
}

/** A class, since it is told bit by bit and asked at the end. */
export class Findings<State> {
  private readonly violated = new Map<Property<State>, Found>();
  private readonly reached = new Map<Property<State>, Found>();
  private readonly stepErrors = new Map<string, Found>();

  constructor(private readonly explorer: Explorer<State>) {}

  /** A property was asked; what is decided is asked no more. */
  answered(
    property: Property<State>,
    complaint: Complaint | undefined,
    place: Place,
    action: number | undefined,
  ): void {
    const isArrival = property.kind === 'reachable' && complaint?.threw !== true;
    if (isArrival ? complaint !== undefined : complaint === undefined) return;
    const found = { ...place, says: complaint?.says ?? '', action };
    (isArrival ? this.reached : this.violated).set(property, found);
    this.explorer.open.delete(property);
  }

  /** A step threw. */
  stepThrew(error: StepError, place: Place): void {
    const name = nameOfStepError(error);
    if (this.stepErrors.has(name)) return;
    this.stepErrors.set(name, { ...place, says: error.message, error });
  }

  hasThrown(): boolean {
    return this.stepErrors.size > 0;
  }

  isViolated(): boolean {
    return this.violated.size + this.stepErrors.size > 0;
  }

  /**
   * What is said of each property, and of each step that threw.
   *
   * @param explored - Whether every state was expanded.
   * @param starts - The first state of each level.
   */
  outcomes(
    properties: readonly Property<State>[],
    explored: boolean,
    starts: readonly number[],
  ): readonly PropertyOutcome<State>[] {
    const all = [...this.violated.values(), ...this.reached.values(), ...this.stepErrors.values()];
    const traces = tracesTo(this.explorer, starts, all);
    const traceOf = (found: Found) =>
      this.ending(traces[all.indexOf(found)] as Trace<State>, found);
    return [
      ...properties.map((property): PropertyOutcome<State> => {
        const about = aboutOf(property);
        const wrong = this.violated.get(property);
        if (wrong !== undefined) {
          return { ...about, verdict: 'violated', says: wrong.says, trace: traceOf(wrong) };
        }
        const witness = this.reached.get(property);
        if (witness !== undefined) return { ...about, verdict: 'holds', trace: traceOf(witness) };
        if (!explored) return { ...about, verdict: 'undecided' };
        if (property.kind !== 'reachable') return { ...about, verdict: 'holds' };
        return { ...about, verdict: 'violated', says: 'no reachable state is one' };
      }),
      ...[...this.stepErrors].map(([name, found]) => ({
        name,
        kind: 'step' as const,
        verdict: 'violated' as const,
        says: found.says,
        trace: traceOf(found),
      })),
    ];
  }

  /** The step at the end of a trace that it is about, or what threw there. */
  private ending(trace: Trace<State>, { action, error }: Found): Trace<State> {
    if (error !== undefined) return { ...trace, failed: error };
    if (action === undefined) return trace;
    const { model, states, actions } = trace;
    const taken = (this.explorer.known.actions[action] as KnownAction).action;
    const after = canonicalSuccessor(taken, model.successor(lastState(trace), taken));
    return { model, states: [...states, after], actions: [...actions, taken] };
  }
}
