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
import { impureModel } from '../../engine/run/impure.js';
import type { FiniteProperty } from '../../property/property.js';
import type { Model } from '../../model/model.js';
import { isOutside } from '../../model/within.js';
import { lastState, type Trace } from '../../trace/trace.js';
import { askStart, askState, askStep, askStop } from '../common/ask.js';
import { expand } from '../common/expansion.js';
import type { Counterexample } from '../common/outcome.js';
import { NextLevel, traceOf, type Behaviour } from './behaviour.js';
import { isLike, kindOf, type Kind } from './kind.js';

/** A step from a state, and the number of the state that it leads to; -1 if that was not found. */
export interface Edge {
  readonly action: Action;
  readonly number: number;
}

/** The states that were explored, and their edges. */
export interface ExploredGraph<State> {
  readonly model: Model<State>;
  /** All steps of an expanded state, in the order of the model. */
  readonly edges: (state: number) => readonly Edge[];
  readonly stateAt: (number: number) => State;
}

/** What to search for. */
export interface Goal<State> {
  readonly property: FiniteProperty<State>;
  /** True if the search looks for states that must be reachable; false if it looks for violations. */
  readonly isArrival: boolean;
  /** How many counterexamples are wanted. */
  readonly wanted: number;
  readonly fewestSwitches: boolean;
}

/** After so many states the search asks whether it may go on. */
const stride = 256;

/** What is known of a state: not seen yet; an end; or seen on an earlier level, or on this one. */
const is = { unseen: 0, end: 1, earlier: 2, here: 3 } as const;

/** A class, because it continues level by level, as far as the states were explored. */
export class CounterexampleSearch<State> {
  /** One of each kind; the shortest first, then those with fewer changes of actor, then the first. */
  readonly found: Counterexample<State>[] = [];
  /** The behaviours of the level to be expanded; undefined before the first. */
  private level: readonly Behaviour[] | undefined;
  private depth = 0;
  private known = new Uint8Array(1024);
  private readonly kinds: Kind[] = [];
  private readonly actorSets = new Map<string, string>();

  constructor(private readonly goal: Goal<State>) {}

  /** True while more can be found. */
  isPending(): boolean {
    return this.found.length < this.goal.wanted && this.level?.length !== 0;
  }

  /**
   * Continues the search, as far as states were expanded.
   *
   * @param initial - How many states are initial: those with the first numbers.
   * @param levels - How many levels were expanded in full.
   * @param mayGoOn - Returns false if no time or memory is left. Then the search ends with what it has found.
   */
  async advance(
    graph: ExploredGraph<State>,
    initial: number,
    levels: number,
    mayGoOn: () => Promise<boolean>,
  ): Promise<void> {
    // It is known only after its expansion whether a state is a deadlock.
    const ready = this.goal.property.kind === 'deadlock' ? levels - 1 : levels;
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

  private start(graph: ExploredGraph<State>, initial: number): void {
    const behaviours = Array.from({ length: initial }, (_, state) => ({
      state,
      actors: '[]',
      switches: 0,
    }));
    const { property } = this.goal;
    const isWrong = ({ state }: Behaviour) =>
      askStart(property, graph.stateAt(state)) !== undefined;
    // A step may lead into an initial state in which no behaviour may begin.
    const [wrong, right] = [behaviours.filter(isWrong), behaviours.filter((one) => !isWrong(one))];
    this.level = right.filter(({ state }) => this.visit(graph, state) === is.here);
    const isEnd = ({ state }: Behaviour) => this.known[state] === is.end;
    this.collect(graph, [...wrong, ...right.filter(isEnd)]);
    this.markEarlier(this.level);
  }

  /** The behaviours that are one step longer. None if no time was left. */
  private async expandLevel(
    graph: ExploredGraph<State>,
    level: readonly Behaviour[],
    mayGoOn: () => Promise<boolean>,
  ): Promise<readonly Behaviour[]> {
    const ends: Behaviour[] = [];
    const next = new NextLevel(this.goal.fewestSwitches);
    for (const [index, behaviour] of level.entries()) {
      if (index % stride === 0 && !(await mayGoOn())) return [];
      for (const edge of graph.edges(behaviour.state)) {
        if (edge.number < 0) throw impureModel(graph.model.name, edge.action);
        if (this.breaks(graph, behaviour.state, edge)) {
          ends.push(this.longer(behaviour, edge));
          continue;
        }
        const seen = this.known[edge.number] ?? is.unseen;
        const what = seen === is.unseen ? this.visit(graph, edge.number) : seen;
        if (what === is.end) ends.push(this.longer(behaviour, edge));
        else if (seen === is.unseen) next.add(this.longer(behaviour, edge));
        else if (seen === is.here && this.goal.fewestSwitches)
          next.improve(this.longer(behaviour, edge));
      }
    }
    ends.sort((one, other) => one.switches - other.switches);
    this.collect(graph, ends);
    const behaviours = next.behaviours();
    this.markEarlier(behaviours);
    return behaviours;
  }

  private longer(from: Behaviour, { action, number }: Edge): Behaviour {
    const { actor } = action;
    const before = from.action?.actor;
    const isSwitch = this.goal.fewestSwitches && before !== undefined && before !== actor;
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
  private visit(graph: ExploredGraph<State>, state: number): number {
    if (state >= this.known.length) {
      const more = new Uint8Array(2 * state);
      more.set(this.known);
      this.known = more;
    }
    return (this.known[state] = this.endsIn(graph, state) ? is.end : is.here);
  }

  /** Marks the states of a level as states of an earlier level. */
  private markEarlier(behaviours: readonly Behaviour[]): void {
    for (const { state } of behaviours) this.known[state] = is.earlier;
  }

  /** Whether a behaviour ends in a state: because the property is violated there, or reached. */
  private endsIn({ model, edges, stateAt }: ExploredGraph<State>, number: number): boolean {
    const { property, isArrival } = this.goal;
    if (property.kind === 'transition') return false;
    const state = stateAt(number);
    if (property.kind === 'deadlock') {
      if (edges(number).length > 0 || expand(model, state).errors.length > 0) return false;
      if (isOutside(model, state)) return false;
      return askStop(property, state) !== undefined;
    }
    const answer = askState(property, state);
    return isArrival ? answer === 'reached' : typeof answer === 'object';
  }

  /** Whether a behaviour ends with a step, because the step violates the property. */
  private breaks(
    { stateAt }: ExploredGraph<State>,
    from: number,
    { action, number }: Edge,
  ): boolean {
    const { property } = this.goal;
    if (property.kind !== 'transition') return false;
    return askStep(property, stateAt(from), action, stateAt(number)) !== undefined;
  }

  /** Takes the counterexamples of new kinds, as many as are wanted. */
  private collect(graph: ExploredGraph<State>, ends: readonly Behaviour[]): void {
    for (const behaviour of ends) {
      if (this.found.length === this.goal.wanted) return;
      const { from, action } = behaviour;
      const last =
        from === undefined || action === undefined
          ? undefined
          : { action, before: graph.stateAt(from.state), after: graph.stateAt(behaviour.state) };
      const kind = kindOf(JSON.parse(behaviour.actors) as string[], last);
      if (this.kinds.some((before) => isLike(kind, before))) continue;
      this.kinds.push(kind);
      const trace = traceOf(graph.model, behaviour);
      this.found.push({ says: saysAtEnd(this.goal.property, trace), trace });
    }
  }
}

/** What is wrong at the end of a counterexample. */
function saysAtEnd<State>(property: FiniteProperty<State>, trace: Trace<State>): string {
  const answer = answerAtEnd(property, trace);
  return typeof answer === 'object' ? answer.says : '';
}

function answerAtEnd<State>(property: FiniteProperty<State>, trace: Trace<State>) {
  const last = lastState(trace);
  if (property.kind === 'deadlock') return askStop(property, last);
  if (property.kind !== 'transition') return askState(property, last);
  if (trace.actions.length === 0) return askStart(property, last);
  const before = trace.states.at(-2) as State;
  return askStep(property, before, trace.actions.at(-1) as Action, last);
}
