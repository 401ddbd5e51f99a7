/**
 * The search of `check`: breadth-first over every state, like the reference search. It uses the engine's
 * memory instead of running the model again and again.
 *
 * It finds the states in the same order as the reference search (`engine/expand/loop.ts` says why, even with sleep
 * sets). So it ends at the same point, and has the same verdicts with the same shortest traces. It does not
 * store the way to each state: it finds a trace by walking back through the levels.
 */
import { expandStates, type Driven, type Listener } from '../../engine/drive.js';
import { expandTogether, paysTogether } from '../../engine/together.js';
import type { Threads } from '../../engine/expand/parallel/threads.js';
import { addReal } from '../../engine/settle.js';
import { explorerFor, type Explorer, type Tuning } from '../../engine/explorer.js';
import { askAboutState } from '../../engine/ask.js';
import { recomputing } from '../../engine/purity/recompute.js';
import { at } from '../../engine/store/space.js';
import { stateCount, storeBytes } from '../../engine/store/store.js';
import type { CompiledStep } from '../../model/compiled-step.js';
import type { Model } from '../../model/model.js';
import type { Property } from '../../property/property.js';
import { askingAgain } from '../common/asked-again.js';
import { collectorFor } from '../counterexamples/collector.js';
import { lendExplored } from '../counterexamples/graphs.js';
import { covered, takenIn } from './covered.js';
import { endBetweenLevels, isOver, lookoutFor, shareOf } from '../common/ending.js';
import { expand } from '../common/expansion.js';
import { Findings } from './findings.js';
import { growthIn, growthSoFar } from '../common/growth.js';
import { initialBatch, levelByLevel, oneAfterOther } from '../common/levels.js';
import { exploredBy, predicatesOf } from '../liveness/explored.js';
import type { Claim } from '../../engine/symmetry/orbits.js';
import { apart, fairnessIn, inOrder, temporalOutcomes } from '../liveness/outcomes.js';
import { isOutOfMemory } from '../common/memory.js';
import type { Ended, Progress, SearchOptions, SearchOutcome } from '../common/outcome.js';
import { stepsTaken, unknownSteps } from '../common/taken.js';
import { because, conditionsOf, isBlind, withVacuity } from '../common/vacuity.js';

/** How many milliseconds the loop runs before the search checks whether it must end. */
const stride = 10;

/** The same, if several threads share the work. */
const sharedStride = 100;

/** The most states that can have numbers. A search with that many states ends with a limit on states. */
const mostNumbers = 2 ** 30;

/** How many states are expanded before the first check. */
const startPace = 64;

/** What to search, and how. */
export interface Task<State> {
  readonly model: Model<State>;
  readonly steps: readonly CompiledStep<State>[];
  readonly properties: readonly Property<State>[];
  readonly options: SearchOptions;
  /** When it began, as `performance.now()` says. */
  readonly started: number;
  /** Absent: the search is not up to symmetry. */
  readonly claim?: Claim<State> | undefined;
}

/** The settings of the engine. */
export interface Manner extends Pick<Tuning<unknown>, 'watch' | 'learns'> {
  /** True: immer alone runs the steps. */
  readonly byImmer?: boolean;
  /** The threads that expand states together. Absent if the options do not ask for several. */
  readonly threads?: Threads;
}

/** Visits every state with the engine, and asks every property. */
export async function searchIn<State>(
  { model, steps, properties, options, started, claim }: Task<State>,
  { threads, watch, learns, byImmer = false }: Manner,
): Promise<SearchOutcome<State>> {
  const { limits = {} } = options;
  const { finite, temporal } = apart(properties);
  const fairness = fairnessIn(model, options);
  const conditions = conditionsOf(finite);
  const predicates = predicatesOf(temporal);
  const asked = [...finite, ...conditions.values(), ...predicates.flat()];
  const explorer = explorerFor(model, steps, asked, {
    watch,
    learns,
    byImmer,
    claim,
    shared: threads !== undefined,
  });
  const { space, open, desk } = explorer;
  // Temporal properties are decided when the search is over.
  for (const predicate of predicates.flat()) open.delete(predicate);
  const findings = new Findings(explorer);
  const mostStates = Math.min(limits.states ?? Infinity, mostNumbers);
  /** The first state of each level. */
  const starts: number[] = [0];
  let generatedAtStart = 0;
  let expanded = 0;
  let depth = 0;

  const distinct = () => stateCount(space.store);
  const nextStart = () => starts.at(-1) as number;
  const counts = (): Progress => ({
    distinct: distinct(),
    generated: generatedAtStart + desk.generated,
    // Within a level, the states that were found of the next level are one step deeper.
    depth: distinct() > nextStart() ? depth + 1 : depth,
    frontier: distinct() - expanded,
    seconds: (performance.now() - started) / 1000,
    memory: lookout.used(),
  });
  const visited = () => ({
    starts,
    expanded,
    stateAt: (number: number) => at(space, number).state,
  });
  const growth = growthSoFar(started, visited);
  const progress = (): Progress => ({ ...counts(), ...growth() });

  const lookout = lookoutFor(options, started, progress, temporal.length > 0);

  const more = collectorFor(finite, options, {
    decisionOn: (property) => findings.decisionOn(property),
    lookout,
    lend: (use) => {
      const [levelStart = 0, nextStart = 0] = starts.slice(-2);
      return lendExplored(explorer, { levelStart, nextStart, mostStates }, use);
    },
  });

  const listener = (level: number): Listener<State> => ({
    threw(state) {
      const { errors } = expand(model, at(space, state).state);
      for (const error of errors) findings.stepThrew(error, { level, state });
    },
    answered(property, complaint, state, action) {
      const found = {
        level: property.kind === 'deadlock' || action !== undefined ? level : level + 1,
        state,
      };
      findings.answered(property, complaint, found, action);
    },
  });

  const meet = (state: State): Ended | undefined => {
    if (distinct() >= mostStates) return { by: 'limit', limit: 'states', value: mostStates };
    const number = addReal(explorer, state);
    generatedAtStart++;
    // Up to symmetry, an initial state before it may be one of its orbit.
    if (number < 0) return undefined;
    for (const property of open) {
      if (property.kind !== 'invariant' && property.kind !== 'reachable') continue;
      const complaint = askAboutState(explorer, property, number);
      findings.answered(property, complaint, { level: 0, state: number }, undefined);
    }
    return undefined;
  };
  /** How many initial states were met. */
  let begun = 0;
  const isBegun = () => begun === model.initial.length;
  const meetNext = (): Ended | undefined => {
    for (const state of model.initial.slice(begun, begun + initialBatch)) {
      const reason = meet(state);
      if (reason !== undefined) return reason;
      begun++;
    }
    return undefined;
  };
  /** The states of the level that the search expands, and the next one to be expanded. */
  let level = { start: 0, end: 0, next: 0 };
  const openLevel = (): void => {
    if (level.end > level.start) fallAsleep(explorer, level.end - level.start);
    level = { start: nextStart(), end: distinct(), next: nextStart() };
    if (level.end > level.start) depth++;
    starts.push(level.end);
  };
  const { mayTake } = lookout;
  const { seconds } = limits;
  const wanted = threads === undefined ? stride : sharedStride;
  let pace = startPace;
  /** The next states to expand: as many as take about as long as they should. */
  const nextBatch = () => ({
    bounds: { levelStart: level.start, nextStart: level.end, mostStates, mayTake, seconds },
    range: [level.next, Math.min(level.end, level.next + pace)] as const,
    heard: listener(starts.length - 2),
    began: performance.now(),
  });
  const afterBatch = ({ at, by }: Driven, began: number): Ended | undefined => {
    expanded += at - level.next;
    level.next = at;
    const took = performance.now() - began;
    if (took < wanted / 2) pace *= 2;
    else if (took > wanted * 2) pace = Math.max(16, pace >> 1);
    if (by === 'memory') return lookout.outOfMemory;
    return by === 'full' ? { by: 'limit', limit: 'states', value: mostStates } : undefined;
  };
  const ended = await levelByLevel<Ended>(
    {
      isDone: () => isBegun() && level.next === level.end,
      open: openLevel,
      collect:
        more &&
        (() =>
          more.advance(
            starts[1] as number,
            level.end > level.start ? starts.length - 2 : Infinity,
          )),
      endBetween: () =>
        endBetweenLevels(options, {
          frontier: level.end - level.start,
          depth,
          properties: properties.length,
          open:
            finite.filter((one) => open.has(one)).length + temporal.length + (more?.pending() ?? 0),
          violated: findings.isViolated(),
        }),
      expand() {
        if (!isBegun()) return meetNext();
        const { bounds, range, heard, began } = nextBatch();
        const act = () => expandStates(explorer, bounds, ...range, heard);
        return afterBatch(withinMemory(range[0], act), began);
      },
      together: threads && {
        pays() {
          if (!isBegun()) return false;
          const { bounds, range } = nextBatch();
          return paysTogether(explorer, bounds, range, threads);
        },
        async expand() {
          const { bounds, range, heard, began } = nextBatch();
          const batch = expandTogether(explorer, bounds, range, heard, threads);
          const driven = await batch.catch((error: unknown) => endOfMemory(error, range[0]));
          return afterBatch(driven, began);
        },
      },
      endWithin: openLevel,
      afterwards: (reason) =>
        watch === 0 || isOver(reason)
          ? undefined
          : oneAfterOther(
              recomputing(explorer, expanded),
              askingAgain({ model, open, expanded, stateAt: (number) => at(space, number).state }),
            ),
    },
    lookout,
  );
  const explored = ended.by === 'complete' && !findings.hasThrown();
  const end = { ended, threw: findings.hasThrown(), lookout };
  const extent = { initial: starts[1] as number, expanded };
  const explore = () => exploredBy(explorer, predicates, extent);
  // The search for loops asks the trees as well, and counts anew.
  const { remembered } = desk;
  const said = await temporalOutcomes(temporal, fairness, end, explore);
  const met = new Set([...conditions].flatMap(([of, one]) => (findings.take(one) ? [of] : [])));
  const outcomes = findings.outcomes(finite, explored, starts).map((found, index) => {
    const property = finite[index];
    const outcome = more?.shown(property, found) ?? found;
    if (property?.kind !== 'invariant') return outcome;
    return withVacuity(outcome, [
      [() => conditions.has(property) && !met.has(property), because.condition],
      [() => isBlind(property, model.initial), because.blind],
    ]);
  });
  return {
    ...counts(),
    ended,
    properties: inOrder(properties, outcomes, said.outcomes),
    ...(said.graph && { graph: said.graph }),
    recomputed: shareOf(explorer.recomputed, desk.generated),
    ...growthIn(ended, visited()),
    ...(explored && options.coverage === true ? { coverage: covered(explorer, steps) } : {}),
    ...(explored ? stepsTaken(model, takenIn(explorer), claim?.stepsLike) : unknownSteps),
    figures: {
      threads: threads?.count ?? 1,
      ran: explorer.ran,
      remembered,
      ...(explorer.ranByImmer > 0 ? { byImmer: explorer.ranByImmer } : {}),
      ...(explorer.sleeps ? { asleep: desk.asleep } : {}),
      bytesPerState: Math.round(storeBytes(space.store) / Math.max(1, distinct())),
    },
  };
}

/** Runs the work. If memory runs out, the work ends instead of failing. */
function withinMemory(at: number, act: () => Driven): Driven {
  try {
    return act();
  } catch (error) {
    return endOfMemory(error, at);
  }
}

/** What to do about an error of the work: it ends if memory ran out, and fails for any other reason. */
function endOfMemory(error: unknown, at: number): Driven {
  if (!isOutOfMemory(error)) throw error;
  return { at, by: 'memory' };
}

/** Makes the bits of the next level those of this level, and clears the old bits of `states` states. */
function fallAsleep<State>(explorer: Explorer<State>, states: number): void {
  const { awake, leaves } = explorer;
  explorer.awake = explorer.awakeNext;
  explorer.awakeNext = awake.fill(0, 0, states * 2 * leaves.sleepWords);
}
