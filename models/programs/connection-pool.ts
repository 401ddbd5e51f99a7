import { defineProgram, writes } from 'allways';

/** What each user sees: nothing yet, a reply, or that the request took too long. */
export type Seen = Readonly<Record<string, string>>;

/** A database that answers the requests on a connection in their order. */
class Database {
  readonly #replies = new Map<string, string[]>();

  connect(): string {
    const connection = `connection ${this.#replies.size + 1}`;
    this.#replies.set(connection, []);
    return connection;
  }

  /** Writes a request into a connection. */
  write(connection: string, user: string): void {
    this.#replies.get(connection)?.push(`data of ${user}`);
  }

  /** Reads the next reply from a connection. */
  read(connection: string): Promise<string> {
    return Promise.resolve(this.#replies.get(connection)?.shift() ?? 'nothing');
  }
}

const tooLate = 'too late';

/** What is promised, or `tooLate` if it takes longer than a second. */
function inTime(promised: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(tooLate), 1000);
  });
  return Promise.race([promised, timeout]).finally(() => clearTimeout(timer));
}

/** Has one connection, which requests use one after the other. */
class Pool {
  readonly #idle: string[];
  readonly #waiting: ((connection: string) => void)[] = [];

  constructor(protected readonly database: Database) {
    this.#idle = [database.connect()];
  }

  async query(user: string): Promise<string> {
    const connection = await this.#acquire();
    this.database.write(connection, user);
    const reply = await inTime(this.database.read(connection));
    this.#release(this.after(connection, reply));
    return reply;
  }

  /** The connection for the next request. A reply that is late is still to come on the old one. */
  protected after(connection: string, _reply: string): string {
    return connection;
  }

  #acquire(): Promise<string> {
    return new Promise((resolve) => {
      const connection = this.#idle.pop();
      if (connection === undefined) this.#waiting.push(resolve);
      else resolve(connection);
    });
  }

  #release(connection: string): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next(connection);
  }
}

/** Gives up a connection on which a reply is late, and opens a new one. */
class CarefulPool extends Pool {
  protected override after(connection: string, reply: string): string {
    return reply === tooLate ? this.database.connect() : connection;
  }
}

/** Two users ask for their data, and a reply may take too long. */
const program = (name: string, AnyPool: typeof Pool) =>
  defineProgram({
    name,
    start: (io) => {
      const database = io.service(
        'database',
        new Database(),
        { read: (connection) => writes(connection), write: (connection) => writes(connection) },
        { immediate: ['connect', 'write'] },
      );
      return { pool: new AnyPool(database), seen: new Map<string, string>() };
    },
    tasks: {
      ann: async ({ pool, seen }) => seen.set('ann', await pool.query('ann')),
      bob: async ({ pool, seen }) => seen.set('bob', await pool.query('bob')),
    },
    state: ({ seen }): Seen => Object.fromEntries(seen),
  });

export const naive = program('connection pool', Pool);
export const repaired = program('connection pool, repaired', CarefulPool);
