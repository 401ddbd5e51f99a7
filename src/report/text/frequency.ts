import { formatNumber, refuseNoNumber } from './format.js';

/** Shares from here on are shown in per cent. */
const oftenFrom = 0.1;

/** How to round. A bound is rounded away from the estimate, so that it claims no more than it should. */
type Rounding = 'nearest' | 'down' | 'up';

const round = { nearest: Math.round, down: Math.floor, up: Math.ceil };

/**
 * Shows how often something happens: `1 in 8,333`, or in per cent if it is often.
 *
 * @param share - 0 or more; above 1 if it happens more than once each time.
 * @param often - Whether to show per cent; chosen by the share if absent.
 * @param rounding - Which way to round the share.
 * @throws ModelError if the share is not a number.
 * @example
 * formatShare(1 / 8333) // '1 in 8,333'
 * formatShare(0.375) // '37.5 %'
 */
export function formatShare(
  share: number,
  often?: boolean,
  rounding: Rounding = 'nearest',
): string {
  refuseNoNumber(share, 'formatShare');
  if (often ?? isOften(share)) return `${formatNumber(round[rounding](share * 1000) / 10)} %`;
  if (share === 0) return 'never';
  const times = 1 / share;
  // A smaller share is one in more.
  const away = rounding === 'up' ? 'down' : rounding === 'down' ? 'up' : 'nearest';
  return `1 in ${formatNumber(times < 10 ? round[away](times * 10) / 10 : round[away](times))}`;
}

/** True if a share is better shown in per cent. */
export function isOften(share: number): boolean {
  return share >= oftenFrom;
}
