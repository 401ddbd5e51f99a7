/** In which initial state a trace starts, if its model has several. */
import { isDeepStrictEqual } from 'node:util';
import { canonicalKey } from '../../model/canonical.js';
import { visible } from '../../validation/visible.js';
import type { Trace } from '../../trace/trace.js';
import { changesBetween, isRecord, partsOf } from './changes.js';
import { formatNumber, formatValue } from './format.js';
import type { Style } from './style.js';

/** A place of the state in which not all initial states are the same. */
export interface DifferingPart {
  readonly path: string;
  /** The value in the first state of the trace. Absent if that state has no such place. */
  readonly value?: unknown;
}

/** The initial state of a trace, among others. */
export interface Start {
  /** How many initial states there are. */
  readonly of: number;
  readonly state: unknown;
  /** The places that tell the initial states apart, in the order of the state. */
  readonly places: readonly DifferingPart[];
}

/** The most places that are named in a line. */
const mostPlaces = 6;

/** The most characters of a value that is named in a line. */
const mostOfValue = 60;

/** The most characters of a state that is shown whole. */
const mostOfState = 120;

/** The fewest columns that a value gets. */
const narrowest = 16;

/** Stands for a place that a state does not have. */
const nothing = Symbol('nothing');

/**
 * The initial state in which a trace starts.
 *
 * @returns Undefined if the model has only one, or if the trace does not start in an initial state.
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
  readonly kind: ValueShape;
  /** The places in the value, by key. In the end also places that only other initial states have. */
  readonly inner: Map<string, PlaceNode>;
  /** Whether another initial state has a completely different value here. */
  differs: boolean;
}

/** Values of one kind have their parts in the same places; a leaf has none. */
type ValueShape = 'record' | 'map' | 'leaf' | `array of ${number}`;

function shapeOf(value: unknown): ValueShape {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (value instanceof Map) return 'map';
  return isRecord(value) ? 'record' : 'leaf';
}

function nodeOf(path: string, value: unknown): PlaceNode {
  const inner = [...partsOf(path, value)].map(([key, part]): [string, PlaceNode] => [
    key,
    nodeOf(part.path, part.value),
  ]);
  return { path, value, kind: shapeOf(value), inner: new Map(inner), differs: false };
}

/** Marks the places in which another value differs from the first state. */
function compare(node: PlaceNode, other: unknown): void {
  if (node.differs || other === node.value) return;
  if (node.kind === 'leaf' || node.kind !== shapeOf(other)) {
    node.differs = node.kind !== 'leaf' || keyOf(node.value) !== keyOf(other);
    return;
  }
  const { inner } = node;
  // Only a Map needs its entries by path. Other values are read directly: there may be very many states.
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

function* differing(node: PlaceNode): Generator<DifferingPart> {
  const { path, value, differs, inner } = node;
  if (differs) yield value === nothing ? { path } : { path, value };
  else for (const one of inner.values()) yield* differing(one);
}

const keyOf = (value: unknown): unknown => (value === nothing ? nothing : canonicalKey(value));

/** Where a trace starts, in one line: `starts in one of 3 initial states, with owner 'b'`. */
export function startInLine(start: Start): string {
  const { of, places } = start;
  const shown = places.slice(0, mostPlaces).map((place) => formatPlace(place, mostOfValue, '…'));
  const more = places.length - shown.length;
  const rest = more > 0 ? `, and ${formatNumber(more)} more` : '';
  return `starts in one of ${formatNumber(of)} initial states, with ${shown.join(', ')}${rest}`;
}

/**
 * Where a trace starts, with a line for each place: all fields of the state if they are few and short,
 * otherwise the places in which the initial states differ.
 *
 * @param begins - The beginning of the first line.
 */
export function startInLines(start: Start, begins: string, style: Style): string[] {
  const { of, state, places } = start;
  const { columns, symbols } = style;
  const isShort = formatValue(state, mostOfState + 1, '').length <= mostOfState;
  const shown = isShort
    ? changesBetween({}, state).map(({ path, after }): DifferingPart => ({ path, value: after }))
    : places;
  return [
    `${begins} one of ${formatNumber(of)} initial states, the one with:`,
    ...shown.map((place) => {
      const room = Math.max(narrowest, columns - place.path.length - 3);
      return `  ${formatPlace(place, room, symbols.ellipsis)}`;
    }),
  ];
}

function formatPlace(place: DifferingPart, room: number, ellipsis: string): string {
  const path = place.path === '' ? 'state' : visible(place.path);
  return 'value' in place ? `${path} ${formatValue(place.value, room, ellipsis)}` : `no ${path}`;
}
