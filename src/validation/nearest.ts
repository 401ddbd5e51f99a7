/**
 * The name that the user meant, if what the user wrote differs from it by a slip. A slip is a letter too
 * many, too few or wrong, or two letters that changed places. A name of eight letters or more may have two
 * slips. A name of one or two letters may have none, because it would be near to too many others; only its
 * case may be wrong.
 *
 * @param written - What the user wrote.
 * @param known - The valid names.
 * @returns The nearest valid name; undefined if none is near.
 * @example
 * nearest('limit', ['limits', 'signal']) // 'limits'
 */
export function nearest(written: string, known: readonly string[]): string | undefined {
  return known
    .filter(
      (name) => Math.abs(name.length - written.length) <= slipsIn(name) && name.length < longest,
    )
    .map((name) => ({ name, slips: slipsBetween(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= slipsIn(name))
    .sort((one, other) => one.slips - other.slips)[0]?.name;
}

/** The most letters of a name that is compared, because the time grows with the square of them. */
const longest = 1000;

/** How many slips a name of this length may have. */
function slipsIn({ length }: string): number {
  if (length < 3) return 0;
  return length < 8 ? 1 : 2;
}

/** The number of slips from one word to the other (optimal string alignment distance). */
function slipsBetween(one: string, other: string): number {
  /** For each start of `one`, the slips to each start of `other`. */
  const rows = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= one.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      rows[i]?.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (same ? 0 : 1),
          swapped ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
