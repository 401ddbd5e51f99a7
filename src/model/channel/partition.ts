/**
 * Partitions of a network: while it is cut in two, no message gets from one side to the other. The sides stand in
 * the state as a set of two sets. So names can change places in it, and no side comes first.
 */
import { ModelError } from '../../validation/errors.js';
import { faultFor, type FaultPart, type Times } from '../faults.js';
import type { StatePart } from '../parts.js';

/** The two sides of a network that is cut; none if it is whole. */
export type Sides = ReadonlySet<ReadonlySet<string>>;

/** What a network that can be cut has in the state. */
export interface PartitionPart<Name extends string> extends StatePart {
  readonly group: 'partitions';
  readonly name: Name;
  readonly value: Sides;
}

/** A network with its partition. */
export interface Partition {
  readonly steps: Readonly<Record<string, object>>;
  readonly parts: readonly (PartitionPart<string> | FaultPart)[];
  /** Whether messages get from one name to another now. */
  readonly connects: (state: object, from: string, to: string) => boolean;
}

/** The most names of a network that can be cut: there are 511 ways to cut ten names in two. */
const mostNames = 10;

/** How a network is cut, and whole again. A network that is cut 0 times has no such steps. */
export function partitionOf(
  owner: string,
  name: string,
  names: readonly string[],
  cut: Times,
): Partition {
  const { isLeft, spend, part } = faultFor(cut, `${name}.cut`);
  if (part.value === 0) return { steps: {}, parts: [], connects: () => true };
  if (names.length > mostNames || names.length < 2) {
    throw new ModelError(
      `${owner} has ${names.length} names and can be cut; give it 2 to ${mostNames} names, or leave out cut.`,
    );
  }
  const ways = waysToCut(names);
  const sidesIn = (state: object) => (state as WithPartitions).partitions[name] as Sides;
  const steps = {
    cut: {
      choose: (state: object) => (isLeft(state) && sidesIn(state).size === 0 ? ways : []),
      then: (state: object, sides: Sides) => {
        spend(state);
        (state as WithPartitions).partitions[name] = new Set([...sides].map((one) => new Set(one)));
      },
      says: (_: object, sides: Sides) => `is cut: ${shownSides(sides, names)}`,
      fairness: 'none',
    },
    heal: {
      when: (state: object) => sidesIn(state).size > 0,
      then: (state: object) => {
        (state as WithPartitions).partitions[name] = new Set();
      },
      says: 'is whole again',
    },
  };
  return {
    steps,
    parts: [{ group: 'partitions', name, value: new Set() }, part],
    connects: (state, from, to) => {
      const sides = sidesIn(state);
      return sides.size === 0 || [...sides].some((side) => side.has(from) && side.has(to));
    },
  };
}

interface WithPartitions {
  readonly partitions: Record<string, Sides>;
}

/** All ways to cut names in two. */
function waysToCut(names: readonly string[]): Sides[] {
  return Array.from({ length: 2 ** (names.length - 1) - 1 }, (_, index) => {
    // The first name is always on the first side, so each way comes once.
    const isThere = (at: number) => at > 0 && (((index + 1) >> (at - 1)) & 1) === 1;
    const here = names.filter((_, at) => !isThere(at));
    const there = names.filter((_, at) => isThere(at));
    return new Set([new Set(here), new Set(there)]);
  });
}

/** Two sides for people, names in the order of the network: `a | b, c`. */
function shownSides(sides: Sides, names: readonly string[]): string {
  const placeOf = (side: ReadonlySet<string>) => names.findIndex((name) => side.has(name));
  return [...sides]
    .sort((one, other) => placeOf(one) - placeOf(other))
    .map((side) => names.filter((name) => side.has(name)).join(', '))
    .join(' | ');
}
