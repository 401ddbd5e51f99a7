import { describe, expect, test } from 'vitest';
import { check, type Program, type ProgramProperty, type Reduction } from 'allways';
import * as connectionPool from '../../models/programs/connection-pool.js';
import * as debounce from '../../models/programs/debounce.js';
import * as doubleSpend from '../../models/programs/double-spend.js';
import * as doubleSubmit from '../../models/programs/double-submit.js';
import * as listeners from '../../models/programs/listeners.js';
import * as lostUpdate from '../../models/programs/lost-update.js';
import * as staleCache from '../../models/programs/stale-cache.js';
import * as stampede from '../../models/programs/stampede.js';
import * as tokenRefresh from '../../models/programs/token-refresh.js';
import * as typeAhead from '../../models/programs/type-ahead.js';
import { properties as connectionPoolProperties } from '../../properties/programs/connection-pool.js';
import { properties as debounceProperties } from '../../properties/programs/debounce.js';
import { properties as doubleSpendProperties } from '../../properties/programs/double-spend.js';
import { properties as doubleSubmitProperties } from '../../properties/programs/double-submit.js';
import { properties as listenerProperties } from '../../properties/programs/listeners.js';
import { properties as lostUpdateProperties } from '../../properties/programs/lost-update.js';
import { properties as staleCacheProperties } from '../../properties/programs/stale-cache.js';
import { properties as stampedeProperties } from '../../properties/programs/stampede.js';
import { properties as tokenRefreshProperties } from '../../properties/programs/token-refresh.js';
import { properties as typeAheadProperties } from '../../properties/programs/type-ahead.js';

/** A race: code that has it, and code that does not. */
interface Race<State> {
  readonly naive: Program<State>;
  readonly repaired: Program<State>;
}

/** What is known of a race. */
interface Known {
  /** Each property that the naive form violates, with the number of events until it does. */
  readonly violated: Readonly<Record<string, number>>;
  /** How many runs the repaired form has. Absent: too many for a test. */
  readonly all?: number;
  /** How many of them sleep sets leave. */
  readonly reduced: number;
}

function race<State>(
  name: string,
  { naive, repaired }: Race<State>,
  properties: readonly ProgramProperty<State>[],
  { violated, all, reduced }: Known,
): void {
  const runsOf = async (reduction: Reduction) => {
    const { verdict, program } = await check(repaired, properties, { reduction });
    return [verdict, program?.runs];
  };

  describe(name, () => {
    test('the naive form has it', async () => {
      const result = await check(naive, properties);
      expect(result.verdict).toBe('violated');
      const found = result.properties.filter(({ verdict }) => verdict === 'violated');
      const lengths = found.map((one) => [one.name, one.trace?.actions.length]);
      expect(Object.fromEntries(lengths)).toEqual(violated);
    });

    test('the repaired form does not', async () => {
      const result = await check(repaired, properties);
      expect(result).toMatchObject({ verdict: 'holds', ended: { by: 'complete' } });
      expect(result.properties.filter((one) => 'vacuous' in one)).toEqual([]);
    });

    test('sleep sets leave few runs', async () => {
      expect(await runsOf('sleep sets')).toEqual(['holds', reduced]);
    });

    if (all === undefined) return;
    test('all runs agree', async () => {
      expect(await runsOf('none')).toEqual(['holds', all]);
    });
  });
}

/** A plain search that tries every order, and knows nothing of allways, counted the same numbers of all runs. */
describe('programs: classic races', () => {
  race('lost update', lostUpdate, lostUpdateProperties, {
    violated: { 'no money is made or lost': 18, 'both transfers count': 18 },
    reduced: 16,
  });
  race('double spend', doubleSpend, doubleSpendProperties, {
    violated: { 'the balance is never negative': 9 },
    all: 10,
    reduced: 6,
  });
  race('stale cache', staleCache, staleCacheProperties, {
    violated: { 'the cache agrees with the database': 9 },
    all: 1582,
    reduced: 216,
  });
  race('stampede', stampede, stampedeProperties, {
    violated: { 'no page is rendered twice': 4, 'both pages are rendered': 9 },
    all: 210,
    reduced: 40,
  });
  race('type-ahead', typeAhead, typeAheadProperties, {
    violated: { 'suggestions match the query': 7 },
    all: 90,
    reduced: 6,
  });
  race('double submit', doubleSubmit, doubleSubmitProperties, {
    violated: { 'no order is paid twice': 9 },
    all: 80,
    reduced: 2,
  });
  race('token refresh', tokenRefresh, tokenRefreshProperties, {
    violated: { 'the user stays logged in': 8, 'both requests succeed': 14 },
    all: 770,
    reduced: 66,
  });
  race('connection pool', connectionPool, connectionPoolProperties, {
    violated: { 'nobody sees the data of another user': 5 },
    all: 222,
    reduced: 104,
  });
  race('debounce', debounce, debounceProperties, {
    violated: { 'the last change is saved': 7 },
    all: 10,
    reduced: 4,
  });
  race('listeners', listeners, listenerProperties, {
    violated: { 'listeners that stay are called': 8 },
    all: 120,
    reduced: 24,
  });
});
