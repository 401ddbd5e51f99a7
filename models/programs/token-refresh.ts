import { defineProgram, reads, writes } from 'allways';

/** Whether the user is still logged in, and how each request ended. */
export interface Session {
  readonly isRevoked: boolean;
  readonly statuses: Readonly<Record<string, number>>;
}

/** A short-lived token for requests, and a token that gets the next pair, once. */
interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** A server that accepts only its newest tokens. Its first access token has expired. */
class Server {
  #generation = 1;
  isRevoked = false;

  /** Answers a request with a status. */
  get(access: string): Promise<number> {
    const isValid = this.#generation > 1 && access === `access ${this.#generation}`;
    return Promise.resolve(isValid && !this.isRevoked ? 200 : 401);
  }

  /** A refresh token that comes a second time may be stolen, so the server ends the session. */
  refresh(refresh: string): Promise<Tokens> {
    if (refresh === `refresh ${this.#generation}`) this.#generation++;
    else this.isRevoked = true;
    return Promise.resolve({
      access: `access ${this.#generation}`,
      refresh: `refresh ${this.#generation}`,
    });
  }
}

/** Gets new tokens whenever a request is refused. */
class Client {
  protected tokens: Tokens = { access: 'access 1', refresh: 'refresh 1' };

  constructor(protected readonly server: Server) {}

  async get(): Promise<number> {
    const { access } = this.tokens;
    const status = await this.server.get(access);
    if (status !== 401) return status;
    await this.renew(access);
    return this.server.get(this.tokens.access);
  }

  /** Gets new tokens, because an access token was refused. */
  protected async renew(_refused: string): Promise<void> {
    this.tokens = await this.server.refresh(this.tokens.refresh);
  }
}

/** Gets new tokens once for all requests that were refused with the old ones. */
class CarefulClient extends Client {
  #renewal: Promise<void> | undefined;

  protected override async renew(refused: string): Promise<void> {
    if (refused !== this.tokens.access) return;
    this.#renewal ??= super.renew(refused).finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
  }
}

/** Two parts of a page request their data when the access token has just expired. */
const program = (name: string, AnyClient: typeof Client) =>
  defineProgram({
    name,
    start: (io) => {
      const server = io.service('server', new Server(), {
        get: () => reads('tokens'),
        refresh: () => writes('tokens'),
      });
      return { server, client: new AnyClient(server), statuses: new Map<string, number>() };
    },
    tasks: {
      news: async ({ client, statuses }) => statuses.set('news', await client.get()),
      mail: async ({ client, statuses }) => statuses.set('mail', await client.get()),
    },
    state: ({ server, statuses }): Session => ({
      isRevoked: server.isRevoked,
      statuses: Object.fromEntries(statuses),
    }),
  });

export const naive = program('token refresh', Client);
export const repaired = program('token refresh, repaired', CarefulClient);
