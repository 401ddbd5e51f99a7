/** A program that threads can load: each client counts two doors, in its own process. */
import { defineProgram, invariant, whenDone, type Io, type Program } from 'allways';

/** How often each door was used. */
export type Doors = Readonly<Partial<Record<string, number>>>;

class Counts {
  readonly values: Record<string, number> = {};

  add(key: string, by = 1): Promise<void> {
    this.values[key] = (this.values[key] ?? 0) + by;
    return Promise.resolve();
  }

  get(key: string): Promise<number> {
    return Promise.resolve(this.values[key] ?? 0);
  }
}

/** A program with so many clients; `by` is what they count for each door. */
export function doors(name: string, clients: number, by = 1): Program<Doors> {
  const client =
    () =>
    ({ counts }: { readonly counts: Counts }) => ({
      walk: async () => {
        await counts.add('in', by);
        await counts.add('out', by);
      },
    });
  return defineProgram({
    name,
    start: (io: Io) => ({ counts: io.service('counts', new Counts()) }),
    processes: Object.fromEntries(
      Array.from({ length: clients }, (_, at) => [`client ${at + 1}`, client()]),
    ),
    state: ({ counts }): Doors => ({ ...counts.values }),
  });
}

export const two = doors('two clients', 2);
export const three = doors('three clients', 3);

export const inBeforeOut = invariant<Doors>(
  'no client leaves before it comes',
  ({ in: came = 0, out = 0 }) => came >= out,
);
export const atMostTwoInside = invariant<Doors>(
  'at most two are inside',
  ({ in: came = 0, out = 0 }) => came - out <= 2 || `${came - out} are inside`,
);
export const allLeave = whenDone<Doors>('all leave', (s) => s.in === s.out);
