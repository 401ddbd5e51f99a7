import { setTimeout as pause } from 'node:timers/promises';
import { defineProgram, writes } from 'allways';

/** What the user has typed, and what the server has. */
export interface Draft {
  readonly typed: string;
  readonly saved: string;
}

/** A server that keeps a draft. */
class Server {
  draft = '';

  save(text: string): Promise<void> {
    this.draft = text;
    return Promise.resolve();
  }
}

/** Saves a text half a second after the last change. It drops the change if the save before still runs. */
class Editor {
  text = '';
  protected isSaving = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(protected readonly server: Server) {}

  change(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), 500);
  }

  protected async save(): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    await this.server.save(this.text);
    this.isSaving = false;
  }
}

/** Saves again if the text has changed while the save ran. */
class CarefulEditor extends Editor {
  protected override async save(): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    let saved: string;
    do {
      saved = this.text;
      await this.server.save(saved);
    } while (saved !== this.text);
    this.isSaving = false;
  }
}

/** A user types, pauses, and types again. */
const program = (name: string, AnyEditor: typeof Editor) =>
  defineProgram({
    name,
    start: (io) => {
      const server = io.service('server', new Server(), { save: () => writes('draft') });
      return { server, editor: new AnyEditor(server) };
    },
    tasks: {
      user: async ({ editor }) => {
        editor.change('Dear');
        await pause(200);
        editor.change('Dear Ann');
        await pause(1000);
        editor.change('Dear Ann, goodbye');
      },
    },
    state: ({ server, editor }): Draft => ({ typed: editor.text, saved: server.draft }),
  });

export const naive = program('debounce', Editor);
export const repaired = program('debounce, repaired', CarefulEditor);
