/** A circuit breaker in front of a database that is down: opossum. */
import { setTimeout } from 'node:timers/promises';
import { defineProgram } from 'allways';
import type CircuitBreaker from 'opossum-before';

/** A database that is down. */
class Database {
  query(): Promise<string> {
    return Promise.reject(new Error('the database is down'));
  }
}

/**
 * Two requests fail. The breaker opens: it spares the database for half a minute. Another request comes after that,
 * so it should be let through.
 */
export function breaker(Breaker: typeof CircuitBreaker) {
  return defineProgram({
    name: 'breaker',
    start: (io) => {
      const database = io.service('database', new Database());
      const breaker = new Breaker(() => database.query(), {
        errorThresholdPercentage: 1,
        resetTimeout: 30_000,
        timeout: 60_000,
        rollingCountTimeout: 3_600_000,
      });
      const outcomes: Record<string, string> = {};
      const request = async (name: string) => {
        outcomes[name] = await breaker.fire().catch(String);
      };
      return { breaker, outcomes, request };
    },
    tasks: {
      'request 1': ({ request }) => request('request 1'),
      'request 2': ({ request }) => request('request 2'),
      later: async ({ breaker, request }) => {
        await setTimeout(31_000);
        await request('later');
        breaker.shutdown();
      },
    },
    state: ({ outcomes }) => outcomes,
    time: 'instant replies',
  });
}
