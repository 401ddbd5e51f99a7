/**
 * Colours of names. A colour does not depend on names: in another state of the orbit, the name that stands in the same
 * place has the same colour. Names get the same colour if nothing tells them apart, or if two hashes happen to be equal.
 */

/** A colour for each name. */
export type Colours = Int32Array;

/**
 * Adds what a leaf says about its names to their colours.
 *
 * @param names - The names that occur in the leaf.
 * @param roles - For each of them, what the leaf says about it.
 * @param colours - The colours that the names have.
 * @param into - The colours that they get.
 */
export function addWeights(
  names: readonly number[],
  roles: readonly number[],
  colours: Colours,
  into: Colours,
): void {
  if (names.length === 1) {
    const name = names[0] as number;
    into[name] = (into[name] as number) + (roles[0] as number);
    return;
  }
  let all = 0;
  for (let at = 0; at < names.length; at++) {
    all = (all + mixed(roles[at] as number, colours[names[at] as number] as number)) | 0;
  }
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as number;
    const role = roles[at] as number;
    const others = (all - mixed(role, colours[name] as number)) | 0;
    into[name] = (into[name] as number) + mixed(role, others);
  }
}

/** Other colours for the same names: each colour is replaced by one that it determines. */
export function remixed(colours: Colours): Colours {
  const others = new Int32Array(colours.length);
  for (let name = 0; name < colours.length; name++) {
    others[name] = mixed(colours[name] as number, 3);
  }
  return others;
}

/** A hash of a text: FNV-1a, and then the last step of MurmurHash3, because sums of hashes are compared. */
export function hashOf(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mixed(hash, 0);
}

/** Mixes two numbers into one of 32 bits. */
export function mixed(one: number, other: number): number {
  let hash = one ^ Math.imul(other, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
