import type { Action } from '../../model/action.js';

/** A source of random numbers: the part of fast-check's `Random` that a schedule needs. */
export interface RandomSource {
  /** A whole number from `min` to `max`, both included. */
  nextInt(min: number, max: number): number;
}

/**
 * Chooses the next action of one random run. It is called once for each step, and may keep a state.
 *
 * @param actions - The actions that can be taken; at least one.
 * @returns One of them.
 */
export type Schedule = (actions: readonly Action[]) => Action;

/** The options of `pct`. */
export interface PctOptions {
  /** How many steps a run is expected to have. */
  readonly steps: number;
  /** The most change points: steps at which the actor whose turn it is falls behind the others. */
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
 * Every actor has a random priority. Of the actors that can act, the one with the highest priority acts. At a
 * few random steps, the change points, the actor whose turn it is falls behind all actors that never fell. So
 * an actor may wait for long, like a slow one. With equal chances at every step, each actor would act again
 * and again. With n actors, k steps and d - 1 change points, a run finds a bug that depends on the order of
 * d pairs of steps with a chance of at least 1 / (n k^(d-1)).
 *
 * As in the paper, each change point has a priority of its own, whatever their order in time: of two actors
 * that fell, either may be the first to come back. An actor gets its priority when it is first seen, because
 * the actors of a reducer cannot be listed.
 *
 * @param random - The source of priorities and change points.
 */
export function pct(random: RandomSource, { steps, changePoints }: PctOptions): Schedule {
  /** The actors that never fell, the highest first. */
  const ranking: string[] = [];
  /** For each change point the actor that fell there; all of them are below `ranking`. */
  const demoted = Array.from({ length: changePoints }, (): string | undefined => undefined);
  const changes = demoted.map(() => random.nextInt(1, steps));
  let step = 0;

  const addActor = (actor: string) => {
    if (ranking.includes(actor) || demoted.includes(actor)) return;
    ranking.splice(random.nextInt(0, ranking.length), 0, actor);
  };
  const demote = (actor: string, change: number) => {
    const rank = ranking.indexOf(actor);
    if (rank >= 0) ranking.splice(rank, 1);
    else demoted[demoted.indexOf(actor)] = undefined;
    demoted[change] = actor;
  };

  return (actions) => {
    step++;
    const enabled = new Set(actions.map(({ actor }) => actor));
    for (const actor of enabled) addActor(actor);
    const highest = () =>
      [...ranking, ...demoted].find((actor) => actor !== undefined && enabled.has(actor)) as string;
    for (const [change, at] of changes.entries()) if (at === step) demote(highest(), change);
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
