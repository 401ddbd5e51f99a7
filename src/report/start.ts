/** Where a trace starts, if its model has several initial states. */
import { isDeepStrictEqual } from 'node:util';
import { canonicalKey } from '../model/canonical.js';
import type { Trace } from '../trace/trace.js';
import { changesBetween, isRecord, partsOf } from './changes.js';
import { formatNumber, formatValue } from './format.js';
import type { Style } from './style.js';

/** A place of the state in which not all initial states are the same. */
export interface Place {
  readonly path: string;
  /** What the trace starts with there; absent if its first state has no such place. */
  readonly value?: unknown;
}

/** The initial state of a trace, among others. */
export interface Start {
  /** How many initial states there are. */
  readonly of: number;
  readonly state: unknown;
  /** The places that tell the initial states apart, in the order of the state. */
  readonly places: readonly Place[];
}

/** The most places that are named in a line. */
const mostPlaces = 6;

/** The most characters of a value that is named in a line. */
const mostOfValue = 60;

/** The most characters of a state that is shown whole. */
const mostOfState = 120;

/** The fewest columns that a value gets. */
const narrowest = 16;

/** Stands for what a state does not have. */
const nothing = Symbol('nothing');

/**
 * Where a trace starts.
 *
 * @returns Undefined if the model has one initial state only, or the trace starts in no initial state.
 */
export function startOf<State>({ model, states }: Trace<State>): Start | undefined {
  const { initial } = model;
  const [state] = states;
  if (initial.length < 2 || !initial.some((one) => isDeepStrictEqual(one, state))) return undefined;
  const root = nodeOf('', state);
  for (const other of initial) compare(root, other);
  return { of: initial.length, state, places: [...differing(root)] };
}

/** A place of the first state, and the places in it. */
interface PlaceNode {
  readonly path: string;
  readonly value: unknown;
  readonly kind: Kind;
  /** What is in the value, by key; in the end also what is only in others. */
  readonly inner: Map<string, PlaceNode>;
  /** Whether another state has something else here as a whole. */
  differs: boolean;
}

/** Values of one kind have their parts in the same places; a leaf has none. */
type Kind = 'record' | 'map' | 'leaf' | `array of ${number}`;

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (value instanceof Map) return 'map';
  return isRecord(value) ? 'record' : 'leaf';
}

function nodeOf(path: string, value: unknown): PlaceNode {
  const inner = [...partsOf(path, value)].map(([key, part]): [string, PlaceNode] => [
    key,
    nodeOf(part.path, part.value),
  ]);
  return { path, value, kind: kindOf(value), inner: new Map(inner), differs: false };
}

/** Marks the places in which another value differs from the first state. */
function compare(node: PlaceNode, other: unknown): void {
  if (node.differs || other === node.value) return;
  if (node.kind === 'leaf' || node.kind !== kindOf(other)) {
    node.differs = node.kind !== 'leaf' || keyOf(node.value) !== keyOf(other);
    return;
  }
  const { inner } = node;
  // A Map may have any keys. All else is looked up as it is, as there may be very many states.
  const parts = node.kind === 'map' ? partsOf(node.path, other) : undefined;
  const of = other as Readonly<Record<string, unknown>>;
  for (const [key, one] of inner) {
    if (one.differs) continue;
    if (parts === undefined) compare(one, Object.hasOwn(of, key) ? of[key] : nothing);
    else compare(one, parts.has(key) ? parts.get(key)?.value : nothing);
  }
  for (const key of parts?.keys() ?? Object.keys(of)) {
    if (inner.has(key)) continue;
    const path = partsOf(node.path, other).get(key)?.path ?? '';
    inner.set(key, { path, value: nothing, kind: 'leaf', inner: new Map(), differs: true });
  }
}

function* differing(node: PlaceNode): Generator<Place> {
  const { path, value, differs, inner } = node;
  if (differs) yield value === nothing ? { path } : { path, value };
  else for (const one of inner.values()) yield* differing(one);
}

const keyOf = (value: unknown): unknown => (value === nothing ? nothing : canonicalKey(value));

/** Where a trace starts, for a line: `starts in one of 3 initial states, with owner 'b'`. */
export function startInLine(start: Start): string {
  const { of, places } = start;
  const shown = places.slice(0, mostPlaces).map((place) => formatPlace(place, mostOfValue, '…'));
  const more = places.length - shown.length;
  const rest = more > 0 ? `, and ${formatNumber(more)} more` : '';
  return `starts in one of ${formatNumber(of)} initial states, with ${shown.join(', ')}${rest}`;
}

/**
 * Where a trace starts, a line for each place: all fields of the state if they are few and short, or
 * else the places that tell the initial states apart.
 *
 * @param begins - How the first line begins: what is in that state.
 */
export function startInLines(start: Start, begins: string, style: Style): string[] {
  const { of, state, places } = start;
  const { columns, symbols } = style;
  const isShort = formatValue(state, mostOfState + 1, '').length <= mostOfState;
  const shown = isShort
    ? changesBetween({}, state).map(({ path, after }): Place => ({ path, value: after }))
    : places;
  return [
    `${begins} one of ${formatNumber(of)} initial states, the one with:`,
    ...shown.map((place) => {
      const room = Math.max(narrowest, columns - place.path.length - 3);
      return `  ${formatPlace(place, room, symbols.ellipsis)}`;
    }),
  ];
}

function formatPlace(place: Place, room: number, ellipsis: string): string {
  const path = place.path === '' ? 'state' : place.path;
  return 'value' in place ? `${path} ${formatValue(place.value, room, ellipsis)}` : `no ${path}`;
}
