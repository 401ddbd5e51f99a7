/**
 * As much of XState 5 as docs/guide/coming-from.md uses, with the machine of that page in mind. The example
 * is type-checked against this, so that nobody needs to install XState; it also compiles with 5.33.
 */

interface PlayerState {
  readonly value: 'stopped' | 'playing';
  readonly context: { readonly volume: number };
}

/** What a machine is in, with more than its data. */
interface PlayerSnapshot extends PlayerState {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly can: (event: PlayerEvent) => boolean;
}

type PlayerEvent = { readonly type: 'PLAY' } | { readonly type: 'STOP' };

/** A machine that plays and stops. */
export interface Player {
  readonly resolveState: (state: PlayerState) => PlayerSnapshot;
}

/** The snapshot of a machine. */
export type SnapshotFrom<Machine extends Player> = ReturnType<Machine['resolveState']>;

/** The snapshot after an event, and the actions to run. */
export declare function transition(
  machine: Player,
  snapshot: PlayerSnapshot,
  event: PlayerEvent,
): [snapshot: PlayerSnapshot, actions: unknown[]];
