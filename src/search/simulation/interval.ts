/** All numbers between two bounds, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact confidence interval of a share, from the number of hits in independent tries (C. J. Clopper,
 * E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial",
 * Biometrika 26, 1934). It assumes nothing about the share, so it is also right if hits are very rare or if
 * there are none. It can only be too wide, never too narrow.
 *
 * Its bounds are quantiles of Beta distributions. If the share were below `low`, so many hits or more would
 * have a probability below (1 - confidence) / 2. If it were above `high`, so would so few hits or fewer.
 *
 * @param hits - The number of hits.
 * @param tries - The number of tries; at least 1.
 * @param confidence - The confidence, such as 0.95.
 */
export function clopperPearson(hits: number, tries: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return {
    low: hits === 0 ? 0 : betaQuantile(tail, hits, tries - hits + 1),
    high: hits === tries ? 1 : betaQuantile(1 - tail, hits + 1, tries - hits),
  };
}

/**
 * The confidence interval of a mean, from independent samples. It uses Student's t, which is right if there
 * are many samples or if they are normally distributed.
 *
 * @param count - How many samples; at least 1.
 * @param sum - The sum of the samples.
 * @param squares - The sum of their squares.
 * @param confidence - The confidence, such as 0.95.
 */
export function meanInterval(
  count: number,
  sum: number,
  squares: number,
  confidence: number,
): Interval {
  const mean = sum / count;
  // Rounding may give a number slightly below 0.
  const variance = Math.max(0, squares - sum * mean) / (count - 1);
  if (!(variance > 0)) return { low: mean, high: mean };
  const freedom = count - 1;
  const quantile = betaQuantile(1 - confidence, freedom / 2, 1 / 2);
  const width = Math.sqrt((freedom * (1 - quantile)) / quantile) * Math.sqrt(variance / count);
  return { low: mean - width, high: mean + width };
}

/**
 * The x at which the regularized incomplete beta function I_x(a, b) reaches a probability. The function only
 * grows, so bisection finds it.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    // There is no number between the two any more, or the difference does not matter.
    if (middle <= low || middle >= high || high - low < 1e-14 * low) return middle;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
}

/**
 * The regularized incomplete beta function I_x(a, b), for x from 0 to 1: the probability that a number drawn
 * from Beta(a, b) is at most x. It uses the continued fraction (NIST Digital Library of Mathematical
 * Functions, 8.17.22), which converges fast below the mean. Above the mean it uses the other tail (8.17.4).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
  return (front / a) * betaFraction(x, a, b);
}

/** The continued fraction, by the modified method of Lentz (I. J. Thompson, A. R. Barnett, 1986). */
function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let numerator = 1;
  let denominator = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / away(1 + even * denominator);
    numerator = away(1 + even / numerator);
    fraction *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / away(1 + odd * denominator);
    numerator = away(1 + odd / numerator);
    const factor = denominator * numerator;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-15) return fraction;
  }
}

const tiny = 1e-300;

/** ln Γ(z) for z above 0, by Stirling's series (DLMF 5.11.1). Small z are first raised by (5.5.1). */
export function logGamma(z: number): number {
  let raised = z;
  let product = 1;
  while (raised < 12) product *= raised++;
  const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360].reduce(
    (sum, factor, index) => sum + factor / raised ** (2 * index + 1),
    0,
  );
  const half = Math.log(2 * Math.PI) / 2;
  return (raised - 0.5) * Math.log(raised) - raised + half + series - Math.log(product);
}
