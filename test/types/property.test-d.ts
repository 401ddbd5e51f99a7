import { describe, expectTypeOf, test } from 'vitest';
import {
  check,
  defineModel,
  invariant,
  noDeadlock,
  reachable,
  transition,
  type Action,
  type CheckResult,
  type Invariant,
  type NoDeadlock,
  type Property,
  type Reachable,
  type Trace,
  type TransitionProperty,
  type Verdict,
} from 'allways';

interface Account {
  balance: number;
  owner: string;
}

describe('a property is of a state', () => {
  test('that its predicate knows', () => {
    const i = invariant<Account>('p', (s) => {
      expectTypeOf(s).toEqualTypeOf<Account>();
      return s.balance > 0 || `the balance is ${s.balance}`;
    });
    expectTypeOf(i).toEqualTypeOf<Invariant<Account>>();
    const t = transition<Account>('p', (before, action, after) => {
      expectTypeOf(before).toEqualTypeOf<Account>();
      expectTypeOf(action).toEqualTypeOf<Action>();
      expectTypeOf(after).toEqualTypeOf<Account>();
      return true;
    });
    expectTypeOf(t).toEqualTypeOf<TransitionProperty<Account>>();
    expectTypeOf(reachable<Account>('p', (s) => s.balance > 0)).toEqualTypeOf<Reachable<Account>>();
    const d = noDeadlock<Account>((s) => s.owner === '' || `${s.owner} waits`);
    expectTypeOf(d).toEqualTypeOf<NoDeadlock<Account>>();
  });

  test('and a predicate that is none does not compile', () => {
    // @ts-expect-error A number is no answer.
    invariant<Account>('p', (s) => s.balance);
    // @ts-expect-error Nor is undefined.
    invariant<Account>('p', () => undefined);
    // @ts-expect-error Nor a promise.
    invariant<Account>('p', async () => Promise.resolve(true));
    // @ts-expect-error Nor a promise from a transition property.
    transition<Account>('p', async () => Promise.resolve(true));
    // @ts-expect-error Nor a promise from what must be reachable.
    reachable<Account>('p', async () => Promise.resolve(true));
    // @ts-expect-error Nor a promise of whether it is fine to stop.
    noDeadlock<Account>(async () => Promise.resolve(true));
    // @ts-expect-error The state has no such property.
    invariant<Account>('p', (s) => s.total > 0);
    // @ts-expect-error A property has a name.
    invariant<Account>(() => true);
    // @ts-expect-error A reason is a sentence.
    invariant<Account>('p', () => true, { because: 1 });
  });
});

describe('check', () => {
  const model = defineModel<Account>({
    name: 'account',
    initial: { balance: 0, owner: '' },
    actors: [],
  });
  const solvent = invariant<Account>('solvent', (s) => s.balance >= 0);

  test('takes properties of its model’s state, one or several, and of less than that', () => {
    const balanced = invariant<{ balance: number }>('balanced', (s) => s.balance === 0);
    const list: Property<Account>[] = [solvent, noDeadlock<Account>(), balanced];
    const run = async () => {
      await check(model, []);
      await check(model, solvent);
      await check(model, [solvent, noDeadlock(), balanced]);
      await check(model, [reachable('rich', (s) => s.balance > 1000)]);
      await check(model, list, { limits: { states: 1, depth: 2, seconds: 3 } });
    };
    expectTypeOf(run).returns.resolves.toBeVoid();
  });

  test('refuses properties of another state, and limits that it does not know', () => {
    const other = invariant<{ size: number }>('other', (s) => s.size > 0);
    const more = invariant<Account & { size: number }>('more', (s) => s.size > 0);
    const run = async () => {
      // @ts-expect-error A property of another state.
      await check(model, other);
      // @ts-expect-error One among others.
      await check(model, [solvent, other]);
      // @ts-expect-error A property that needs more than the state has.
      await check(model, [more]);
      // @ts-expect-error There is no such limit.
      await check(model, [solvent], { limits: { minutes: 1 } });
    };
    expectTypeOf(run).returns.resolves.toBeVoid();
  });

  test('answers a verdict, counts, and traces of its model’s state', () => {
    expectTypeOf(check<Account>).returns.resolves.toEqualTypeOf<CheckResult<Account>>();
    const read = (result: CheckResult<Account>) => {
      expectTypeOf(result.verdict).toEqualTypeOf<Verdict>();
      expectTypeOf(result.distinct).toEqualTypeOf<number>();
      const [outcome] = result.properties;
      if (outcome?.verdict === 'violated') {
        expectTypeOf(outcome.says).toEqualTypeOf<string>();
        expectTypeOf(outcome.trace).toEqualTypeOf<Trace<Account> | undefined>();
        expectTypeOf(outcome.trace?.states[0]?.balance).toEqualTypeOf<number | undefined>();
      }
      if (outcome?.verdict === 'undecided') {
        // @ts-expect-error What is undecided has nothing to say.
        expectTypeOf(outcome.says).toBeAny();
      }
      switch (result.ended.by) {
        case 'limit':
          expectTypeOf(result.ended.limit).toEqualTypeOf<
            'states' | 'depth' | 'seconds' | 'memory' | 'runs' | 'preemptions' | 'events' | 'timers'
          >();
          break;
        case 'complete':
          // @ts-expect-error Where all was explored there is no limit to name.
          expectTypeOf(result.ended.limit).toBeAny();
      }
    };
    expectTypeOf(read).returns.toBeVoid();
  });
});
