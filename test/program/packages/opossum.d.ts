/** The parts of opossum that are used here. Its versions of that time have no types. */
declare module 'opossum-before' {
  export interface BreakerOptions {
    readonly errorThresholdPercentage?: number;
    readonly resetTimeout?: number;
    readonly rollingCountTimeout?: number;
    readonly timeout?: number;
  }

  /** Calls an action while that works, and spares it while it fails. */
  export default class CircuitBreaker<Args extends readonly unknown[], Result> {
    constructor(action: (...args: Args) => Promise<Result>, options?: BreakerOptions);
    readonly opened: boolean;
    fire(...args: Args): Promise<Result>;
    shutdown(): void;
  }
}

declare module 'opossum-after' {
  export * from 'opossum-before';
  export { default } from 'opossum-before';
}
