/** Searches level by level: the initial states, what one step leads to, what two steps lead to, and so on. */
import { inSlices } from '../model/supervised.js';
import type { Lookout } from './ending.js';
import type { Ended } from './outcome.js';

/**
 * A search that goes level by level. It has no level at first.
 *
 * @typeParam Reason - Why it may end.
 */
export interface LevelSearch<Reason> {
  /** Whether all states of the level were expanded. */
  readonly isDone: () => boolean;
  /** Goes on to the next level: the states that were found of it. */
  readonly open: () => void;
  /** Work to do each time that a level was opened. It may take long. */
  readonly collect?: (() => Promise<void>) | undefined;
  /** Why the search ends before the level that was opened; undefined if it goes on. */
  readonly endBetween: () => Reason | undefined;
  /** Expands some states of the level. Returns why the search ends there; undefined if it goes on. */
  readonly expand: () => Reason | undefined;
  /** The same by several threads, in place of `expand`. */
  readonly expandTogether?: (() => Promise<Reason | undefined>) | undefined;
  /** Called if the search ends within a level. Some states of the next one may have been found. */
  readonly endWithin?: () => void;
}

/**
 * Searches until there is a reason to end.
 *
 * Levels can be small. So one slice of the work goes through as many as it can, because a slice costs more than a small
 * level: see `supervised`.
 *
 * @returns Why the search ended.
 */
export async function levelByLevel<Reason>(
  search: LevelSearch<Reason>,
  lookout: Pick<Lookout, 'ended' | 'stopped' | 'seconds'>,
): Promise<Reason | Ended> {
  const { isDone, collect, expandTogether } = search;
  let ended: Reason | Ended | undefined;
  const endWithin = (reason: Reason | Ended | undefined): void => {
    if (reason === undefined) return;
    ended = reason;
    search.endWithin?.();
  };
  /** Does a piece of work. Returns false if other work has its turn. */
  const advance = (): boolean => {
    if (!isDone()) endWithin(search.expand());
    else if (collect !== undefined) return false;
    else {
      search.open();
      ended = search.endBetween();
    }
    return ended === undefined && lookout.stopped() === undefined;
  };
  for (;;) {
    if (isDone()) {
      search.open();
      await collect?.();
      ended = search.endBetween();
    }
    if (ended === undefined) endWithin(await lookout.ended());
    if (ended !== undefined) return ended;
    if (expandTogether === undefined) inSlices(advance, lookout.seconds);
    else endWithin(await expandTogether());
    if (ended !== undefined) return ended;
  }
}
