/** A store that several tabs of a browser share: zustand with its middleware `persist` over slow storage. */
import { defineProgram, reads, writes } from 'allways';

/** What a tab shows. */
export interface Counter {
  readonly count: number;
}

/** What is stored of it. */
interface Stored {
  readonly state: Counter;
  readonly version?: number;
}

/** The part of a store of zustand that is used here. */
interface Store {
  getState: () => Counter;
  readonly persist: { rehydrate: () => Promise<void> | void };
}

/** Storage as IndexedDB or a server offers it: every call takes its time. */
export class Storage {
  readonly #values = new Map<string, Stored>();

  getItem(name: string): Promise<Stored | null> {
    return Promise.resolve(this.#values.get(name) ?? null);
  }

  setItem(name: string, value: Stored): Promise<void> {
    this.#values.set(name, value);
    return Promise.resolve();
  }

  removeItem(name: string): Promise<void> {
    this.#values.delete(name);
    return Promise.resolve();
  }

  stored(name: string): number {
    return this.#values.get(name)?.state.count ?? 0;
  }
}

/**
 * Two other tabs store a count each. After each change this tab hydrates its store from storage
 * again.
 *
 * @param storeOver - Makes the store of this tab.
 */
export function hydration(storeOver: (storage: Storage) => Store) {
  return defineProgram({
    name: 'hydration',
    start: (io) => {
      const storage = io.service('storage', new Storage(), {
        getItem: (name) => reads(name),
        setItem: (name) => writes(name),
      });
      const counter = storeOver(storage);
      const change = async (count: number) => {
        await storage.setItem('counter', { state: { count }, version: 0 });
        await counter.persist.rehydrate();
      };
      return { storage, counter, change };
    },
    tasks: {
      'change 1': ({ change }) => change(1),
      'change 2': ({ change }) => change(2),
    },
    state: ({ storage, counter }) => ({
      shown: counter.getState().count,
      stored: storage.stored('counter'),
    }),
  });
}
