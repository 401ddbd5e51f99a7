/**
 * Writes the source of functions that are made for the states of one model: one builds a state from its numbers, the
 * other one finds the numbers of a state that a recipe has changed.
 *
 * Each container of a state has a function of its own. It knows the names, keys and slots of its parts, so no list
 * of them is gone through, and JavaScript gives all copies of a container one hidden class, as it does for an object
 * that a person writes down. Only what a function is not made for goes through slow code: a value that its slot never
 * held, a container that the recipe made or moved, a new key.
 */
import { absent, contentOf, isContainer, type Container, type Slot, type Slots } from './slots.js';

/** Which states the source builds: a copy that a recipe may change, or a frozen state. */
type Build = 'copy' | 'frozen';

/** What a slot has held so far. */
interface Held {
  readonly kinds: readonly Container['kind'][];
  /** The length of its arrays, if all had the same. */
  readonly length: number | undefined;
  readonly hasLeaf: boolean;
}

/**
 * The source of the body of a function with the parameters `slots`, `absent`, `present`, `odd`, `isOpen`, `freeze`,
 * `number`, `clear`, `put`. It returns the three functions of `Compiled`.
 *
 * @returns Undefined if the state is no container, or if a Map has keys, or a Set members, that are objects.
 */
export function sourceFor(slots: Slots): string | undefined {
  if (slots.all.some(hasOddKey) || !slots.root.values.every(isContainer)) return undefined;
  const containers = slots.all.filter(({ values }) => values.some(isContainer));
  return [
    "'use strict';",
    ...slots.all.map(
      ({ id }) =>
        `const V${id} = slots[${id}].values, N${id} = slots[${id}].numbers, K${id} = slots[${id}].key;`,
    ),
    ...containers.map(({ id }) => `let m${id};`),
    'let n;',
    ...containers.flatMap((slot) => [builder(slot, 'copy'), builder(slot, 'frozen'), finder(slot)]),
    ...slots.all.filter((slot) => !containers.includes(slot)).map(leafFinder),
    'return {',
    '  copy: (v) => copy0(v),',
    '  frozen: (v) => frozen0(v),',
    '  numbers(o, v) { n = v.slice(); find0(o); return n; },',
    '};',
  ].join('\n');
}

const hasOddKey = ({ key }: Slot): boolean => typeof key === 'object' || key === '__proto__';

function heldBy({ values, hasLeaf }: Slot): Held {
  const containers = values.filter(isContainer);
  const lengths = new Set(
    containers.filter(({ kind }) => kind === 'array').map((one) => one.length),
  );
  return {
    kinds: [...new Set(containers.map(({ kind }) => kind))],
    length: lengths.size === 1 ? [...lengths][0] : undefined,
    hasLeaf,
  };
}

/** Whether a slot may hold nothing while its container is there. */
const isOptional = ({ numbers }: Slot): boolean => numbers.has(absent);

/** The part of a state in a slot that is not absent. */
function part({ id, values }: Slot, build: Build): string {
  return values.some(isContainer) ? `${build}${id}(v)` : `V${id}[v[${id}]]`;
}

/** The function that builds the content of a slot. */
function builder(slot: Slot, build: Build): string {
  const { id } = slot;
  const held = heldBy(slot);
  const bodies = held.kinds.map((kind) => ({ kind, body: building(slot, kind, held, build) }));
  const isSure = bodies.length === 1 && !held.hasLeaf && !isOptional(slot);
  const keep = build === 'frozen' ? 'return freeze(o);' : `return m${id} = o;`;
  return [
    `function ${build}${id}(v) {`,
    `  const x = V${id}[v[${id}]];`,
    ...dispatch(
      isSure,
      bodies.map(({ kind, body }) => ({ kind, body: `${body} ${keep}` })),
    ),
    held.hasLeaf || isOptional(slot) ? '  return x;' : '',
    '}',
  ].join('\n');
}

/**
 * Picks the code for the kind of container in `x`.
 *
 * @param isSure - Whether `x` is never anything else.
 */
function dispatch(
  isSure: boolean,
  bodies: readonly { readonly kind: Container['kind']; readonly body: string }[],
): string[] {
  return bodies.map(({ kind, body }) =>
    isSure
      ? `  ${body}`
      : `  if (typeof x === 'object' && x !== null && x.kind === '${kind}') { ${body} }`,
  );
}

/** Code that puts the content of a slot into `o`. */
function building(slot: Slot, kind: Container['kind'], { length }: Held, build: Build): string {
  const parts = contentOf(slot, kind);
  switch (kind) {
    case 'object': {
      const first = parts.findIndex(isOptional);
      const always = first < 0 ? parts : parts.slice(0, first);
      const fields = always.map((one) => `${name(one)}: ${part(one, build)}`);
      const others = parts.slice(always.length).map((one) => {
        const set = `o[${name(one)}] = ${part(one, build)};`;
        return isOptional(one) ? `if (${has(one)}) ${set}` : set;
      });
      return `const o = { ${fields.join(', ')} }; ${others.join(' ')}`;
    }
    case 'array': {
      if (length !== undefined) {
        return `const o = [${parts
          .slice(0, length)
          .map((one) => part(one, build))
          .join(', ')}];`;
      }
      const pushes = parts.map(
        (one, index) => `if (x.length > ${index}) o.push(${part(one, build)});`,
      );
      return `const o = []; ${pushes.join(' ')}`;
    }
    case 'map':
      return `const o = new Map(); ${parts
        .map((one) => `if (${has(one)}) o.set(${key(one)}, ${part(one, build)});`)
        .join(' ')}`;
    case 'set':
      return `const o = new Set(); ${parts
        .map((one) => `if (${has(one)}) o.add(${key(one)});`)
        .join(' ')}`;
  }
}

/** The key of a Map's value, or the member of a Set. */
const key = ({ id }: Slot): string => `K${id}`;

const name = ({ key }: Slot): string => JSON.stringify(key);

/** Whether a slot holds something in the vector `v`. */
const has = ({ id }: Slot): string => `V${id}[v[${id}]] !== absent`;

/** The function that finds the number of a leaf. */
function leafFinder({ id }: Slot): string {
  return [
    `function find${id}(o) {`,
    `  const i = N${id}.get(o);`,
    `  if (i === undefined) put(${id}, o, n); else n[${id}] = i;`,
    '}',
  ].join('\n');
}

/** The function that finds the numbers of what stands in a slot now: `o`. */
function finder(slot: Slot): string {
  const { id } = slot;
  const held = heldBy(slot);
  const bodies = held.kinds.map((kind) => ({ kind, body: `${finding(slot, kind)} return;` }));
  return [
    `function find${id}(o) {`,
    `  const x = V${id}[n[${id}]];`,
    `  if (o === m${id}) {`,
    // A draft cannot be frozen, and its prototype cannot be changed.
    '    if (!isOpen(o)) throw odd;',
    ...dispatch(false, bodies),
    '  }',
    held.hasLeaf ? '  if (o === x) return;' : '',
    `  put(${id}, o, n);`,
    '}',
  ].join('\n');
}

/** Code for the parts of a container that the recipe still has in its place: `o`, which was `x`. */
function finding(slot: Slot, kind: Container['kind']): string {
  const { id } = slot;
  const parts = contentOf(slot, kind);
  switch (kind) {
    case 'object': {
      const each = parts.map((one) => {
        const find = findPart(one, `o[${name(one)}]`);
        return `{ ${find.read} ${unless(one, `k--; ${find.test}`)} }`;
      });
      return `let k = 0; for (const _ in o) k++; ${each.join(' ')} if (k !== 0) put(${id}, o, n);`;
    }
    case 'array': {
      const each = parts.map((one, index) => {
        const find = findPart(one, `o[${index}]`);
        return `if (l > ${index}) { ${find.read} ${find.test} } else if (w > ${index}) clear(${one.id}, n);`;
      });
      // What is no element, such as `o[-1]`, is not plain data, as `put` finds out.
      return (
        `const l = o.length, w = x.length; ` +
        `if (l > ${parts.length} || Object.keys(o).length !== l) { put(${id}, o, n); return; } ` +
        `if (l !== w) n[${id}] = number(${id}, o); ${each.join(' ')}`
      );
    }
    case 'map': {
      const each = parts.map((one) => {
        const find = findPart(one, `o.get(${key(one)})`);
        return `{ ${find.read} ${unless(one, `k--; ${find.test}`)} }`;
      });
      return `let k = o.size; ${each.join(' ')} if (k !== 0) put(${id}, o, n);`;
    }
    case 'set': {
      const each = parts.map(
        ({ id: at }) =>
          `if (o.has(K${at})) { k--; if (V${at}[n[${at}]] !== present) n[${at}] = number(${at}, present); }` +
          ` else if (V${at}[n[${at}]] !== absent) n[${at}] = number(${at}, undefined);`,
      );
      return `let k = o.size; ${each.join(' ')} if (k !== 0) put(${id}, o, n);`;
    }
  }
}

/** Code that reads a part into `y`, and code that finds its numbers if it differs. */
function findPart(
  { id, values }: Slot,
  read: string,
): { readonly read: string; readonly test: string } {
  const find = `find${id}(y);`;
  return {
    read: `const y = ${read};`,
    test: values.some(isContainer) ? find : `if (y !== V${id}[n[${id}]]) ${find}`,
  };
}

/** Code for a part that may be missing. */
function unless({ id }: Slot, then: string): string {
  return `if (y === undefined) { if (V${id}[n[${id}]] !== absent) clear(${id}, n); } else { ${then} }`;
}
