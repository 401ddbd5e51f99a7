/**
 * One breadth-first search for all sets of switches at once.
 *
 * A state is stored once, with the sets that reach it. A step is run once for all sets that are in its state,
 * unless it asks for a switch on which they differ: see `Forks`. So the states and steps that two sets have
 * in common are searched once. This is the family-based search of featured transition systems: A. Classen,
 * P. Heymans, P.-Y. Schobbens, A. Legay, J.-F. Raskin, "Model Checking Lots of Systems" (ICSE 2010). But here
 * the user need not say what depends on a switch: the search sees which steps ask.
 *
 * Why it is right: take one set alone. It reaches the same states as in a search of this set alone, on the
 * same levels, because each level is expanded in full, and a set is expanded in a state on the first level on
 * which it reaches the state. So each verdict and each length is that of a search of this set alone. This
 * requires that steps depend only on the state and on the switches that they ask. The watch of the plain
 * search checks this here too, and `compareSafeguards` searches the sets that it names again, each alone.
 */
import type { Action } from '../../model/action.js';
import { actionKey } from '../../model/action.js';
import { canonicalKey } from '../../model/canonical.js';
import { canonicalSuccessor } from '../../model/compile.js';
import { inSlices } from '../../model/supervised.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty, Property } from '../../property/property.js';
import { lookoutFor } from '../common/ending.js';
import { expansionOf, neverSame } from '../common/expansion.js';
import { levelByLevel } from '../common/levels.js';
import type { Ended, Progress, SearchOptions } from '../common/outcome.js';
import { without, type Family, type Universe } from './families.js';
import { Ledger } from './ledger.js';
import type { Variants } from './variants.js';

/** An edge from one state to another, which some of the sets have. */
export interface FamilyEdge {
  readonly action: number;
  readonly target: number;
  readonly family: Family;
}

/** All states and edges. */
export interface FamilyGraph<State> {
  readonly states: readonly State[];
  /** For each state the sets that reach it. */
  readonly arrived: readonly Family[];
  /** For each state the sets that start in it. */
  readonly initial: readonly Family[];
  /** For each state its edges. Empty unless the option `whole` is on. */
  readonly edges: readonly (readonly FamilyEdge[])[];
  readonly actions: readonly Action[];
}

/** The result of the search. */
export interface FamilySearch<State> extends Progress {
  readonly ended: Ended;
  readonly graph: FamilyGraph<State>;
  /** What is known of each property. */
  readonly ledgers: ReadonlyMap<Property<State>, Ledger>;
  /** The sets with which a step threw. */
  readonly threw: Family;
  /** The sets whose states were not all explored, although some property is still open with them. */
  readonly unfinished: Family;
  /** The families that steps told apart. Two sets that none of these tells apart behave the same. */
  readonly toldApart: ReadonlySet<Family>;
}

/** The options of a family search. */
export interface FamilyOptions extends Pick<SearchOptions, 'limits' | 'signal' | 'onProgress'> {
  /** Whether to keep the edges, and to explore all states even if all properties are decided. */
  readonly whole: boolean;
  /** The share of the time and the memory that the search may take, from 0 to 1. Absent: all. */
  readonly share?: number;
}

/**
 * Visits every state that any set of switches can reach.
 *
 * @throws ModelError if a model or a property is wrong.
 */
export async function familySearch<State>(
  { forks, variants }: Variants<State>,
  { all }: Universe,
  properties: readonly FiniteProperty<State>[],
  options: FamilyOptions,
): Promise<FamilySearch<State>> {
  const { limits = {}, whole } = options;
  const started = performance.now();
  const numbers = new Map<string, number>();
  const states: State[] = [];
  const arrived: Family[] = [];
  const initial: Family[] = [];
  const edges: FamilyEdge[][] = [];
  const actions: Action[] = [];
  const ids = new Map<string, number>();
  const toldApart = new Set(variants.map(({ family }) => family));
  const ledgers = new Map(properties.map((one) => [one, new Ledger(all)]));
  let next = new Map<number, Family>();
  let depth = 0;
  let generated = 0;
  let threw = 0n;
  let unfinished = 0n;
  let ended: Ended | undefined;

  const progress = (): Progress => ({
    distinct: states.length,
    generated,
    depth: next.size > 0 ? depth + 1 : depth,
    frontier: next.size,
    seconds: (performance.now() - started) / 1000,
    memory: lookout.used(),
  });
  const lookout = lookoutFor(options, started, progress);

  const idOf = (action: Action): number => {
    const key = actionKey(action);
    const id = ids.get(key) ?? actions.push(action) - 1;
    ids.set(key, id);
    return id;
  };

  /** The sets that are still searched: those with which a property is open. */
  const alive = (): Family =>
    whole || ledgers.size === 0
      ? all
      : [...ledgers.values()].reduce((open, one) => open | one.open, 0n);

  const askState = (number: number, family: Family): void => {
    for (const [property, ledger] of ledgers) {
      if (property.kind !== 'invariant' && property.kind !== 'reachable') continue;
      if ((ledger.open & family) === 0n) continue;
      const complaint = complaintOfState(property, states[number] as State);
      if (property.kind === 'invariant' || complaint?.threw === true) {
        if (complaint !== undefined) ledger.violate(family, depth);
      } else if (complaint === undefined) ledger.reach(family, depth);
    }
  };

  const askStep = (from: number, action: Action, to: number, family: Family): void => {
    for (const [property, ledger] of ledgers) {
      if (property.kind !== 'transition' || (ledger.open & family) === 0n) continue;
      const before = states[from] as State;
      const after = neverSame(before, states[to] as State);
      const complaint = complaintOfStep(property, before, action, after);
      if (complaint !== undefined) ledger.violate(family, depth);
    }
  };

  const askStop = (number: number, family: Family): void => {
    for (const [property, ledger] of ledgers) {
      if (property.kind !== 'deadlock' || (ledger.open & family) === 0n) continue;
      const complaint = complaintOfStop(property, states[number] as State);
      if (complaint !== undefined) ledger.violate(family, depth - 1);
    }
  };

  /** Notes that sets reach a state. Returns its number, or undefined if there is no room for it. */
  const arrive = (key: string, state: () => State, family: Family): number | undefined => {
    let number = numbers.get(key);
    if (number === undefined) {
      if (limits.states !== undefined && states.length >= limits.states) {
        ended ??= { by: 'limit', limit: 'states', value: limits.states };
        unfinished |= family;
        return undefined;
      }
      number = states.push(state()) - 1;
      numbers.set(key, number);
      arrived.push(0n);
      initial.push(0n);
      edges.push([]);
    }
    const before = arrived[number] as Family;
    const fresh = without(family, before);
    if (fresh !== 0n) {
      arrived[number] = before | fresh;
      next.set(number, (next.get(number) ?? 0n) | fresh);
      askState(number, fresh);
    }
    return number;
  };

  /** Takes every step that these sets can take in a state. */
  const expand = (number: number, family: Family): void => {
    const state = states[number] as State;
    let moved = 0n;
    for (const variant of variants) {
      const here = family & variant.family;
      if (here === 0n) continue;
      for (const step of variant.steps) {
        for (const branch of forks.run(here, () => expansionOf(step, state, number))) {
          const { successors, errors } = branch.outcome;
          if (branch.family !== here) toldApart.add(branch.family);
          if (successors.length + errors.length > 0) moved |= branch.family;
          if (errors.length > 0) threw |= branch.family;
          for (const { action, state: successor, key } of successors) {
            generated++;
            const make = () => canonicalSuccessor(action, successor, key);
            const target = arrive(key, make, branch.family);
            if (target === undefined) continue;
            if (whole) {
              edges[number]?.push({ action: idOf(action), target, family: branch.family });
            }
            askStep(number, action, target, branch.family);
          }
        }
      }
    }
    askStop(number, without(family, moved));
  };

  const arrivals = initialStates(variants);
  const arriveNext = () => {
    const { value, done } = arrivals.next();
    if (done === true) return false;
    generated++;
    const { family, state } = value;
    const number = arrive(canonicalKey(state), () => state, family);
    if (number !== undefined) initial[number] = (initial[number] as Family) | family;
    return true;
  };
  while (inSlices(arriveNext, limits.seconds));
  let open = alive();
  let level: (readonly [number, Family])[] = [];
  let at = 0;
  ended ??= await levelByLevel<Ended>(
    {
      isDone: () => at === level.length,
      open() {
        open = alive();
        level = [...next].filter(([, family]) => (family & open) !== 0n);
        at = 0;
      },
      endBetween() {
        if (level.length === 0) return { by: next.size === 0 ? 'complete' : 'decided' };
        if (limits.depth !== undefined && depth + 1 >= limits.depth) {
          return { by: 'limit', limit: 'depth', value: limits.depth };
        }
        next = new Map();
        depth++;
        return undefined;
      },
      expand() {
        const [number, family] = level[at++] as [number, Family];
        expand(number, family & open);
        return ended;
      },
    },
    lookout,
  );
  // The rest of this level, and the states that were found of the next one, are unfinished.
  for (const [, family] of level.slice(at)) unfinished |= family;
  if (ended.by === 'limit' || ended.by === 'interrupt') {
    for (const family of next.values()) unfinished |= family;
  }
  return {
    ...progress(),
    ended,
    graph: { states, arrived, initial, edges, actions },
    ledgers,
    threw,
    unfinished: unfinished & alive(),
    toldApart,
  };
}

/** The initial states of each variant, one by one: there may be millions of them. */
function* initialStates<State>(variants: Variants<State>['variants']) {
  for (const { family, model } of variants) {
    for (const state of model.initial) yield { family, state };
  }
}
