export interface Server {
  /** The version that it runs. */
  version: number;
  /** The change that brought it: 0 at the start. */
  epoch: number;
  /** Whether nobody has taken it up yet that the newest change concerns this server too. */
  pending: boolean;
}

/** What an applier has in hand: what it read, and is about to give to a server. */
export interface Hand {
  server: string;
  version: number;
  /** The change that it belongs to. */
  epoch: number;
  /** What the server ran when it was read. */
  saw: { version: number; epoch: number };
}

/** Deployer, operator, appliers and cleanup share this. */
export interface Configuration {
  /** The version that is wanted, and how many changes led there. */
  target: { version: number; epoch: number };
  /** Whether the resources of each version are there: version 1 first. */
  resources: boolean[];
  /** The versions that were rolled back, and not released again. */
  withdrawn: number[];
  servers: Record<string, Server>;
  appliers: Record<string, Hand | null>;
  /** The version that cleanup has checked and is about to delete. */
  checked: number | null;
  crashes: number;
}

/** The numbers of all versions. */
export const versions = (s: Configuration): number[] => s.resources.map((_, index) => index + 1);

export const isThere = (s: Configuration, version: number): boolean =>
  s.resources[version - 1] === true;

/** Server `name`; there must be one. */
export function serverOf(s: Configuration, name: string): Server {
  const server = s.servers[name];
  if (server === undefined) throw new RangeError(`There is no ${name}.`);
  return server;
}
