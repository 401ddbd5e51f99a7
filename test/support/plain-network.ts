/**
 * The obvious network: one list of all messages under way, in the order in which they were sent. It shares no code
 * with the networks of models, and finds the states that can be reached one by one.
 */
import {
  networkNames,
  type Name,
  type NetworkDescription,
  type NetworkState,
} from './arbitrary-network.js';

type Envelope = NetworkState['flight'][number];

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The text of a state. Only what can be told apart counts: for `any`, which messages; for `fifo`, each pair's order. */
export function textOfState(state: NetworkState, order: 'fifo' | 'any'): string {
  const texts = state.flight.map(({ from, to, message }) => JSON.stringify([from, to, message]));
  const pairOf = (text: string) => (JSON.parse(text) as string[]).slice(0, 2).join();
  // This sort is stable.
  const flight =
    order === 'any'
      ? texts.sort()
      : texts.sort((one, other) => pairOf(one).localeCompare(pairOf(other)));
  const { got, done, cut, left } = state;
  const { lose, duplicate, cut: cuts, crash } = left;
  return JSON.stringify([got.a, got.b, done.a, done.b, cut, lose, duplicate, cuts, crash, flight]);
}

/** The texts of all states of a network; undefined if there are more than `most`. */
export function statesOf(given: NetworkDescription, most: number): Set<string> | undefined {
  const { lose, duplicate, cut, crash, order } = given;
  const start: NetworkState = {
    got: { a: [], b: [] },
    done: { a: 0, b: 0 },
    cut: false,
    left: { lose, duplicate: duplicate === 'always' ? 0 : duplicate, cut, crash },
    flight: [],
  };
  const found = new Map([[textOfState(start, order), start]]);
  for (const state of found.values()) {
    for (const next of [...deedsIn(given, state), ...faultsIn(given, state)]) {
      found.set(textOfState(next, order), next);
      if (found.size > most) return undefined;
    }
  }
  return new Set(found.keys());
}

/** The states after a deed of a name. */
function deedsIn(given: NetworkDescription, state: NetworkState): NetworkState[] {
  return networkNames.flatMap((me) => {
    const deed = given.deeds[me][state.done[me]];
    if (deed === undefined) return [];
    const after = { ...state, done: { ...state.done, [me]: state.done[me] + 1 } };
    if (deed.does === 'receive') {
      return readyIn(given, state, me).map((one) => ({
        ...after,
        got: { ...state.got, [me]: [...state.got[me], one.message] },
        flight: given.duplicate === 'always' ? state.flight : without(state.flight, one),
      }));
    }
    const to = deed.does === 'send' ? [deed.to] : networkNames.filter((one) => one !== me);
    const sent = to.reduce<NetworkState | undefined>(
      (sofar, one) => sofar && sentIn(given, sofar, { from: me, to: one, message: deed.message }),
      after,
    );
    return sent === undefined ? [] : [sent];
  });
}

function sentIn(
  given: NetworkDescription,
  state: NetworkState,
  one: Envelope,
): NetworkState | undefined {
  if (given.whileDown === 'lose' && state.done[one.to] === -1) return state;
  if (isFullIn(given, state, one)) return undefined;
  const isThere = state.flight.some((other) => isSame(one, other));
  if (given.duplicate === 'always' && isThere) return state;
  return { ...state, flight: [...state.flight, one] };
}

function isFullIn({ capacity, order }: NetworkDescription, state: NetworkState, one: Envelope) {
  const beside = state.flight.filter(
    ({ from, to }) => to === one.to && (order === 'any' || from === one.from),
  );
  return capacity !== undefined && beside.length >= capacity;
}

/** What a name can receive. */
function readyIn({ order }: NetworkDescription, state: NetworkState, me: Name): Envelope[] {
  return state.flight.filter(
    (one, at) =>
      one.to === me &&
      !(state.cut && one.from !== me) &&
      !(
        order === 'fifo' &&
        state.flight.slice(0, at).some(({ from, to }) => from === one.from && to === me)
      ),
  );
}

/** Without the first message that is the same. */
const without = (flight: readonly Envelope[], one: Envelope): Envelope[] =>
  flight.toSpliced(
    flight.findIndex((other) => isSame(one, other)),
    1,
  );

/** The states after a fault, a repair or a restart. */
function faultsIn(given: NetworkDescription, state: NetworkState): NetworkState[] {
  const { left, flight, done, cut } = state;
  const spent = (fault: keyof NetworkState['left']) => ({
    ...state,
    left: { ...left, [fault]: left[fault] - 1 },
  });
  const found: NetworkState[] = [];
  for (const [at, one] of flight.entries()) {
    const rest = flight.toSpliced(at, 1);
    if (left.lose > 0) found.push({ ...spent('lose'), flight: rest });
    if (left.duplicate > 0 && !isFullIn(given, state, one)) {
      found.push({ ...spent('duplicate'), flight: flight.toSpliced(at, 0, one) });
    }
    if (given.whileDown === 'lose' && done[one.to] === -1) found.push({ ...state, flight: rest });
  }
  if (left.cut > 0 && !cut) found.push({ ...spent('cut'), cut: true });
  if (cut) found.push({ ...state, cut: false });
  if (left.crash > 0 && done.b !== -1) found.push({ ...spent('crash'), done: { ...done, b: -1 } });
  if (done.b === -1) found.push({ ...state, done: { ...done, b: 0 } });
  return found;
}
