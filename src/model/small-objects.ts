/** Keeps equal small objects only once for many values. */

/** The most different objects that are kept. With more, the values have little in common to share. */
const most = 2 ** 16;

/** Equal objects. */
interface Equals {
  readonly objects: object[];
  /** The value that some of them were last put into, and how many. */
  value: number;
  used: number;
}

/**
 * Keeps the objects of many frozen values that have no objects in them. Equal ones of different values
 * become one object. Equal ones within one value stay different objects, so that a step can change only one.
 */
export class SmallObjects {
  private readonly kept = new Map<string, Equals>();
  private value = 0;

  /** Begins the next value. */
  next(): void {
    this.value++;
  }

  /** An object with this key that the current value does not have yet. From now on the value has it. */
  take(key: string): object | undefined {
    const equals = this.kept.get(key);
    if (equals === undefined) return undefined;
    if (equals.value !== this.value) equals.used = 0;
    equals.value = this.value;
    const object = equals.objects[equals.used];
    if (object !== undefined) equals.used++;
    return object;
  }

  /** Keeps an object that was put into the current value because `take` found none. */
  keep(key: string, object: object): void {
    const equals = this.kept.get(key);
    if (equals !== undefined) equals.used = equals.objects.push(object);
    else if (this.kept.size < most) {
      this.kept.set(key, { objects: [object], value: this.value, used: 1 });
    }
  }
}
