/**
 * One run of code on a state: a recipe on a draft, or a guard, choice, reducer or predicate on a view.
 *
 * The code is shown the state piece by piece. Nothing of the state is built before the code reads it: a leaf
 * is looked up by its number, and a container is shown as a proxy, always the same one during a run. So
 * comparing by identity gives the same result as with the state itself.
 *
 * A draft behaves as a draft of immer does. What the code writes goes into a container of the run's own, which
 * `finish.ts` compares with the state once the code is done. A view shows a frozen state: it refuses writes.
 *
 * If the run has a recorder, each read and write is noted. A read of what the run itself wrote is not a read of
 * the state before. A write is noted even if the place held this value already: in another state it does not.
 *
 * If the code asks something that a draft cannot answer exactly as immer's draft would, the run is not sure of
 * its outcome, and the caller asks immer.
 */
import type { Shown } from '../../model/compiled-step.js';
import {
  absent,
  isContainer,
  Slot,
  type Container,
  type Slots,
  type Vector,
} from '../store/slots.js';
import { noteAll, noteShape, noteValue, type Recorder, type Side } from './recorder.js';

/** Holds a state. It may build the state only when it is asked for. */
export interface Source {
  readonly state: unknown;
}

/** A container of a run's own: leaves, drafts, what the code put there, and slots (see {@link Node.content}). */
export type Content = Record<string, unknown> | unknown[] | Map<unknown, unknown> | Set<unknown>;

/** How many nodes are searched one by one. */
const few = 8;

/** What a run shows to the code, and what it notes; see {@link Run}. */
type Showing = Pick<Run, 'recorder' | 'isDraft' | 'side' | 'make'>;

/** One run. */
export class Run {
  /** The drafts or views that the code was given, in their order. */
  readonly nodes: Node[] = [];
  private bySlot: Map<Slot, Node> | undefined;
  /** True once the code is done: from then on a draft that it kept throws. */
  isOver = false;
  /** True if the code changed a draft, as immer sees it. */
  isChanged = false;
  /** True if only immer knows the outcome for sure. */
  isUnsure = false;

  /** Notes reads and writes; undefined if nothing needs them. */
  readonly recorder: Recorder | undefined;
  /** True for a recipe, false for code that may only read. */
  readonly isDraft: boolean;
  readonly side: Side;
  /** Makes what the code is shown of a container. */
  readonly make: (node: Node) => object;
  /** The state, for code that gets a part of it out of a view. Drafts do not need it. */
  source: Source | undefined;
  /** Gives what the view of the whole state shows. Undefined for a draft. */
  shown: ((run: Run) => Shown) | undefined;

  constructor(
    readonly slots: Slots,
    readonly vector: Vector,
    { recorder, isDraft, side, make }: Showing,
  ) {
    this.recorder = recorder;
    this.isDraft = isDraft;
    this.side = side;
    this.make = make;
  }

  /** The node of a slot; undefined if the code has not read this container. */
  nodeOf(slot: Slot): Node | undefined {
    if (this.bySlot !== undefined) return this.bySlot.get(slot);
    for (const node of this.nodes) if (node.slot === slot) return node;
    return undefined;
  }

  add(node: Node): void {
    this.nodes.push(node);
    if (this.nodes.length === few) this.bySlot = new Map(this.nodes.map((one) => [one.slot, one]));
    else this.bySlot?.set(node.slot, node);
  }

  /** The value of a slot in the state: a leaf, the kind of container, or `absent`. */
  valueOf(slot: Slot): unknown {
    return slot.values[this.vector[slot.id] ?? 0];
  }

  /** Whether the code changed a container in a slot, or anything in it. */
  isChangedIn(slot: Slot): boolean {
    for (const node of this.nodes) {
      if (!node.isChanged) continue;
      let at: Slot | undefined = node.slot;
      while (at !== undefined && at !== slot) at = at.parent;
      if (at === slot) return true;
    }
    return false;
  }

  /** What the code is shown of a slot: a leaf, or the draft or view of a container; undefined if it is absent. */
  show(slot: Slot): unknown {
    const value = this.valueOf(slot);
    if (!isContainer(value)) return value === absent ? undefined : value;
    const known = this.nodeOf(slot);
    if (known !== undefined) return known.shown;
    const node = new Node(this, slot, value);
    node.shown = this.make(node);
    this.add(node);
    return node.shown;
  }
}

/** A container that the code was shown. */
export class Node {
  /**
   * The container with what the run changed in it; undefined until the code writes to it or lists it. A slot in
   * it stands for a container that the code has not read.
   */
  content: Content | undefined = undefined;
  /** True if the run changed the content itself, not only something deeper in it. */
  isChanged = false;
  /** The slots that it changed, some perhaps twice. Those of an array are not listed. */
  readonly changed: Slot[] = [];
  /** The slots of the container that the run wrote. Undefined if none, or if nothing is noted. */
  written: Set<Slot> | undefined = undefined;
  /** True if the run changed a key or member that is no leaf. */
  hasOddKeys = false;
  /** True if the run wrote the length of the array. */
  isResized = false;
  /** What the code is shown. */
  shown: object = this;

  constructor(
    readonly run: Run,
    readonly slot: Slot,
    readonly container: Container,
  ) {}

  /** Called on a draft or view by Node's `util.inspect`, which looks past a proxy, so that it is not known what it reads. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    // Then `this` is the proxy, except for that of an array.
    (nodeBehind(this) ?? this).beUnsure();
    return '[a state]';
  }

  /** Notes that only the state itself, or immer's draft of it, knows what the code was told. */
  beUnsure(): void {
    const { run } = this;
    run.isUnsure = true;
    if (!run.isDraft && run.recorder !== undefined) run.recorder.baffled = true;
  }

  /** What the code is shown of a place of the content. */
  shownOf(value: unknown): unknown {
    return value instanceof Slot ? this.run.show(value) : value;
  }

  readChild(child: Slot): void {
    const { recorder, side } = this.run;
    if (recorder === undefined || this.written?.has(child) === true) return;
    noteValue(recorder, child, side);
  }

  readShape(): void {
    const { recorder, side } = this.run;
    if (recorder !== undefined) noteShape(recorder, this.slot, side);
  }

  readLength(): void {
    const { recorder, side } = this.run;
    if (recorder !== undefined && !this.isResized) noteValue(recorder, this.slot, side);
  }

  readAll(): void {
    const { recorder, side } = this.run;
    if (recorder !== undefined) noteAll(recorder, this.slot, side);
  }

  writeChild(child: Slot): void {
    const { recorder } = this.run;
    if (recorder === undefined) return;
    (this.written ??= new Set()).add(child);
    recorder.writes.add(child);
  }

  /** Notes that the content differs from the state now, for a slot of it, or for any. */
  change(slot?: Slot): void {
    this.isChanged = true;
    this.run.isChanged = true;
    if (slot !== undefined) this.changed.push(slot);
  }

  /** Refuses a write to a state that the code may only read. */
  refuseWrite(): void {
    const { isDraft, recorder } = this.run;
    if (isDraft) return;
    if (recorder !== undefined) recorder.wrote = true;
    throw new TypeError('The state is only looked at here, and cannot be changed.');
  }

  /** Refuses the use of a draft that was kept after its run, with the words of JavaScript itself. */
  refuseIfOver(trap: string): void {
    if (this.run.isOver && this.run.isDraft) {
      throw new TypeError(`Cannot perform '${trap}' on a proxy that has been revoked`);
    }
  }
}

/** The name under which what the code is shown gives its node. No other code knows it. */
export const nodeName: unique symbol = Symbol('node');

/** The symbol under which immer keeps the inner state of a draft. */
export const draftState: unique symbol = Symbol.for('immer-state');

/** The node behind a draft or view; undefined for any other value. */
export function nodeBehind(value: unknown): Node | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const node = (value as { readonly [nodeName]?: unknown })[nodeName];
  return node instanceof Node && node.shown === value ? node : undefined;
}

/** A value that the code puts into a draft. All that is behind a draft counts as read then. */
export function noteTaken(value: unknown): void {
  nodeBehind(value)?.readAll();
}
