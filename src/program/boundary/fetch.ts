/** What stands in for the global `fetch`: each request of a task becomes events. */
import { isModelError, ModelError } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import type { FetchHandler, FetchOptions } from '../io.js';
import { refuseIn, running, type RunningTask } from '../run/running.js';
import { answerOf, makeCall, type Called } from './calls.js';
import { touchedBy } from './touches.js';

/** What `fetch` takes. */
type Given = readonly [input: string | URL | Request, init?: RequestInit];

/**
 * Makes a `fetch` whose requests a handler answers. Requests of tasks become events. Other code gets the answer of
 * the handler at once.
 */
export function fetchOver(
  service: Called,
  handler: FetchHandler,
  { footprint }: FetchOptions = {},
): typeof fetch {
  return async (...given: Given) => {
    const request = requestOf(given);
    const answered = () => responseTo(request, handler);
    const task = running.getStore();
    if (task === undefined) return answered();
    signalOf(given)?.throwIfAborted();
    const { method, url } = request;
    const own = footprint === undefined ? undefined : () => footprint(request);
    const touches = touchedBy(task, service, method, own);
    const body = given[1]?.body;
    const args = typeof body === 'string' ? [url, body] : [url];
    return new Promise((resolve, reject) => {
      const abort = () => {
        giveUp();
        // The signal of a request lives as long as the request, so hold the request.
        reject(signalOf(given)?.reason as Error);
      };
      const giveUp = makeCall({
        task,
        service,
        method,
        args,
        touches,
        mayGiveUp: signalOf(given) !== undefined,
        perform: (settled) => answerOf(answered, settled),
        answer: ({ isError, value }) => {
          signalOf(given)?.removeEventListener('abort', abort);
          if (isError) reject(failureOf(value));
          else resolve(value as Response);
        },
      });
      signalOf(given)?.addEventListener('abort', abort, { once: true });
    });
  };
}

/** Refuses a request of a task in a program that gave no handler. */
export const refuseFetch = (task: RunningTask): Promise<never> =>
  new Promise(() =>
    refuseIn(
      task,
      `${task.name} called fetch, which would leave the program; in start, give io.fetch a handler that answers in its place.`,
    ),
  );

/** A request of its own, with a copy of the body. The signal stays with the caller: the handler is far away. */
const requestOf = ([input, init]: Given): Request => new Request(input, { ...init, signal: null });

/** The signal with which a caller can abort its request. */
function signalOf([input, init]: Given): AbortSignal | undefined {
  const own = init?.signal;
  if (own !== undefined) return own ?? undefined;
  return input instanceof Request ? input.signal : undefined;
}

/** The response of the handler, with a copy of the body. */
async function responseTo(request: Request, handler: FetchHandler): Promise<Response> {
  const response: unknown = await handler(request);
  if (!(response instanceof Response)) {
    return refuseAnswer(
      `The handler of io.fetch returned ${describeGiven(response)}; return a Response.`,
    );
  }
  if (response.bodyUsed) {
    return refuseAnswer(
      'The handler of io.fetch returned a Response whose body was read before; make a new one for each request.',
    );
  }
  if (response.type === 'error') throw new TypeError('network error');
  const { status, statusText, headers } = response;
  const body = response.body === null ? null : await response.arrayBuffer();
  const copy = new Response(body, { status, statusText, headers });
  return Object.defineProperty(copy, 'url', { value: request.url });
}

function refuseAnswer(message: string): never {
  const task = running.getStore();
  if (task !== undefined) refuseIn(task, message);
  throw new ModelError(message);
}

/** The error of a request that failed, as `fetch` gives it. */
const failureOf = (error: unknown): Error =>
  isModelError(error) ? error : new TypeError('fetch failed', { cause: error });
