import { defineProgram, writes } from 'allways';

/** How often each page was rendered. */
export type Renderings = Readonly<Record<string, number>>;

/** Renders pages, which is expensive. */
class Renderer {
  readonly #renderings = new Map<string, number>();

  render(page: string): Promise<string> {
    this.#renderings.set(page, (this.#renderings.get(page) ?? 0) + 1);
    return Promise.resolve(`<h1>${page}</h1>`);
  }

  renderings(): Renderings {
    return Object.fromEntries(this.#renderings);
  }
}

/** Renders a page on the first request. All requests that come before the answer render it too. */
class Pages {
  readonly #pages = new Map<string, string>();

  constructor(protected readonly renderer: Renderer) {}

  async get(page: string): Promise<string> {
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    const rendered = await this.renderer.render(page);
    this.#pages.set(page, rendered);
    return rendered;
  }
}

/** Keeps the promise of a page instead of the page, so that all requests wait for one rendering. */
class CarefulPages extends Pages {
  readonly #promises = new Map<string, Promise<string>>();

  override get(page: string): Promise<string> {
    const known = this.#promises.get(page);
    if (known !== undefined) return known;
    const rendered = this.renderer.render(page);
    this.#promises.set(page, rendered);
    rendered.catch(() => this.#promises.delete(page));
    return rendered;
  }
}

/** Requests for one page of a server that has just started. */
const program = (name: string, AnyPages: typeof Pages) =>
  defineProgram({
    name,
    start: (io) => {
      const renderer = io.service('renderer', new Renderer(), { render: (page) => writes(page) });
      return { renderer, pages: new AnyPages(renderer) };
    },
    tasks: {
      'request 1': ({ pages }) => pages.get('home'),
      'request 2': ({ pages }) => pages.get('home'),
      'request 3': ({ pages }) => pages.get('help'),
    },
    state: ({ renderer }) => renderer.renderings(),
  });

export const naive = program('stampede', Pages);
export const repaired = program('stampede, repaired', CarefulPages);
