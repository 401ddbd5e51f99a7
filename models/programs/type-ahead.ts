import { defineProgram, reads } from 'allways';

/** What is typed, and what is suggested. */
export interface Screen {
  readonly query: string;
  readonly suggestions: readonly string[];
}

/** A search engine for towns. */
class Towns {
  readonly #names = ['Stockholm', 'Stuttgart', 'Salzburg'];

  search(query: string): Promise<string[]> {
    return Promise.resolve(this.#names.filter((name) => name.startsWith(query)));
  }
}

/** Shows suggestions as they arrive. A late answer to an old query replaces those for the new one. */
class SearchBox {
  protected query = '';
  protected suggestions: string[] = [];

  constructor(protected readonly towns: Towns) {}

  async type(query: string): Promise<void> {
    this.query = query;
    this.suggestions = await this.towns.search(query);
  }

  screen(): Screen {
    return { query: this.query, suggestions: [...this.suggestions] };
  }
}

/** Shows suggestions only if the query is still the one that they answer. */
class CarefulSearchBox extends SearchBox {
  override async type(query: string): Promise<void> {
    this.query = query;
    const suggestions = await this.towns.search(query);
    if (query === this.query) this.suggestions = suggestions;
  }
}

/** A user types three letters, and waits for no answer in between. */
const program = (name: string, AnySearchBox: typeof SearchBox) =>
  defineProgram({
    name,
    start: (io) => {
      const towns = io.service('towns', new Towns(), { search: () => reads('names') });
      return { box: new AnySearchBox(towns) };
    },
    tasks: {
      user: ({ box }) => Promise.all([box.type('S'), box.type('St'), box.type('Stu')]),
    },
    state: ({ box }) => box.screen(),
  });

export const naive = program('type-ahead', SearchBox);
export const repaired = program('type-ahead, repaired', CarefulSearchBox);
