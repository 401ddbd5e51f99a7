/** Searches level by level: the initial states, what one step leads to, what two steps lead to, and so on. */
import { inSlices } from '../../model/supervised.js';
import type { Budget } from './ending.js';
import type { Ended } from './outcome.js';

/** So many initial states are found in one piece. */
export const initialBatch = 1000;

/**
 * A search that goes level by level. It begins with a level of its own, which is done once all initial states are found.
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
  /** The same by several threads together, if that pays for the states that come next. */
  readonly together?:
    | { readonly pays: () => boolean; readonly expand: () => Promise<Reason | undefined> }
    | undefined;
  /** Called if the search ends within a level. Some states of the next one may have been found. */
  readonly endWithin?: () => void;
  /**
   * Called once the search has ended: what is left to be done then while there is time, or nothing. A piece of it
   * returns false if there are no more.
   */
  readonly afterwards?: (ended: Reason | Ended) => (() => boolean) | undefined;
}

/** Pieces of work, and then those of another work. */
export const oneAfterOther = (first: () => boolean, second: () => boolean) => (): boolean =>
  first() || second();

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
  budget: Pick<Budget, 'ended' | 'stopped' | 'seconds'>,
): Promise<Reason | Ended> {
  const { collect, together } = search;
  let ended: Reason | Ended | undefined;
  let left: (() => boolean) | undefined;
  const endBy = (reason: Reason | Ended | undefined): boolean => {
    if (reason === undefined) return false;
    ended = reason;
    left = search.afterwards?.(reason);
    return true;
  };
  const endWithin = (reason: Reason | Ended | undefined): void => {
    if (endBy(reason)) search.endWithin?.();
  };
  /** Does a piece of work. Returns false if other work has its turn. */
  const advance = (): boolean => {
    if (ended !== undefined) {
      if (left?.() !== true) left = undefined;
      return left !== undefined && budget.stopped() === undefined;
    }
    if (!search.isDone()) {
      if (together?.pays() === true) return false;
      endWithin(search.expand());
    } else if (collect !== undefined) return false;
    else {
      search.open();
      endBy(search.endBetween());
    }
    return budget.stopped() === undefined;
  };
  while (ended === undefined) {
    if (!search.isDone() && together?.pays() === true) endWithin(await together.expand());
    else inSlices(advance, budget.seconds);
    if (ended === undefined && search.isDone()) {
      search.open();
      await collect?.();
      endBy(search.endBetween());
    }
    if (ended === undefined) endWithin(await budget.ended());
  }
  while (left !== undefined && (await budget.ended()) === undefined) {
    inSlices(advance, budget.seconds);
  }
  return ended;
}
