/** A deployment replaces the one by the other. */
export type Endpoint = 'old' | 'new';

/** What a proxy has: its copy of the list of endpoints. */
export interface Copy {
  /** The version of the list. */
  version: number;
  /** Ticks since this copy was sent; the parameter `lease` at most. */
  age: number;
  /** Whether nothing passes between it and the control plane. */
  cutOff: boolean;
  /** How many requests to the old endpoint it last told cleanup of, where it is not asked. */
  told: number;
}

/** A list on its way to a proxy. */
export interface Update {
  version: number;
  age: number;
}

export interface Request {
  /**
   * `refused`: to be sent to another endpoint. The last three are failures for good: refused, sent to
   * an endpoint that was gone, killed in the middle of the work.
   */
  state: 'none' | 'on the wire' | 'in work' | 'refused' | 'failed' | 'lost' | 'cut short';
  /** Who sent it, and where to. */
  proxy: string | null;
  to: Endpoint | null;
  /** Ticks since it was first sent. */
  age: number;
}

/** Control plane, proxies, endpoints and cleanup share this. */
export interface Mesh {
  /** All lists that were published: version 1 first. */
  lists: Endpoint[][];
  /** The lists on their way to each proxy. They may overtake one another. */
  updates: Record<string, Update[]>;
  proxies: Record<string, Copy>;
  /** Each of these is sent, answered, and then sent anew, without end. */
  requests: Request[];
  old: 'up' | 'stopping' | 'gone';
  /** Since how many ticks cleanup knows that the old endpoint can go; the parameter `grace` at most. */
  stale: number | null;
  /** How often something may still go wrong. */
  left: { cutOffs: number; slowTicks: number };
}

/** List `version`; there must be one. */
export function listOf(s: Mesh, version: number): Endpoint[] {
  const list = s.lists[version - 1];
  if (list === undefined) throw new RangeError(`There is no list ${version}.`);
  return list;
}

export const newest = (s: Mesh): number => s.lists.length;

/** What proxy `name` has; there must be one. */
export function copyOf(s: Mesh, name: string): Copy {
  const copy = s.proxies[name];
  if (copy === undefined) throw new RangeError(`There is no ${name}.`);
  return copy;
}

/** What is on its way to proxy `name`. */
export function updatesTo(s: Mesh, name: string): Update[] {
  const updates = s.updates[name];
  if (updates === undefined) throw new RangeError(`There is no ${name}.`);
  return updates;
}

/** The numbers of all requests. */
export const requestNumbers = (s: Mesh): number[] => s.requests.map((_, index) => index + 1);

/** Request `number`; there must be one. */
export function requestOf(s: Mesh, number: number): Request {
  const request = s.requests[number - 1];
  if (request === undefined) throw new RangeError(`There is no request ${number}.`);
  return request;
}

export const noRequest = (): Request => ({ state: 'none', proxy: null, to: null, age: 0 });

export const isUnderWay = ({ state }: Request): boolean =>
  state === 'on the wire' || state === 'in work';

/** How many requests to the old endpoint a proxy waits for. */
export const toOld = (s: Mesh, proxy: string): number =>
  s.requests.filter(
    (request) => request.proxy === proxy && request.to === 'old' && isUnderWay(request),
  ).length;

/** A list in words. */
export const inWords = (list: readonly Endpoint[]): string =>
  list.length === 0 ? 'nobody' : list.join(' and ');
