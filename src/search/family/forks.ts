import { without, type Family } from './families.js';

/** What something came to, for the sets of switches with which it did. */
export interface Branch<T> {
  readonly family: Family;
  readonly outcome: T;
}

/**
 * Runs what asks switches, once for each way in which their answers let it go.
 *
 * Where the sets at hand agree on a switch, that is the answer. Where they do not, the run goes on
 * with those that have it, and the others wait for a run of their own, which starts anew. What is run
 * must be pure: then the sets that stay together to the end are those that nothing told apart.
 */
export class Forks {
  private atHand: Family = 0n;
  private readonly waiting: Family[] = [];

  /**
   * Answers a switch.
   *
   * @param having - The sets that have it.
   */
  ask(having: Family): boolean {
    const yes = this.atHand & having;
    if (yes === 0n) return false;
    if (yes === this.atHand) return true;
    this.waiting.push(without(this.atHand, having));
    this.atHand = yes;
    return true;
  }

  /**
   * Runs something for each set of a family.
   *
   * @returns What it came to; each set is in one of the branches.
   */
  run<T>(family: Family, act: () => T): readonly Branch<T>[] {
    const branches: Branch<T>[] = [];
    this.waiting.push(family);
    for (let next = this.waiting.pop(); next !== undefined; next = this.waiting.pop()) {
      this.atHand = next;
      const outcome = act();
      branches.push({ family: this.atHand, outcome });
    }
    return branches;
  }
}
