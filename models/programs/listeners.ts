import { defineProgram, writes } from 'allways';

/** What happened, in order: who was called, and who was removed. */
export type Log = readonly string[];

type Listener = (event: string) => Promise<void>;

/** Sends mails, and keeps the settings of the user. */
class Office {
  send(_listener: string, _event: string): Promise<void> {
    return Promise.resolve();
  }

  unsubscribe(_listener: string): Promise<void> {
    return Promise.resolve();
  }
}

interface Emitter {
  on(listener: Listener): void;
  off(listener: Listener): void;
  emit(event: string): Promise<void>;
}

/** Calls its listeners one after the other. If one is removed meanwhile, another moves up and is skipped. */
class ListEmitter implements Emitter {
  readonly #listeners: Listener[] = [];

  on(listener: Listener): void {
    this.#listeners.push(listener);
  }

  off(listener: Listener): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }

  async emit(event: string): Promise<void> {
    for (const listener of this.#listeners) await listener(event);
  }
}

/** Keeps its listeners in a set, which can change while a loop runs through it. */
class SetEmitter implements Emitter {
  readonly #listeners = new Set<Listener>();

  on(listener: Listener): void {
    this.#listeners.add(listener);
  }

  off(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  async emit(event: string): Promise<void> {
    for (const listener of this.#listeners) await listener(event);
  }
}

/** An event goes to three listeners while the second is removed. */
const program = (name: string, AnyEmitter: new () => Emitter) =>
  defineProgram({
    name,
    start: (io) => {
      const office = io.service('office', new Office(), {
        send: (listener) => writes(listener),
        unsubscribe: (listener) => writes(listener),
      });
      const log: string[] = [];
      const listener = (name: string): Listener => {
        return (event) => {
          log.push(`${name} is called`);
          return office.send(name, event);
        };
      };
      const emitter = new AnyEmitter();
      const mail = listener('mail');
      for (const one of [listener('audit'), mail, listener('stock')]) emitter.on(one);
      return { office, emitter, mail, log };
    },
    tasks: {
      shop: ({ emitter }) => emitter.emit('order 1'),
      user: async ({ office, emitter, mail, log }) => {
        await office.unsubscribe('mail');
        emitter.off(mail);
        log.push('mail is removed');
      },
    },
    state: ({ log }): Log => [...log],
  });

export const naive = program('listeners', ListEmitter);
export const repaired = program('listeners, repaired', SetEmitter);
