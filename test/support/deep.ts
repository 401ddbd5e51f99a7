/** What only the deep suite does: `npm run test:deep` and `npm run test:all`. */

/** True in the deep suite. A test that takes long is `test.runIf(isDeep)`. */
export const isDeep = process.env['DEEP'] === 'true';

/**
 * How often a property is tried: some times in the fast suite, ten times as often in the deep one.
 *
 * @param fast - The number of tries in the fast suite.
 */
export const tries = (fast: number): number => (isDeep ? 10 * fast : fast);
