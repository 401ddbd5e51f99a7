/**
 * The search for counterexamples of one property: other kinds, and fewer changes of actor.
 *
 * The search of `check` stops asking a property as soon as it is decided. This search goes over the explored
 * states again, breadth-first. It only follows behaviours that do not break the property before their last
 * step, because a step after a violation does not give another way to violate it.
 *
 * There is a counterexample for each step that leads from such a behaviour into a violation. Of all shortest
 * behaviours up to that step, it has the one that the plain search finds, which is the one that comes first.
 * (Two behaviours are compared by the order of the actions in the state in which they part.) Hence the first
 * counterexample of all is the one that `check` shows without this search: up to its length no behaviour was
 * left out, and both searches go through the states in the same order. The order does not depend on the
 * numbers of the states, so results are the same for any number of threads.
 *
 * To find the fewest changes of actor, behaviours are grouped by their last state and last actor. Of all
 * shortest behaviours of a group, only the one with the fewest changes goes on; if several have as few, the
 * first of them. Nothing is lost by this, because the next steps of a behaviour, and the changes that they
 * add, depend only on its last state and last actor.
 */
import type { Action } from '../../model/action.js';
import { canonicalSuccessor } from '../../model/compile.js';
import { impureModel } from '../../engine/run/impure.js';
import { complaintOfState, complaintOfStep, complaintOfStop } from '../../property/evaluate.js';
import type { FiniteProperty } from '../../property/property.js';
import type { Model } from '../../model/model.js';
import { lastState, type Trace } from '../../trace/trace.js';
import { expand, neverSame } from '../common/expansion.js';
import type { Counterexample } from '../common/outcome.js';
import { isLike, kindOf, type Kind } from './kind.js';

/** A step from a state, and the number of the state that it leads to; -1 if that was not found. */
export interface Edge {
  readonly action: Action;
  readonly number: number;
}

/** The states that were explored, and their edges. */
export interface Graph<State> {
  readonly model: Model<State>;
  /** All steps of an expanded state, in the order of the model. */
  readonly edges: (state: number) => readonly Edge[];
  readonly stateAt: (number: number) => State;
}

/** What to search for. */
export interface Aim<State> {
  readonly property: FiniteProperty<State>;
  /** True if the search looks for states that must be reachable; false if it looks for violations. */
  readonly isArrival: boolean;
  /** How many counterexamples are wanted. */
  readonly wanted: number;
  readonly fewestSwitches: boolean;
}

/** A behaviour: its last step, and the behaviour before that. */
interface Way {
  readonly state: number;
  readonly from?: Way;
  readonly action?: Action;
  /** The actors that took a step, as JSON, sorted. */
  readonly actors: string;
  /** How often the actor changed. Always 0 if this is not asked for. */
  readonly switches: number;
}

/** After so many states the search asks whether it may go on. */
const stride = 256;

/** What is known of a state: not seen yet; an end; or seen on an earlier level, or on this one. */
const is = { unseen: 0, end: 1, earlier: 2, here: 3 } as const;

/** A class, because it continues level by level, as far as the states were explored. */
export class CleanSearch<State> {
  /** One of each kind; the shortest first, then those with fewer changes of actor, then the first. */
  readonly found: Counterexample<State>[] = [];
  /** The behaviours of the level to be expanded; undefined before the first. */
  private level: readonly Way[] | undefined;
  private depth = 0;
  private known = new Uint8Array(1024);
  private readonly kinds: Kind[] = [];
  private readonly actorSets = new Map<string, string>();

  constructor(private readonly aim: Aim<State>) {}

  /** True while more can be found. */
  isPending(): boolean {
    return this.found.length < this.aim.wanted && this.level?.length !== 0;
  }

  /**
   * Continues the search, as far as states were expanded.
   *
   * @param initial - How many states are initial: those with the first numbers.
   * @param levels - How many levels were expanded in full.
   * @param mayGoOn - Returns false if no time or memory is left. Then the search ends with what it has found.
   */
  async advance(
    graph: Graph<State>,
    initial: number,
    levels: number,
    mayGoOn: () => Promise<boolean>,
  ): Promise<void> {
    // It is known only after its expansion whether a state is a deadlock.
    const ready = this.aim.property.kind === 'deadlock' ? levels - 1 : levels;
    if (this.level === undefined && ready >= 0) this.start(graph, initial);
    while (this.isPending() && this.level !== undefined && this.depth < ready) {
      this.level = await this.expandLevel(graph, this.level, mayGoOn);
      this.depth++;
    }
    if (!this.isPending()) this.giveUp();
  }

  /** Ends with what was found. */
  giveUp(): void {
    this.level = [];
  }

  private start(graph: Graph<State>, initial: number): void {
    const ways = Array.from({ length: initial }, (_, state) => ({
      state,
      actors: '[]',
      switches: 0,
    }));
    this.level = ways.filter(({ state }) => this.look(graph, state) === is.here);
    this.take(
      graph,
      ways.filter(({ state }) => this.known[state] === is.end),
    );
    this.leave(this.level);
  }

  /** The behaviours that are one step longer. None if no time was left. */
  private async expandLevel(
    graph: Graph<State>,
    level: readonly Way[],
    mayGoOn: () => Promise<boolean>,
  ): Promise<readonly Way[]> {
    const ends: Way[] = [];
    const next = new NextLevel(this.aim.fewestSwitches);
    for (const [index, way] of level.entries()) {
      if (index % stride === 0 && !(await mayGoOn())) return [];
      for (const edge of graph.edges(way.state)) {
        if (edge.number < 0) throw impureModel(graph.model.name, edge.action);
        if (this.breaks(graph, way.state, edge)) {
          ends.push(this.longer(way, edge));
          continue;
        }
        const seen = this.known[edge.number] ?? is.unseen;
        const what = seen === is.unseen ? this.look(graph, edge.number) : seen;
        if (what === is.end) ends.push(this.longer(way, edge));
        else if (seen === is.unseen) next.add(this.longer(way, edge));
        else if (seen === is.here && this.aim.fewestSwitches) next.improve(this.longer(way, edge));
      }
    }
    ends.sort((one, other) => one.switches - other.switches);
    this.take(graph, ends);
    const ways = next.ways();
    this.leave(ways);
    return ways;
  }

  private longer(from: Way, { action, number }: Edge): Way {
    const { actor } = action;
    const before = from.action?.actor;
    const isSwitch = this.aim.fewestSwitches && before !== undefined && before !== actor;
    return {
      state: number,
      from,
      action,
      actors: before === actor ? from.actors : this.withActor(from.actors, actor),
      switches: from.switches + (isSwitch ? 1 : 0),
    };
  }

  /** A set of actors with another one. */
  private withActor(actors: string, actor: string): string {
    const key = JSON.stringify([actors, actor]);
    const known = this.actorSets.get(key);
    if (known !== undefined) return known;
    const names = JSON.parse(actors) as string[];
    const together = JSON.stringify([...new Set([...names, actor])].sort());
    this.actorSets.set(key, together);
    return together;
  }

  /** Asks about a state that was not seen yet, and notes the answer. */
  private look(graph: Graph<State>, state: number): number {
    if (state >= this.known.length) {
      const more = new Uint8Array(2 * state);
      more.set(this.known);
      this.known = more;
    }
    return (this.known[state] = this.endsIn(graph, state) ? is.end : is.here);
  }

  /** Marks the states of a level as states of an earlier level. */
  private leave(ways: readonly Way[]): void {
    for (const { state } of ways) this.known[state] = is.earlier;
  }

  private endsIn({ model, edges, stateAt }: Graph<State>, number: number): boolean {
    const { property, isArrival } = this.aim;
    const state = stateAt(number);
    switch (property.kind) {
      case 'transition':
        return false;
      case 'invariant':
        return complaintOfState(property, state) !== undefined;
      case 'reachable': {
        const complaint = complaintOfState(property, state);
        return isArrival ? complaint === undefined : complaint?.threw === true;
      }
      case 'deadlock':
        if (edges(number).length > 0 || expand(model, state).errors.length > 0) return false;
        return complaintOfStop(property, state) !== undefined;
    }
  }

  private breaks({ stateAt }: Graph<State>, from: number, { action, number }: Edge): boolean {
    const { property } = this.aim;
    if (property.kind !== 'transition') return false;
    const before = stateAt(from);
    const after = neverSame(before, stateAt(number));
    return complaintOfStep(property, before, action, after) !== undefined;
  }

  /** Takes the counterexamples of new kinds, as many as are wanted. */
  private take(graph: Graph<State>, ends: readonly Way[]): void {
    for (const way of ends) {
      if (this.found.length === this.aim.wanted) return;
      const { from, action } = way;
      const last =
        from === undefined || action === undefined
          ? undefined
          : { action, before: graph.stateAt(from.state), after: graph.stateAt(way.state) };
      const kind = kindOf(JSON.parse(way.actors) as string[], last);
      if (this.kinds.some((before) => isLike(kind, before))) continue;
      this.kinds.push(kind);
      const trace = traceOf(graph, way);
      this.found.push({ says: saidOf(this.aim.property, trace), trace });
    }
  }
}

/** The behaviours of the next level, in their order. */
class NextLevel {
  private readonly all: Way[] = [];
  private readonly best = new Map<string, Way>();

  constructor(private readonly fewestSwitches: boolean) {}

  /** Adds a behaviour that is the first to reach its state. */
  add(way: Way): void {
    if (this.fewestSwitches) this.best.set(nodeOf(way), way);
    else this.all.push(way);
  }

  /** Adds a behaviour to a state that others reached in the same number of steps. */
  improve(way: Way): void {
    const node = nodeOf(way);
    const other = this.best.get(node);
    if (other !== undefined && other.switches <= way.switches) return;
    // Deleting the key first moves the behaviour to the end, which is its place in the order.
    this.best.delete(node);
    this.best.set(node, way);
  }

  ways(): readonly Way[] {
    return this.fewestSwitches ? [...this.best.values()] : this.all;
  }
}

const nodeOf = ({ state, action }: Way) => `${state} ${String(action?.actor)}`;

/** The trace of a behaviour. It runs the model again. */
function traceOf<State>({ model }: Graph<State>, end: Way): Trace<State> {
  const actions: Action[] = [];
  let way = end;
  for (; way.from !== undefined; way = way.from) actions.push(way.action as Action);
  actions.reverse();
  const states = [model.initial[way.state] as State];
  for (const action of actions) {
    const before = states.at(-1) as State;
    states.push(canonicalSuccessor(action, model.successor(before, action)));
  }
  return { model, states, actions };
}

/** What is wrong at the end of a counterexample. */
function saidOf<State>(property: FiniteProperty<State>, trace: Trace<State>): string {
  const last = lastState(trace);
  switch (property.kind) {
    case 'transition': {
      const before = trace.states.at(-2) as State;
      const action = trace.actions.at(-1) as Action;
      return complaintOfStep(property, before, action, neverSame(before, last))?.says ?? '';
    }
    case 'deadlock':
      return complaintOfStop(property, last)?.says ?? '';
    default:
      return complaintOfState(property, last)?.says ?? '';
  }
}
