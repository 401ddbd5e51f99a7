import { describe, expect, test } from 'vitest';
import { check, htmlReport, type Program, type ProgramProperty, type Reduction } from 'allways';
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
import { openPage } from '../support/page.js';

/** A race: code that has it, and code that does not. */
interface Race<State> {
  readonly naive: Program<State>;
  readonly repaired: Program<State>;
}

/** What is known of a race. */
interface Known {
  /** Each property that the naive form violates, with the number of events until it does. */
  readonly violated: Readonly<Record<string, number>>;
  /** What the page says for each of them of what was overtaken, after the ends of its arrow. */
  readonly overtaken: readonly string[];
  /** How many runs the repaired form has. Absent: too many for a test. */
  readonly all?: number;
  /** How many of them sleep sets leave. */
  readonly reduced: number;
}

function race<State>(
  name: string,
  { naive, repaired }: Race<State>,
  properties: readonly ProgramProperty<State>[],
  { violated, overtaken, all, reduced }: Known,
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

    test('its page shows what was overtaken', async () => {
      const page = await openPage(htmlReport([{ name, result: await check(naive, properties) }]));
      const says = page.texts('.stale');
      const ends = [...page.window.document.querySelectorAll('.arrow.missed')].map((arrow) =>
        arrow.getAttribute('data-ends'),
      );
      expect(ends.map((one, at) => `${one}: ${says[at]}`)).toEqual(overtaken);
      expect(says).toHaveLength(overtaken.length);
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
    overtaken: [
      '15 17: clerk 1 knows bob in store as of step 6, not of the write in step 15',
      '7 13: clerk 1 knows alice in store as of step 2, not of the write in step 7',
    ],
    reduced: 16,
  });
  race('double spend', doubleSpend, doubleSpendProperties, {
    violated: { 'the balance is never negative': 9 },
    overtaken: ['7 9: phone knows payments in ledger as of step 2, not of the write in step 7'],
    all: 10,
    reduced: 6,
  });
  race('stale cache', staleCache, staleCacheProperties, {
    violated: { 'the cache agrees with the database': 9 },
    overtaken: ['7 9: customer 1 knows tea in database as of step 2, not of the write in step 7'],
    all: 1582,
    reduced: 216,
  });
  race('stampede', stampede, stampedeProperties, {
    violated: { 'no page is rendered twice': 4, 'both pages are rendered': 9 },
    overtaken: [
      '2 4: request 2 makes the same call as step 2, to which the answer had not come',
      '2 4: request 2 makes the same call as step 2, to which the answer had not come',
    ],
    all: 210,
    reduced: 40,
  });
  race('type-ahead', typeAhead, typeAheadProperties, {
    violated: { 'suggestions match the query': 7 },
    overtaken: [
      '3 7: user gets the answer to step 3 after that to step 4, for which it asked later',
    ],
    all: 90,
    reduced: 6,
  });
  race('double submit', doubleSubmit, doubleSubmitProperties, {
    violated: { 'no order is paid twice': 9 },
    overtaken: [],
    all: 80,
    reduced: 2,
  });
  race('token refresh', tokenRefresh, tokenRefreshProperties, {
    violated: { 'the user stays logged in': 8, 'both requests succeed': 14 },
    overtaken: [
      '4 8: mail makes the same call as step 4, to which the answer had not come',
      '4 8: mail makes the same call as step 4, to which the answer had not come',
    ],
    all: 770,
    reduced: 66,
  });
  race('connection pool', connectionPool, connectionPoolProperties, {
    violated: { 'nobody sees the data of another user': 5 },
    overtaken: ['1 4: this call comes before the same call of ann, which was made in step 1'],
    all: 222,
    reduced: 104,
  });
  race('debounce', debounce, debounceProperties, {
    violated: { 'the last change is saved': 7 },
    overtaken: [],
    all: 10,
    reduced: 4,
  });
  race('listeners', listeners, listenerProperties, {
    violated: { 'listeners that stay are called': 8 },
    overtaken: [],
    all: 120,
    reduced: 24,
  });
});
