import { actor, defineModel } from 'allways';

interface Clock {
  hour: number;
}

const clockOf = (hours: number) =>
  defineModel<Clock>({
    name: `clock of ${hours}`,
    initial: { hour: 0 },
    actors: [
      actor<Clock>('clock', {
        tick: {
          then: (s) => {
            s.hour = (s.hour + 1) % hours;
          },
        },
      }),
    ],
  });

export default [clockOf(12), clockOf(24)];
export const other = clockOf(7);
