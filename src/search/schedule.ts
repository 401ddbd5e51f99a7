import type { Action } from '../model/action.js';

/** A source of random numbers: the part of fast-check's `Random` that a schedule needs. */
export interface RandomSource {
  /** A whole number from `min` to `max`, both included. */
  nextInt(min: number, max: number): number;
}

/**
 * Decides what happens next in one random run. It is called once for each step, and may keep a state.
 *
 * @param actions - The actions that can be taken; at least one.
 * @returns One of them.
 */
export type Schedule = (actions: readonly Action[]) => Action;

/** The options of `pct`. */
export interface PctOptions {
  /** How many steps a run is expected to have. */
  readonly steps: number;
  /** The most times that the actor whose turn it is falls behind the others. */
  readonly changePoints: number;
}

/** Chooses among all enabled actions with equal chances. */
export function uniform(random: RandomSource): Schedule {
  return (actions) => pick(actions, random);
}

/**
 * Probabilistic concurrency testing (S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A
 * Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010).
 *
 * Every actor has a random priority, and the highest that can act does. At a few random steps, the
 * change points, the actor whose turn it is falls behind all that never fell. So an actor stays away
 * for long, as a slow one does. With equal chances at every step, each would act now and then.
 * With n actors, k steps and d - 1 change points, a run finds a bug that depends on the order of d
 * pairs of steps with a chance of at least 1 / (n k^(d-1)).
 *
 * As in the paper, each change point has a priority of its own, whichever comes first: of two actors
 * that fell, either may be the first to come back. An actor is given its priority when it is first
 * seen, since the actors of a reducer cannot be listed.
 *
 * @param random - Where priorities and change points come from.
 */
export function pct(random: RandomSource, { steps, changePoints }: PctOptions): Schedule {
  /** The actors that never fell, the highest first. */
  const ranking: string[] = [];
  /** For each change point the actor that fell there; all of them are below `ranking`. */
  const fallen = Array.from({ length: changePoints }, (): string | undefined => undefined);
  const changes = fallen.map(() => random.nextInt(1, steps));
  let step = 0;

  const welcome = (actor: string) => {
    if (ranking.includes(actor) || fallen.includes(actor)) return;
    ranking.splice(random.nextInt(0, ranking.length), 0, actor);
  };
  const fall = (actor: string, change: number) => {
    const rank = ranking.indexOf(actor);
    if (rank >= 0) ranking.splice(rank, 1);
    else fallen[fallen.indexOf(actor)] = undefined;
    fallen[change] = actor;
  };

  return (actions) => {
    step++;
    const able = new Set(actions.map(({ actor }) => actor));
    for (const actor of able) welcome(actor);
    const highest = () =>
      [...ranking, ...fallen].find((actor) => actor !== undefined && able.has(actor)) as string;
    for (const [change, at] of changes.entries()) if (at === step) fall(highest(), change);
    const turn = highest();
    return pick(
      actions.filter(({ actor }) => actor === turn),
      random,
    );
  };
}

function pick(actions: readonly Action[], random: RandomSource): Action {
  return actions[random.nextInt(0, actions.length - 1)] as Action;
}
