import { actor, alwaysEventually, defineModel } from 'allways';

/** The hour that the clock shows, from 1 to 12. */
export interface HourClock {
  hour: number;
}

const hours = Array.from({ length: 12 }, (_, index) => index + 1);

/**
 * A clock that shows the hour, and nothing else: the smallest system about which there is something
 * to say for ever. That it ticks at all is no matter of course; it is assumed, as weak fairness.
 *
 * After tlaplus/Examples, specifications/SpecifyingSystems/Liveness/LiveHourClock.
 */
export const hourClock = defineModel<HourClock>({
  name: 'hour clock',
  initial: () => hours.map((hour) => ({ hour })),
  actors: [
    actor<HourClock>('clock', {
      tick: {
        then: (s) => {
          s.hour = (s.hour % 12) + 1;
        },
      },
    }),
  ],
});

/** `AllTimes` of the specification: one for each hour. */
export const allTimes = hours.map((hour) =>
  alwaysEventually<HourClock>(`it is ${hour} again and again`, (s) => s.hour === hour),
);
