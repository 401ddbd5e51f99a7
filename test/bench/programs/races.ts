/** Rows that count the runs until a classic race shows: of the search, of samples, and of the scheduler of fast-check. */
import { check, sample, type Program, type ProgramProperty } from 'allways';
import * as connectionPool from '../../../models/programs/connection-pool.js';
import * as debounce from '../../../models/programs/debounce.js';
import * as doubleSpend from '../../../models/programs/double-spend.js';
import * as doubleSubmit from '../../../models/programs/double-submit.js';
import * as listeners from '../../../models/programs/listeners.js';
import * as lostUpdate from '../../../models/programs/lost-update.js';
import * as staleCache from '../../../models/programs/stale-cache.js';
import * as stampede from '../../../models/programs/stampede.js';
import * as tokenRefresh from '../../../models/programs/token-refresh.js';
import * as typeAhead from '../../../models/programs/type-ahead.js';
import { properties as connectionPoolProperties } from '../../../properties/programs/connection-pool.js';
import { properties as debounceProperties } from '../../../properties/programs/debounce.js';
import { properties as doubleSpendProperties } from '../../../properties/programs/double-spend.js';
import { properties as doubleSubmitProperties } from '../../../properties/programs/double-submit.js';
import { properties as listenerProperties } from '../../../properties/programs/listeners.js';
import { properties as lostUpdateProperties } from '../../../properties/programs/lost-update.js';
import { properties as staleCacheProperties } from '../../../properties/programs/stale-cache.js';
import { properties as stampedeProperties } from '../../../properties/programs/stampede.js';
import { properties as tokenRefreshProperties } from '../../../properties/programs/token-refresh.js';
import { properties as typeAheadProperties } from '../../../properties/programs/type-ahead.js';
import { runsToFailure, ways, type Way } from './scheduled.js';

/** How the runs are chosen. */
export const choosers = ['search', 'mixed', 'pct', ...ways] as const;
export type Chooser = (typeof choosers)[number];

/** The runs until the race shows; for samples, by seed. Null where it did not show. */
export interface RaceRuns {
  readonly runs: readonly (number | null)[];
  /** Whether the repaired form seems to have the race too: then what is measured is wrong. */
  readonly isRepairedViolated: boolean;
}

export interface RaceRow {
  readonly name: string;
  /** The runs of the search until the race shows, which every measurement must find. */
  readonly searched: number;
  readonly run: (chooser: Chooser) => Promise<RaceRuns>;
}

/** The seeds of samples: 1, 2, 3 and so on. */
const seeds = Array.from({ length: 100 }, (_, at) => at + 1);

/** A sample ends after so many runs. */
export const mostRuns = 1_000;

function race<State>(
  name: string,
  { naive, repaired }: { readonly naive: Program<State>; readonly repaired: Program<State> },
  properties: readonly ProgramProperty<State>[],
  searched: number,
): RaceRow {
  const run = async (chooser: Chooser): Promise<RaceRuns> => {
    if (chooser === 'search') return searchedRuns(naive, properties);
    if (chooser === 'mixed' || chooser === 'pct') return sampledRuns(naive, properties, chooser);
    const runs: (number | null)[] = [];
    for (const seed of seeds) {
      runs.push(await runsToFailure(naive, properties, { way: chooser, seed, numRuns: mostRuns }));
    }
    const isRepairedViolated = await isViolated(repaired, properties, chooser);
    return { runs, isRepairedViolated };
  };
  return { name: `program-race-${name}`, searched, run };
}

async function searchedRuns<State>(
  program: Program<State>,
  properties: readonly ProgramProperty<State>[],
): Promise<RaceRuns> {
  const { verdict, program: figures } = await check(program, properties, { stopAtViolation: true });
  const runs = figures === undefined ? null : figures.runs + figures.redundant;
  return { runs: [verdict === 'violated' ? runs : null], isRepairedViolated: false };
}

async function sampledRuns<State>(
  program: Program<State>,
  all: readonly ProgramProperty<State>[],
  schedule: 'mixed' | 'pct',
): Promise<RaceRuns> {
  // A sample goes on until each property is violated. Those that hold would only take time.
  const { properties: outcomes } = await check(program, all);
  const violated = all.filter(({ name }) =>
    outcomes.some((one) => one.name === name && one.verdict === 'violated'),
  );
  const runs: (number | null)[] = [];
  for (const seed of seeds) {
    const result = await sample(program, violated, { schedule, seed, numRuns: mostRuns });
    // The path of a counterexample begins with the number of its run, from 0 on.
    const numbers = result.properties.flatMap((one) =>
      'path' in one ? [Number.parseInt(one.path, 10) + 1] : [],
    );
    runs.push(numbers.length === 0 ? null : Math.min(...numbers));
  }
  return { runs, isRepairedViolated: false };
}

/** Whether the scheduler of fast-check finds a violation in some thousand runs. */
async function isViolated<State>(
  program: Program<State>,
  properties: readonly ProgramProperty<State>[],
  way: Way,
): Promise<boolean> {
  for (const seed of seeds.slice(0, 10)) {
    const runs = await runsToFailure(program, properties, { way, seed, numRuns: 200 });
    if (runs !== null) return true;
  }
  return false;
}

export const raceRows: readonly RaceRow[] = [
  race('lost-update', lostUpdate, lostUpdateProperties, 5),
  race('double-spend', doubleSpend, doubleSpendProperties, 5),
  race('stale-cache', staleCache, staleCacheProperties, 11),
  race('stampede', stampede, stampedeProperties, 11),
  race('type-ahead', typeAhead, typeAheadProperties, 2),
  race('double-submit', doubleSubmit, doubleSubmitProperties, 5),
  race('token-refresh', tokenRefresh, tokenRefreshProperties, 6),
  race('connection-pool', connectionPool, connectionPoolProperties, 40),
  race('debounce', debounce, debounceProperties, 3),
  race('listeners', listeners, listenerProperties, 6),
];
