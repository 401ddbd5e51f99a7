import { actor, defineModel, invariant } from 'allways';

export interface Prison {
  a: boolean;
  b: boolean;
  /** How often each prisoner but the counter has moved switch A up. */
  switched: number[];
  count: number;
}

const others = [0, 1, 2];

/** Four prisoners, two switches, one who counts: Prisoners.tla of tlaplus/Examples. */
export const prisoners = defineModel<Prison>({
  name: 'prisoners',
  initial: () =>
    [true, false].flatMap((a) =>
      [true, false].map((b) => ({ a, b, switched: others.map(() => 0), count: 0 })),
    ),
  actors: [
    actor<Prison>('counter', {
      visit: {
        then: (s) => {
          if (!s.a) s.b = !s.b;
          else {
            s.a = false;
            s.count++;
          }
        },
      },
    }),
    ...others.map((me) =>
      actor<Prison>(`prisoner ${me}`, {
        visit: {
          then: (s) => {
            const times = s.switched[me] ?? 0;
            if (s.a || times >= 2) s.b = !s.b;
            else {
              s.a = true;
              s.switched[me] = times + 1;
            }
          },
        },
      }),
    ),
  ],
});

export const rightlyFree = invariant<Prison>(
  'whoever declares it is right',
  (s) => s.count !== 2 * others.length || s.switched.every((times) => times > 0),
);
