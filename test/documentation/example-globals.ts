/** The models and properties of this repository that examples use without importing them, by module. */
export const exampleModules: Readonly<Record<string, readonly string[]>> = {
  'models/dns/model.ts': ['dns'],
  'properties/dns.ts': ['dnsNeverEmpty', 'dnsNeverGoesBack', 'dnsProperties', 'dnsSafety'],
  'models/bank-account/model.ts': ['account'],
  'properties/bank-account.ts': ['noLostUpdate'],
};

const models = Object.entries(exampleModules).flatMap(([module, names]) =>
  names.map((name) => `const ${name}: typeof import('./${module.replace('.ts', '.js')}').${name};`),
);

/**
 * Declarations of what examples use without importing it: the public face, and a few models and
 * properties of this repository.
 *
 * @param names - What the public face exports, types aside.
 */
export function exampleGlobals(names: readonly string[]): string {
  return `declare global {
    ${names.map((name) => `const ${name}: typeof import('allways').${name};`).join('\n    ')}
    ${models.join('\n    ')}
    const fc: typeof import('fast-check').default;
    const test: typeof import('@fast-check/vitest').test;
    const notBelow: import('allways').Property<Account>;
    const expect: typeof import('vitest').expect;
    const replayRecordings: typeof import('allways/vitest').replayRecordings;
    type Dns = import('./models/dns/state.js').Dns;
    const noTwoWriters: import('allways').Property<Dns>;
    type Account = import('./models/bank-account/model.js').Account;
    const model: import('allways').Model<Dns>;
    const properties: readonly import('allways').Property<Dns>[];
    const result: import('allways').CheckResult<Dns>;
    const actions: readonly import('allways').Action[];
    const trace: import('allways').Trace<Account>;
    const outcome: { readonly name: string; readonly trace: import('allways').Trace<Account> };
    const other: import('allways').CheckResult<Dns>;
    const property: import('allways').Property<Dns>;
    const asserted: import('fast-check').IProperty<[import('allways').Run<Account>]>;
    const evidence: import('allways').EvidenceFor<Dns>;
    const durations: import('allways').EstimateOptions['durations'];
    const estimated: import('allways').EstimateResult<Account>;
    const text: string;
    const file: string;
    const host: import('allways/cli').Host;
    const run: typeof import('allways/cli').run;
    const defineConfig: typeof import('allways/cli').defineConfig;
    const recordingsFolder: typeof import('allways/vitest').recordingsFolder;
    const writeRecording: typeof import('allways/vitest').writeRecording;
    const readFileSync: typeof import('node:fs').readFileSync;
    const writeFileSync: typeof import('node:fs').writeFileSync;
    const machine: import('./test/documentation/xstate.js').Player;
    interface Queue { tasks: string[]; taken: string[]; asked: boolean; answered: boolean }
    interface Store { owner: string | null; writer: string | null; version: number }
    interface Lock { owner: string | null }
    interface Branches { north: number; south: number }
    const bank: import('allways').Model<{ total: number }>;
    interface Job { done: boolean }
    interface Order { pending: boolean; shipped: boolean }
    interface Ring { leaders: string[] }
    type Balances = Record<'alice' | 'bob', number>;
    class MemoryStore {
      constructor(values?: Balances);
      get(key: string): Promise<number>;
      set(key: string, value: number): Promise<void>;
      snapshot(): Balances;
    }
    class Bank {
      constructor(store: MemoryStore);
      transfer(from: string, to: string, amount: number): Promise<void>;
    }
    const io: import('allways').Io;
    const store: MemoryStore;
    const transfer: import('allways').Program<Balances>;
    const noMoneyIsMade: import('allways').Invariant<Balances>;
  }`;
}
