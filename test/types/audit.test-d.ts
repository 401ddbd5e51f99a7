import { describe, expectTypeOf, test } from 'vitest';
import {
  audit,
  auditReport,
  defineModel,
  defineSafeguards,
  defineSystem,
  invariant,
  type Audit,
  type AuditAnswer,
  type EvidenceFor,
  type QuestionId,
} from 'allways';

interface Store {
  version: number;
}

describe('audit', () => {
  const store = () =>
    defineSystem({
      name: 'store',
      safeguards: defineSafeguards({ fencing: 'Old writes are refused.', lock: 'One at a time.' }),
      parameters: { writers: 2 },
      model: () => defineModel<Store>({ name: 'store', initial: { version: 0 }, actors: [] }),
    });
  const grown = invariant<Store>('grown', (s) => s.version > 0);
  const other = invariant<{ size: number }>('other', (s) => s.size > 0);

  test('knows the questions, and of which state their properties are', () => {
    const asks = async () => {
      const system = store();
      const model = system.with([]);
      const found = await audit(model, { sparesInUse: grown, inFlight: [grown, grown] });
      expectTypeOf(found).toEqualTypeOf<Audit<Store>>();
      expectTypeOf(found.counts.yes).toEqualTypeOf<number>();
      expectTypeOf(found.groups[0]?.questions[0]?.id).toEqualTypeOf<QuestionId | undefined>();
      expectTypeOf(found.groups[0]?.questions[0]?.answer).toEqualTypeOf<AuditAnswer | undefined>();
      // @ts-expect-error There is no such question.
      await audit(model, { sparesInuse: grown });
      // @ts-expect-error A property of another state.
      await audit(model, { sparesInUse: other });
      // @ts-expect-error Nor among several.
      await audit(model, { sparesInUse: [grown, other] });
      // @ts-expect-error There is no such evidence.
      await audit(model, { sparesInUse: true });
      // @ts-expect-error A system is no model.
      await audit(system, {});
    };
    expectTypeOf(asks).returns.resolves.toBeVoid();
  });

  test('knows the safeguards of the system that it is given', () => {
    const asks = async () => {
      const system = store();
      const model = system.with(['fencing']);
      await audit(model, { versioned: { safeguards: ['fencing', 'lock'] } }, { system });
      // @ts-expect-error There is no such safeguard.
      await audit(model, { versioned: { safeguards: ['fence'] } }, { system });
      // @ts-expect-error Nobody knows of which system it is.
      await audit(model, { versioned: { safeguards: ['fencing'] } });
      const evidence = {
        versioned: { safeguards: ['fencing'] },
        sparesInUse: grown,
        faultsTried: { steps: ['writer.crash'] },
        changesTraced: { notModelled: 'it keeps no log' },
      } satisfies EvidenceFor<Store, 'fencing' | 'lock'>;
      await audit(model, evidence, { system, limits: { states: 100 }, fairness: 'weak' });
      // @ts-expect-error There is no such option.
      await audit(model, evidence, { system, limit: { states: 100 } });
    };
    expectTypeOf(asks).returns.resolves.toBeVoid();
  });

  test('is what a report is made of', () => {
    expectTypeOf(auditReport<Store>)
      .parameter(0)
      .toEqualTypeOf<Audit<Store>>();
    expectTypeOf(auditReport<Store>).returns.toEqualTypeOf<string>();
  });
});
