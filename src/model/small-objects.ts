/** Small objects that are kept once for many values. */

/** So many different objects are kept at most: values that have little in common share nothing. */
const most = 2 ** 16;

/** Equal objects. */
interface Equals {
  readonly objects: object[];
  /** The value that some of them were last put into, and how many. */
  value: number;
  used: number;
}

/**
 * The objects without objects in them, of many frozen values: equal ones are one object in all values.
 * Within one value they stay apart, so that a step can tell them apart and change one of them.
 */
export class SmallObjects {
  private readonly kept = new Map<string, Equals>();
  private value = 0;

  /** Begins the next value. */
  next(): void {
    this.value++;
  }

  /** An object with this key that is not in the value at hand yet, and is from now on. */
  take(key: string): object | undefined {
    const equals = this.kept.get(key);
    if (equals === undefined) return undefined;
    if (equals.value !== this.value) equals.used = 0;
    equals.value = this.value;
    const object = equals.objects[equals.used];
    if (object !== undefined) equals.used++;
    return object;
  }

  /** Keeps an object that was put into the value at hand, as `take` found none. */
  keep(key: string, object: object): void {
    const equals = this.kept.get(key);
    if (equals !== undefined) equals.used = equals.objects.push(object);
    else if (this.kept.size < most) {
      this.kept.set(key, { objects: [object], value: this.value, used: 1 });
    }
  }
}
