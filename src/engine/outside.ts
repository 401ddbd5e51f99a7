/** Notes which states lie outside the state constraint of the model. */

/** Numbers of states, a bit each. */
export class OutsideStates {
  private bits = new Int32Array(32);

  add(state: number): void {
    const word = state >>> 5;
    if (word >= this.bits.length) {
      const longer = new Int32Array(Math.max(2 * this.bits.length, word + 1));
      longer.set(this.bits);
      this.bits = longer;
    }
    this.bits[word] = (this.bits[word] as number) | (1 << (state & 31));
  }

  /** Whether a state that the search has come to lies outside. */
  has(state: number): boolean {
    return (((this.bits[state >>> 5] ?? 0) >>> (state & 31)) & 1) === 1;
  }

  /** How many of the first states lie outside. */
  among(states: number): number {
    let count = 0;
    for (let word = 0; word < this.bits.length && word * 32 < states; word++) {
      let left = this.bits[word] as number;
      const isLast = (word + 1) * 32 > states;
      if (isLast) left &= (1 << (states & 31)) - 1;
      for (; left !== 0; left &= left - 1) count++;
    }
    return count;
  }
}
