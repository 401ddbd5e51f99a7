/** The small rows: models as people write them for tests. A check of one takes milliseconds. */
import { safeDns, safeProperties } from './models/dns.js';
import { jobQueue, onlyLeasedJobsAreHeld } from './models/job-queue.js';
import { holdersKnow, leases } from './models/leases.js';
import { nobodyIsFarAhead, twoCounters } from './models/two-counters.js';
import { subject, type Subject } from './subject.js';

export interface SmallRow {
  readonly name: string;
  /** How many states there are, as every search must find; counted as TLC counts. */
  readonly distinct: number;
  readonly generated: number;
  readonly subject: () => Subject;
}

export const smallRows: readonly SmallRow[] = [
  {
    name: 'a-hundred-states',
    distinct: 99,
    generated: 343,
    subject: () => subject(leases(2, 1, 15), [holdersKnow]),
  },
  {
    name: 'dns-3-safe',
    distinct: 1_100,
    generated: 3_826,
    subject: () => subject(safeDns(3), safeProperties),
  },
  {
    name: 'job-queue',
    distinct: 8_888,
    generated: 37_309,
    subject: () => subject(jobQueue(3, 1, 3), [onlyLeasedJobsAreHeld]),
  },
  {
    name: 'two-counters',
    distinct: 41_911,
    generated: 79_821,
    subject: () => subject(twoCounters(2000, 10), [nobodyIsFarAhead(10)]),
  },
];

/** The small row of this name. */
export function smallRowNamed(name: string): SmallRow {
  const found = smallRows.find((row) => row.name === name);
  if (found === undefined) throw new RangeError(`There is no small row ${name}.`);
  return found;
}
