import { actor, defineModel, invariant, noDeadlock } from 'allways';

/** Many small records in an array, each step about two neighbours: much happens side by side. */
export interface Table {
  philosophers: { doing: 'thinks' | 'waits' | 'eats'; forks: number }[];
  /** By fork, who has it. */
  forks: (number | null)[];
}

/**
 * Dining philosophers, each with the fork of the lower number first, so that nobody starves all.
 *
 * @param seats - How many there are.
 */
export function philosophers(seats: number) {
  const philosopher = (me: number) => {
    const [first = 0, second = 0] = [me, (me + 1) % seats].sort((a, b) => a - b);
    const self = (s: Table) => {
      const found = s.philosophers[me];
      if (found === undefined) throw new RangeError(`There is no philosopher ${me}.`);
      return found;
    };
    const take = (s: Table, fork: number) => {
      s.forks[fork] = me;
      self(s).forks++;
    };
    const put = (s: Table, fork: number) => {
      s.forks[fork] = null;
      self(s).forks--;
    };
    return actor<Table>(`philosopher ${me + 1}`, {
      sitDown: {
        when: (s) => self(s).doing === 'thinks' && self(s).forks === 0,
        then: (s) => {
          self(s).doing = 'waits';
        },
      },
      takeFirst: {
        when: (s) => self(s).doing === 'waits' && self(s).forks === 0 && s.forks[first] === null,
        then: (s) => {
          take(s, first);
        },
      },
      takeSecond: {
        when: (s) => self(s).doing === 'waits' && self(s).forks === 1 && s.forks[second] === null,
        then: (s) => {
          take(s, second);
          self(s).doing = 'eats';
        },
      },
      putSecond: {
        when: (s) => self(s).doing === 'eats',
        then: (s) => {
          put(s, second);
          self(s).doing = 'thinks';
        },
      },
      putFirst: {
        when: (s) => self(s).doing === 'thinks' && self(s).forks === 1,
        then: (s) => {
          put(s, first);
        },
      },
    });
  };
  return defineModel<Table>({
    name: 'philosophers',
    initial: {
      philosophers: Array.from({ length: seats }, () => ({ doing: 'thinks', forks: 0 })),
      forks: Array.from({ length: seats }, () => null),
    },
    actors: Array.from({ length: seats }, (_, me) => philosopher(me)),
  });
}

export const neighboursDoNotEat = invariant<Table>(
  'no two neighbours eat at once',
  ({ philosophers: all }) =>
    all.every(({ doing }, me) => doing !== 'eats' || all[(me + 1) % all.length]?.doing !== 'eats'),
);

export const nobodyIsStuck = noDeadlock<Table>();
