/** What a search with the engine says at its end. */
import type { Threads } from '../../engine/expand/parallel/threads.js';
import type { Explorer } from '../../engine/explorer.js';
import { storeBytes, stateCount } from '../../engine/store/store.js';
import type { CompiledStep } from '../../model/compiled-step.js';
import type { Model } from '../../model/model.js';
import type { FiniteProperty } from '../../property/property.js';
import type { Claim } from '../../engine/symmetry/orbits.js';
import type { Collector } from '../counterexamples/collector.js';
import { shareOf } from '../common/ending.js';
import type { Explored } from '../common/explored.js';
import type { PropertyOutcome, SearchOptions } from '../common/outcome.js';
import { stepsTaken, unknownSteps } from '../common/taken.js';
import { because, becauseUnmet, isBlind, withVacuity, type Conditions } from '../common/vacuity.js';
import { covered, takenIn } from './covered.js';
import type { Findings } from './findings.js';

/** What a search was asked, and what it found. */
interface Searched<State> {
  readonly explorer: Explorer<State>;
  readonly properties: readonly FiniteProperty<State>[];
  readonly conditions: Conditions<State>;
  readonly findings: Findings<State>;
  readonly collector: Collector<State> | undefined;
  readonly starts: readonly number[];
}

/** The outcomes of the properties, and then those of the steps that threw. */
export function outcomesOf<State>(
  { explorer, properties, conditions, findings, collector, starts }: Searched<State>,
  explored: Explored,
): PropertyOutcome<State>[] {
  const met = new Set([...conditions].flatMap(([of, one]) => (findings.take(one) ? [of] : [])));
  return findings.outcomes(properties, explored, starts).map((found, index) => {
    const property = properties[index];
    if (property === undefined) return found;
    const outcome = collector?.shown(property, found) ?? found;
    return withVacuity(outcome, [
      [() => conditions.has(property) && !met.has(property), becauseUnmet(property, explored)],
      [
        () => property.kind === 'invariant' && isBlind(property, explorer.model.initial),
        because.blind,
      ],
    ]);
  });
}

/** How many of the states that were expanded lie outside the state constraint, if there is one. */
export function boundOf<State>(
  { constraint, outside }: Explorer<State>,
  expanded: number,
): { readonly outside?: number } {
  return constraint === undefined ? {} : { outside: outside.among(expanded) };
}

/** What the search was about. */
interface About<State> {
  readonly model: Model<State>;
  readonly steps: readonly CompiledStep<State>[];
  readonly options: SearchOptions;
  readonly claim?: Claim<State> | undefined;
}

/** Facts about the steps of the model. */
export function factsOf<State>(
  { model, steps, options, claim }: About<State>,
  explorer: Explorer<State>,
  explored: Explored,
) {
  return {
    recomputed: shareOf(explorer.recomputed, explorer.workspace.generated),
    ...(explored !== 'part' && options.coverage === true
      ? { coverage: covered(explorer, steps) }
      : {}),
    ...(explored === 'all' ? stepsTaken(model, takenIn(explorer), claim?.stepsLike) : unknownSteps),
  };
}

/**
 * How the engine worked.
 *
 * @param threads - Those that it might use. Absent: it had one thread.
 */
export function figuresOf<State>(
  { space, workspace, ran, ranByImmer, sleeps }: Explorer<State>,
  threads?: Threads,
) {
  const stores = [space.store, space.representatives].filter((store) => store !== undefined);
  const bytes = stores.reduce((sum, store) => sum + storeBytes(store), 0);
  return {
    ran,
    ...(ranByImmer > 0 ? { byImmer: ranByImmer } : {}),
    ...(sleeps ? { asleep: workspace.asleep } : {}),
    // Threads that were asked for count even if they had nothing to do.
    threads: space.shared || threads?.patience.growing === 0 ? (threads?.count ?? 1) : 1,
    bytesPerState: Math.round(bytes / Math.max(1, stateCount(space.store))),
  };
}
