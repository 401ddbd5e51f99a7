/** Asks about the states that a search has found: which successors they have, and what predicates answer there. */
import type { Complaint } from '../property/evaluate.js';
import type { FiniteProperty } from '../property/property.js';
import { askAboutState } from './ask.js';
import { directFor } from './direct.js';
import { stop, type Kernel } from './expand/kernel.js';
import { recallTree, successorsOf } from './expand/recall.js';
import { kernelOf, type Level } from './current-kernel.js';
import type { Explorer } from './explorer.js';
import { learnAction, learnChoice } from './learn.js';
import { ends } from './memo/tree.js';

/** The answer of a predicate that is false, from memory. Its sentence is not remembered. */
const isFalse: Complaint = { says: '', threw: false };

/**
 * The states that a search has found. Nothing may be expanded between two questions about one state.
 *
 * A class, because it keeps the data of the loop up to date from one question to the next.
 */
export class ExploredStates<State> {
  private readonly direct;
  private kernel: Kernel;
  private found: Int32Array;
  /** How much was known when the kernel was made. */
  private size = 0;

  /** @param level - The level that is expanded next; absent if the search is over. */
  constructor(
    private readonly explorer: Explorer<State>,
    private readonly level: Level = { levelStart: 0, nextStart: 0, mostStates: Infinity },
  ) {
    this.direct = directFor(explorer);
    this.found = new Int32Array(0);
    this.kernel = this.refreshed();
  }

  /**
   * Visits all successors of a state, also those of sleeping actions. A state outside the state constraint has none.
   *
   * @param visit - Called for each action, in their order, with the number of the successor; -1 if it is not stored.
   */
  eachSuccessor(state: number, visit: (action: number, number: number) => void): void {
    const { explorer } = this;
    const { workspace } = explorer;
    if (explorer.outside.has(state)) return;
    this.refresh();
    let count = successorsOf(this.kernel, workspace, state, this.direct, this.found);
    // If an answer is missing, or values or actions appear that have no place yet, the state is done again.
    while (count < 0) {
      const reason = -1 - count;
      if (reason === stop.action) learnAction(explorer, state, workspace.subject);
      if (reason === stop.choice) learnChoice(explorer, state, workspace.subject);
      this.kernel = this.refreshed();
      count = successorsOf(this.kernel, workspace, state, this.direct, this.found);
    }
    workspace.findings.length = 0;
    for (let at = 0; at < count; at++) {
      visit(workspace.actions[at] as number, this.found[at] as number);
    }
  }

  /** What a property of states answers about a state. It remembers both answers, but no sentence. */
  answer(property: FiniteProperty<State>, state: number): Complaint | undefined {
    const { explorer } = this;
    this.refresh();
    const tree = explorer.known.stateTrees.get(property) as number;
    const ref = recallTree(this.kernel, explorer.workspace, state, tree);
    if (ref === ends.no) return undefined;
    if (ref === ends.yes) return isFalse;
    return askAboutState(explorer, property, state);
  }

  /** Brings the kernel up to date if something was learned since it was made. */
  private refresh(): void {
    const { space } = this.explorer;
    if (space.stale || space.store !== this.kernel.store || this.sizeNow() !== this.size) {
      this.kernel = this.refreshed();
    }
  }

  private sizeNow(): number {
    const { trees, known } = this.explorer;
    return trees.nodes.length + trees.edges.length + known.actions.length;
  }

  private refreshed(): Kernel {
    const { explorer } = this;
    const kernel = { ...kernelOf(explorer, this.level), sleepWords: 0 };
    const { workspace } = explorer;
    this.size = this.sizeNow();
    if (this.found.length < workspace.actions.length)
      this.found = new Int32Array(workspace.actions.length);
    return kernel;
  }
}

/** A successor of a state: the action, and its number; -1 if it is not stored. */
export interface Successor {
  readonly action: number;
  readonly number: number;
}

/**
 * A function that finds all successors of a state, also those of sleeping actions.
 *
 * @param level - The level that is expanded next; absent if the search is over.
 */
export function successorsIn<State>(
  explorer: Explorer<State>,
  level?: Level,
): (state: number) => Successor[] {
  const states = new ExploredStates(explorer, level);
  return (state) => {
    const successors: Successor[] = [];
    states.eachSuccessor(state, (action, number) => successors.push({ action, number }));
    return successors;
  };
}
