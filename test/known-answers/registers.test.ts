/**
 * Counts that Stateright has published of systems with messages, in its examples of the same names. There, too, a
 * message that its addressee has no use for is not delivered, and the history of calls is a part of the state.
 */
import { describe, expect, test } from 'vitest';
import { check } from 'allways';
import { linearizableRegister } from '../../models/classics/linearizable-register.js';
import { isLinearizable } from '../../models/classics/register-clients.js';
import { singleCopyRegister } from '../../models/classics/single-copy-register.js';

describe('registers, 2 clients that write and then read', () => {
  test('one copy: 93 states', async () => {
    const result = await check(singleCopyRegister(1, 2), isLinearizable);
    expect(result).toMatchObject({ verdict: 'holds', distinct: 93 });
  });

  test('two copies that do not know of each other: 4 steps to a value that was overwritten', async () => {
    const result = await check(singleCopyRegister(2, 2), isLinearizable);
    expect(result.verdict).toBe('violated');
    expect(result.properties[0]?.trace?.actions.length).toBe(4);
  });

  test('the register of Attiya, Bar-Noy and Dolev, 2 servers: 544 states', async () => {
    const result = await check(linearizableRegister(2, 2), isLinearizable);
    expect(result).toMatchObject({ verdict: 'holds', distinct: 544 });
  });
});
