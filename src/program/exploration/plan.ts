/**
 * Shares out a search in parts.
 *
 * A part owns the quiet points that it has found, and tries all events there itself. If it gives one away, the
 * plan owns it: it makes a part of each event that is to be tried there. They are the same as in a search in one piece,
 * with the same events asleep, because of two rules:
 * - An event is tried only when it is known what the event before it touched: then that one sleeps in what follows.
 * - If the races of a part ask for an event at a quiet point of the plan, the plan adds it if it is not tried yet.
 */
import type { EventId } from '../run/running.js';
import type { Left, Part, PlainFootprint, PlainNode, Point } from './part.js';

/** A quiet point of the plan. */
interface PlannedPoint {
  readonly before: readonly PlainNode[];
  readonly node: PlainNode;
  /** The events that were tried or are asleep, with what they touch. */
  readonly done: Map<EventId, PlainFootprint>;
  /** All events that are no alternatives any more. */
  readonly tried: Set<EventId>;
  readonly waiting: EventId[];
  /** The event that is tried, while it is not known what it touches. */
  trying: EventId | undefined;
}

/** The parts of a search. */
export class Plan {
  readonly #ready: Part[];
  readonly #points = new Map<string, PlannedPoint>();
  #out = 0;

  constructor(all: Part) {
    this.#ready = [all];
  }

  /** How many parts wait to be explored. */
  get ready(): number {
    return this.#ready.length;
  }

  /** Whether nothing is left. */
  get isDone(): boolean {
    return this.#out === 0 && this.#ready.length === 0;
  }

  /** A part to explore; undefined if none is ready. {@link take} must be told what it left. */
  next(): Part | undefined {
    const part = this.#ready.shift();
    if (part !== undefined) this.#out++;
    return part;
  }

  /** Takes what a part left. */
  take({ path, shared }: Part, { rest, given, asked, footprint }: Left): void {
    this.#out--;
    const before = path.slice(0, shared);
    const event = before.at(-1)?.chosen.id;
    const point = this.#points.get(keyOf(before));
    if (event !== undefined && footprint !== undefined && point?.trying === event) {
      point.done.set(event, footprint);
      point.trying = undefined;
      this.#advance(point);
    }
    for (const one of [...given, ...asked]) this.#add(one);
    if (rest !== undefined) this.#ready.push(rest);
  }

  #add({ path, queue }: Point): void {
    const node = path.at(-1);
    if (node === undefined) return;
    const key = keyOf(path);
    const point = this.#points.get(key) ?? pointOf(path.slice(0, -1), node);
    this.#points.set(key, point);
    for (const id of queue) {
      if (point.tried.has(id)) continue;
      point.tried.add(id);
      point.waiting.push(id);
    }
    this.#advance(point);
  }

  /** Makes a part of the next event at a quiet point. */
  #advance(point: PlannedPoint): void {
    const { before, node, done, tried, waiting } = point;
    if (point.trying !== undefined) return;
    const id = waiting.shift();
    const chosen = node.events.find((event) => event.id === id);
    if (chosen === undefined) return;
    point.trying = chosen.id;
    const here = {
      ...node,
      chosen,
      done: [...done],
      alone: undefined,
      queue: [],
      elsewhere: [...tried],
    };
    this.#ready.push({ path: [...before, here], shared: before.length + 1 });
  }
}

/** A quiet point that the plan owns from now on. What its chosen event touches is known. */
function pointOf(before: readonly PlainNode[], node: PlainNode): PlannedPoint {
  const done = new Map(node.done);
  done.set(node.chosen.id, node.footprint);
  return {
    before,
    node,
    done,
    tried: new Set([...done.keys(), ...node.elsewhere]),
    waiting: [],
    trying: undefined,
  };
}

/** Tells quiet points apart: by the events on the way to them. */
const keyOf = (path: readonly PlainNode[]): string =>
  JSON.stringify(path.slice(0, -1).map(({ chosen }) => chosen.id));
