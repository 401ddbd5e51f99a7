import { describe, expect, test } from 'vitest';
import { check, invariant, plainStyle, reachable, table } from 'allways';
import { account, type Account } from '../../../../models/bank-account/model.js';
import { noLostUpdate } from '../../../../properties/bank-account.js';

const positive = invariant<Account>('the balance is positive', (s) => s.balance > 0);
const doubled = reachable<Account>('the balance doubles', (s) => s.balance === 2000);
const untimed = (text: string) => text.replace(/ +(time|\d+ ms)$/gm, '');

describe('a table', () => {
  test('of variants against properties, with letters that are explained', async () => {
    const all = await check(account, [noLostUpdate, positive, doubled]);
    const some = await check(account, [positive], { limits: { states: 3 } });
    expect(
      untimed(
        table([
          { name: 'all', result: all },
          { name: 'some', result: some },
        ]),
      ),
    ).toBe(
      [
        '      A  B C states depth',
        'all   ✗4 ✓ ✗     14     5',
        'some     ?       3+     2',
        '',
        'A  no update is lost',
        'B  the balance is positive',
        'C  the balance doubles',
        '',
        '✓ holds, ✗4 violated in 4 steps at least, ? undecided, + not all was explored',
      ].join('\n'),
    );
  });

  test('has a key that fits its cells', async () => {
    const one = await check(account, [invariant<Account>('never', () => false), noLostUpdate]);
    const fine = await check(account, [positive]);
    const loop = { ...fine, properties: [{ ...one.properties[0], trace: undefined }] };
    const keyOf = (result: typeof one) =>
      table([{ name: 'one', result: { ...result, ended: { by: 'complete' } } }])
        .split('\n')
        .at(-1);
    expect(keyOf(one)).toBe('✓ holds, ✗0 violated in 0 steps at least, ? undecided');
    expect(keyOf(fine)).toBe('✓ holds, ? undecided');
    expect(keyOf(loop as typeof one)).toBe('✓ holds, ✗ violated, ? undecided');
  });

  test('goes on after Z', async () => {
    const properties = Array.from({ length: 28 }, (_, index) =>
      invariant<Account>(`property ${index + 1}`, () => true),
    );
    const drawn = table([{ name: 'many', result: await check(account, properties) }], plainStyle);
    expect(drawn).toContain('\nZ  property 26\nAA  property 27\nAB  property 28\n');
    expect(drawn).not.toContain('not all was explored');
  });
});
