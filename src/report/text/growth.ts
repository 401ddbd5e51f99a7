/** Which parts of the states kept growing, for people. */
import { visible } from '../../validation/visible.js';
import type { Growth } from '../../search/common/outcome.js';
import { formatNumber } from './format.js';

/** So many parts are named at most. */
const most = 5;

/**
 * The parts that kept growing, in one sentence without its stop: those that grew most, and how many others
 * there are.
 *
 * @example
 * describeGrowth(result.growth) // 'log has grown to 1,870 entries; clock has reached 412'
 */
export function describeGrowth(growth: readonly Growth[] = []): string {
  const named = growth.slice(0, most).map(describe);
  const others = growth.length - named.length;
  return [...named, ...(others > 0 ? [`and ${formatNumber(others)} more`] : [])].join('; ');
}

function describe(growth: Growth): string {
  const { measure, from, to } = growth;
  const part = visible(growth.part);
  const amount = to.toLocaleString('en-US');
  switch (measure) {
    case 'number':
      return `${part} has ${to < from ? 'fallen to' : 'reached'} ${amount}`;
    case 'entries':
    case 'characters':
      return `${part} has grown to ${amount} ${measure}`;
    case 'values':
      return `${part} has held at least ${amount} values`;
  }
}
