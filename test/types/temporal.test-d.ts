import { describe, expectTypeOf, test } from 'vitest';
import {
  actor,
  check,
  defineModel,
  eventually,
  leadsTo,
  step,
  strong,
  until,
  weak,
  whatIf,
  whenever,
  type Fairness,
  type FairnessAssumption,
  type Invariant,
  type Lasso,
  type Property,
  type StepCoverage,
  type TemporalProperty,
  type Trace,
  type WhatIfResult,
} from 'allways';
import { dns } from '../../models/dns/model.js';
import type { Dns } from '../../models/dns/state.js';

interface Lock {
  owner: string | null;
  asked: boolean;
}

const lock = defineModel<Lock>({
  name: 'lock',
  initial: { owner: null, asked: false },
  actors: [actor<Lock>('user', { ask: { then: () => undefined, fairness: 'weak' } })],
});

describe('a temporal property is of a state', () => {
  test('that its predicates know', () => {
    const property = eventually<Lock>('p', (s) => {
      expectTypeOf(s).toEqualTypeOf<Lock>();
      return s.owner !== null || 'nobody has it';
    });
    expectTypeOf(property).toEqualTypeOf<TemporalProperty<Lock>>();
    expectTypeOf(property).toExtend<Property<Lock>>();
    expectTypeOf(
      whenever<Lock>(
        'p',
        (s) => s.asked,
        (s) => s.owner !== null,
      ),
    ).toEqualTypeOf<Invariant<Lock>>();
  });

  test('that is the same for both', () => {
    const asked = (s: Lock) => s.asked;
    const property = leadsTo('p', asked, (s) => s.owner !== null);
    expectTypeOf(property).toEqualTypeOf<TemporalProperty<Lock>>();
    // @ts-expect-error the second predicate asks of another state
    until('p', asked, (s: { other: number }) => s.other > 0);
  });

  test('that is the model’s', () => {
    const other = eventually<{ other: number }>('p', (s) => s.other > 0);
    // @ts-expect-error the model has no such state
    void check(lock, other);
  });
});

test('fairness is a word, or a list of what weak and strong made', () => {
  expectTypeOf(weak('user')).toEqualTypeOf<FairnessAssumption>();
  void check(lock, [], { fairness: 'strong' });
  void check(lock, [], { fairness: [weak('user'), strong('user.ask')] });
  // @ts-expect-error there is no such fairness
  void check(lock, [], { fairness: 'fair' });
  // @ts-expect-error a name alone does not say how fair
  void check(lock, [], { fairness: ['user'] });
  // @ts-expect-error an actor is weak, strong or none
  actor<Lock>('user', {}, { fairness: true });
  expectTypeOf<Fairness>().toEqualTypeOf<'weak' | 'strong' | 'none'>();
});

test('what is found of it', async () => {
  expectTypeOf<Trace<Lock>['lasso']>().toEqualTypeOf<Lasso | undefined>();
  const { coverage } = await check(lock, [], { coverage: true, symmetric: ['a', 'b'] });
  expectTypeOf(coverage).toEqualTypeOf<readonly StepCoverage[] | undefined>();
  void check(lock, [], {
    symmetric: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  });
});

test('a system that is dropped from is one of the model’s states', () => {
  expectTypeOf(whatIf(dns.with([]), [], { system: dns })).resolves.toEqualTypeOf<
    WhatIfResult<Dns>
  >();
  // @ts-expect-error the system is of other states
  void whatIf(lock, [], { system: dns });
});

test('fairness of a part of a step knows its state and its choice', () => {
  actor<Lock>('user', {
    ask: {
      then: () => undefined,
      fairness: { kind: 'weak', when: (s) => expectLock(s) },
    },
    take: step({
      choose: () => [1, 2],
      then: () => undefined,
      fairness: {
        kind: 'strong',
        when: (s, choice) => {
          expectTypeOf(choice).toEqualTypeOf<number>();
          return expectLock(s);
        },
      },
    }),
  });
  const then = () => undefined;
  // @ts-expect-error It answers true or false.
  actor<Lock>('user', { ask: { then, fairness: { kind: 'weak', when: () => 1 } } });
  // @ts-expect-error What is not fair has no part that is.
  actor<Lock>('user', { ask: { then, fairness: { kind: 'none', when: () => true } } });
  // @ts-expect-error An actor is fair as a whole.
  actor<Lock>('user', {}, { fairness: { kind: 'weak', when: () => true } });
});

const expectLock = (s: Lock): boolean => {
  expectTypeOf(s).toEqualTypeOf<Lock>();
  return true;
};
