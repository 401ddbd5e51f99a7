/**
 * Lets all microtasks run out between two pieces of work.
 *
 * Node runs all microtasks after each callback of `setImmediate`, before the next one. So a piece of work in
 * each callback has its microtasks done when the next piece begins. Many callbacks are queued at once: a turn
 * of the event loop costs ten times as much as a callback.
 */

/** Work of a search. At each `yield` all microtasks of the program must run out. If it yields a promise, it waits for that. */
export type Work<T> = Generator<undefined | Promise<void>, T, undefined>;

/** How many callbacks are queued at once. */
const together = 128;

/** The real function. A test may replace the global one later. */
const immediately = setImmediate;

/** What to do around each group of pieces. */
export interface Surroundings {
  /** Called before a group. */
  readonly enter: () => void;
  /** Called before each piece. */
  readonly begin: () => void;
  /** Called after a group, when its microtasks have run out. */
  readonly leave: () => void;
}

/**
 * Runs a generator to its end. All microtasks run out at each `yield`.
 * A promise that it yields must not reject.
 *
 * @returns What the generator returns; rejects with what it throws.
 */
export async function inTurns<T>(work: Work<T>, { enter, begin, leave }: Surroundings): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let isOver = false;
    let waitsFor: Promise<void> | undefined;
    const end = (settle: (result: never) => void, result: unknown) => {
      isOver = true;
      leave();
      settle(result as never);
    };
    const turn = () => {
      if (isOver || waitsFor !== undefined) return;
      begin();
      try {
        const { done, value } = work.next();
        if (done === true) end(resolve, value);
        else waitsFor = value;
      } catch (error) {
        end(reject, error);
      }
    };
    const goOn = () => {
      waitsFor = undefined;
      immediately(group);
    };
    const group = () => {
      enter();
      for (let turns = 0; turns < together; turns++) immediately(turn);
      immediately(() => {
        if (isOver) return;
        leave();
        if (waitsFor === undefined) immediately(group);
        else waitsFor.then(goOn, goOn);
      });
    };
    group();
  });
}
