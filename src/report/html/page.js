// @ts-check
(() => {
  'use strict';

  /**
   * @typedef {import('./page-data.js').PageData} PageData
   * @typedef {import('./page-data.js').StoryData} StoryData
   * @typedef {import('./page-data.js').Tree} Tree
   * @typedef {import('./page-data.js').Delta} Delta
   */

  /**
   * A value as it is at some step. `at` says in which step it came to be what it is; marks of other
   * steps count for nothing.
   *
   * @typedef {object} Leaf
   * @property {string} text
   *
   * @typedef {object} Branch
   * @property {'object' | 'array' | 'map' | 'set'} kind
   * @property {Entry[]} entries
   * @property {number} [at] The step in which some were gone.
   * @property {Entry[]} [gone]
   *
   * @typedef {Leaf | Branch} Value
   *
   * @typedef {object} Entry
   * @property {string} label
   * @property {Value} value
   * @property {number} [at] The step that changed it, or something in it.
   * @property {string} [was] What it was before, in a line.
   * @property {boolean} [isNew]
   */

  /** @type {PageData} */
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}');
  const stories = /** @type {HTMLDetailsElement[]} */ ([
    ...document.querySelectorAll('details.story'),
  ]);
  /** @type {Map<string, Player>} */
  const players = new Map();
  /** @type {Player | undefined} */
  let current;

  document.documentElement.classList.add('js');

  /**
   * An element, with text or elements in it. Text is always text.
   *
   * @param {string} name
   * @param {Record<string, string>} [attributes]
   * @param {(string | Node)[]} content
   */
  function element(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  /** @param {Tree} tree @returns {Value} */
  function valueOf(tree) {
    if (typeof tree === 'string') return { text: tree };
    return {
      kind: tree.kind,
      entries: tree.entries.map(([label, inner]) => ({ label, value: valueOf(inner) })),
    };
  }

  /** @param {Value} value @returns {string} */
  function inALine(value) {
    if ('text' in value) return value.text;
    const { kind, entries } = value;
    const [open, close] = kind === 'array' ? '[]' : '{}';
    const few = entries.slice(0, 4).map((entry) => {
      const inner = 'text' in entry.value ? entry.value.text : '…';
      return kind === 'array' || kind === 'set' ? inner : `${entry.label}: ${inner}`;
    });
    const line = [...few, ...(entries.length > few.length ? ['…'] : [])].join(', ');
    return open + (line.length > 60 ? `${line.slice(0, 59)}…` : line) + close;
  }

  /**
   * A value after a step. What did not change is the same object as before.
   *
   * @param {Value} value
   * @param {Delta} delta
   * @param {number} step
   * @returns {Value}
   */
  function after(value, delta, step) {
    if ('is' in delta || 'text' in value) return valueOf('is' in delta ? delta.is : '');
    const changed = new Map(delta.set);
    const leaves = new Set(delta.gone);
    const gone = value.entries.filter(({ label }) => leaves.has(label));
    const entries = value.entries
      .filter(({ label }) => !leaves.has(label))
      .map((entry) => {
        const inner = changed.get(entry.label);
        if (inner === undefined) return entry;
        const next = after(entry.value, inner, step);
        const was = 'is' in inner ? { was: inALine(entry.value) } : {};
        return { label: entry.label, value: next, at: step, ...was };
      });
    for (const [place, label, tree] of delta.come) {
      entries.splice(place, 0, { label, value: valueOf(tree), at: step, isNew: true });
    }
    // What follows in an array moves, which is no change of it.
    const placed =
      value.kind === 'array' && gone.length + delta.come.length > 0
        ? entries.map((entry, index) => ({ ...entry, label: String(index) }))
        : entries;
    return { kind: value.kind, entries: placed, ...(gone.length === 0 ? {} : { at: step, gone }) };
  }

  /** @param {Value} value @returns {number} */
  function sizeOf(value) {
    if ('text' in value) return 1;
    return value.entries.reduce((sum, entry) => sum + sizeOf(entry.value), 1);
  }

  /** One counterexample that is stepped through. */
  class Player {
    /**
     * @param {HTMLDetailsElement} root
     * @param {StoryData} story
     */
    constructor(root, story) {
      this.root = root;
      this.story = story;
      this.at = -1;
      /** @type {Value[]} */
      this.states = [valueOf(story.initial)];
      /** The link that opened it. @type {HTMLAnchorElement | SVGAElement | undefined} */
      this.opener = undefined;
      /** What the user opened or closed, by path. @type {Map<string, boolean>} */
      this.opened = new Map();
      /** Items of the state without a mark, to be shown again. @type {WeakMap<Entry, HTMLElement>} */
      this.unmarked = new WeakMap();
      this.isSmall = sizeOf(/** @type {Value} */ (this.states[0])) <= 60;
      this.rows = /** @type {HTMLLIElement[]} */ ([...root.querySelectorAll('ol > li')]);
      this.lanes = /** @type {HTMLElement} */ (root.querySelector('.lanes'));
      this.lanes.tabIndex = 0;
      this.lanes.setAttribute('role', 'group');
      this.lanes.setAttribute('aria-label', 'Steps: go through them with the arrow keys');
      this.title = element('strong');
      this.live = element('p', { class: 'unseen', 'aria-live': 'polite' });
      this.changes = element('div', { class: 'changed' });
      this.tree = element('div', { class: 'tree', tabindex: '0', role: 'group' });
      this.tree.setAttribute('aria-label', 'The state');
      this.build();
    }

    get last() {
      return this.rows.length - 1;
    }

    build() {
      /** @type {(sign: string, label: string, to: () => number) => HTMLElement} */
      const button = (sign, label, to) => {
        const made = element('button', { type: 'button', 'aria-label': label, title: label }, sign);
        made.addEventListener('click', () => this.go(to()));
        return made;
      };
      const bar = element(
        'div',
        { class: 'bar', role: 'toolbar', 'aria-label': 'Steps' },
        button('⇤', 'To the start', () => 0),
        button('←', 'A step back', () => this.at - 1),
        this.title,
        button('→', 'A step on', () => this.at + 1),
        button('⇥', 'To the end', () => this.last),
      );
      const panel = element(
        'aside',
        { class: 'state', 'aria-label': 'The state after this step' },
        bar,
        this.live,
        this.changes,
        element('h4', {}, 'The state'),
        this.tree,
      );
      this.lanes.after(panel);
      for (const [index, row] of this.rows.entries()) {
        // One stop for all steps: from there arrows lead to each.
        row.querySelector('.at')?.setAttribute('tabindex', '-1');
        row.addEventListener('click', (event) => {
          // A text that is being selected is no click.
          if (String(getSelection()) !== '') return;
          event.preventDefault();
          this.go(index);
        });
      }
      this.lanes.addEventListener('keydown', (event) => this.onKey(event, true));
    }

    /**
     * @param {KeyboardEvent} event
     * @param {boolean} isInside Whether the lanes have the focus: then all arrows are theirs.
     */
    onKey(event, isInside) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      /** @type {Record<string, number>} */
      const beside = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1 };
      const within = { ArrowUp: this.at - 1, ArrowDown: this.at + 1, Home: 0, End: this.last };
      const to = { ...beside, ...(isInside ? within : {}) }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      this.go(to);
    }

    /** The state after so many steps. @param {number} step */
    stateAt(step) {
      for (let next = this.states.length; next <= step; next++) {
        const before = /** @type {Value} */ (this.states[next - 1]);
        const delta = this.story.deltas[next - 1];
        this.states.push(delta ? after(before, delta, next) : before);
      }
      return /** @type {Value} */ (this.states[step]);
    }

    /** Selects a step. @param {number} wanted @param {{ quietly?: boolean }} [how] */
    go(wanted, { quietly = false } = {}) {
      const step = Math.max(0, Math.min(this.last, wanted));
      setCurrent(this);
      if (step === this.at) return;
      this.rows[this.at]?.removeAttribute('aria-current');
      this.at = step;
      const row = /** @type {HTMLLIElement} */ (this.rows[step]);
      row.setAttribute('aria-current', 'step');
      this.title.textContent = step === 0 ? 'Start' : `Step ${step} of ${this.last}`;
      this.showChanges(row, step);
      this.showTree(step);
      this.showFlows(step);
      for (const [index, made] of [...this.root.querySelectorAll('.bar button')].entries()) {
        const isEnd = step === (index < 2 ? 0 : this.last);
        // A button that is disabled would lose the focus.
        made.setAttribute('aria-disabled', String(isEnd));
      }
      if (quietly) return;
      row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      noteAddress(row.id);
      const says = row.querySelector('.says')?.textContent ?? '';
      const listed = [...this.changes.querySelectorAll('li')].map((item) => item.textContent);
      const changed = step === 0 ? '' : `. Changed: ${listed.join('; ') || 'nothing'}`;
      this.live.textContent = `${this.title.textContent}: ${says}${changed}`;
    }

    /** @param {HTMLElement} row @param {number} step */
    showChanges(row, step) {
      const list = row.querySelector('.changes');
      this.changes.replaceChildren();
      if (step === 0) return;
      const isEmpty = list === null || list.children.length === 0;
      this.changes.append(
        element('h4', {}, 'What just changed'),
        isEmpty ? element('p', {}, 'nothing') : list.cloneNode(true),
      );
      for (const [from, to, what] of this.story.flows) {
        if (to !== step) continue;
        const by = this.story.actors[from - 1] ?? '';
        this.changes.append(
          element('p', { class: 'flow' }, `reads ${what}, as ${by} left it in step ${from}`),
        );
      }
    }

    /** Shows the state after a step; what had the focus keeps it. @param {number} step */
    showTree(step) {
      const focused = document.activeElement;
      const path = this.tree.contains(focused) ? focused?.getAttribute('data-path') : undefined;
      this.fillTree(step);
      if (typeof path === 'string' && document.activeElement !== focused) {
        const summaries = [...this.tree.querySelectorAll('summary')];
        const same = summaries.find((one) => one.getAttribute('data-path') === path);
        (same ?? this.tree).focus({ preventScroll: true });
      }
      const changed = this.tree.querySelector('.set, .new, .gone');
      if (changed instanceof HTMLElement) keepInView(this.tree, changed);
    }

    /** @param {number} step */
    fillTree(step) {
      const state = this.stateAt(step);
      if ('text' in state) this.tree.replaceChildren(element('code', {}, state.text));
      else {
        const items = this.items(state, '', step);
        const list = this.tree.firstElementChild ?? this.tree.appendChild(element('ul'));
        // What is there already stays: most of a state is the same a step later.
        for (const [index, item] of items.entries()) {
          const there = list.children[index];
          if (there === undefined) list.append(item);
          else if (there !== item) there.replaceWith(item);
        }
        while (list.children.length > items.length) list.lastElementChild?.remove();
      }
    }

    /**
     * What is in a value, an item each.
     *
     * @param {Branch} branch
     * @param {string} path
     * @param {number} step
     */
    items(branch, path, step) {
      const items = branch.entries.map((entry) => {
        // Who was not changed in this step has nothing marked in it.
        const isMarked = entry.at === step;
        if (isMarked || path !== '') return this.entry(entry, branch.kind, path, step);
        const known = this.unmarked.get(entry) ?? this.entry(entry, branch.kind, path, step);
        this.unmarked.set(entry, known);
        return known;
      });
      for (const entry of branch.at === step ? (branch.gone ?? []) : []) {
        const item = element('li', { class: 'gone' });
        if (branch.kind !== 'set') item.append(element('code', {}, entry.label), ' ');
        item.append(element('del', {}, inALine(entry.value)));
        items.push(item);
      }
      return items;
    }

    /**
     * @param {Entry} entry
     * @param {Branch['kind']} kind
     * @param {string} path
     * @param {number} step
     */
    entry(entry, kind, path, step) {
      const { label, value, was, isNew } = entry;
      const isChanged = entry.at === step;
      const mark = !isChanged ? '' : isNew ? 'new' : was === undefined ? 'within' : 'set';
      const item = element('li', mark === '' ? {} : { class: mark });
      const name = kind === 'set' ? [] : [element('code', {}, label), ' '];
      const before = mark === 'set' ? [element('del', {}, was ?? ''), ' '] : [];
      if ('text' in value || value.entries.length === 0) {
        const text = inALine(value);
        item.append(...name, ...before, element(mark === '' ? 'span' : 'ins', {}, text));
        return item;
      }
      const here = `${path}/${label}`;
      const hasGone = value.at === step;
      const isOpen = this.opened.get(here) ?? (this.isSmall || mark !== '' || hasGone);
      const summary = element('summary', { 'data-path': here }, ...name, ...before);
      summary.append(element('span', { class: 'short' }, inALine(value)));
      const details = /** @type {HTMLDetailsElement} */ (element('details', {}, summary));
      const fill = () => {
        if (details.children.length === 1) {
          details.append(element('ul', {}, ...this.items(value, here, step)));
        }
      };
      if (isOpen) {
        details.open = true;
        fill();
      }
      summary.addEventListener('click', () => {
        fill();
        this.opened.set(here, !details.open);
      });
      item.append(details);
      return item;
    }

    /** Arrows to what a step read, and from what it changed. @param {number} step */
    showFlows(step) {
      for (const old of this.lanes.querySelectorAll('.flow')) old.remove();
      const { flows, actors, lanes } = this.story;
      for (const [from, to] of flows) {
        if (from !== step && to !== step) continue;
        // Where one leads that is always shown, another would hide it.
        if (this.lanes.querySelector(`[data-ends="${from} ${to}"]`) !== null) continue;
        const start = lanes.indexOf(actors[from - 1] ?? '');
        const end = lanes.indexOf(actors[to - 1] ?? '');
        const arrow = element('span', {
          class: end < start ? 'arrow flow back' : 'arrow flow',
          'aria-hidden': 'true',
        });
        arrow.style.gridArea = `${from + 2} / ${3 + Math.min(start, end)} / ${to + 2} / ${4 + Math.max(start, end)}`;
        arrow.append(curve());
        this.lanes.append(arrow);
      }
    }
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let noting;

  /**
   * Puts a step into the address once the user stops stepping: browsers refuse an address that
   * changes too often.
   *
   * @param {string} id
   */
  function noteAddress(id) {
    clearTimeout(noting);
    noting = setTimeout(() => setAddress('replaceState', id), 150);
  }

  /**
   * Changes the address without a navigation, which would take the focus away.
   *
   * @param {'replaceState' | 'pushState'} how
   * @param {string} id
   */
  function setAddress(how, id) {
    try {
      history[how](null, '', `#${encodeURIComponent(id)}`);
    } catch {
      // A page inside a frame may have no address of its own. All else works without one.
    }
  }

  /** The id that the address names; an empty text if it names none. */
  function addressed() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return '';
    }
  }

  /** The one that the arrow keys go through. @param {Player} player */
  function setCurrent(player) {
    current = player;
  }

  /** The line of an arrow, stretched to where it leads. */
  function curve() {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('viewBox', '0 0 100 100');
    svg.setAttribute('preserveAspectRatio', 'none');
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', 'M0 0C0 55 100 45 100 100');
    svg.append(path);
    return svg;
  }

  /** Scrolls a box, and nothing else, until something in it is seen. @param {HTMLElement} box @param {HTMLElement} inner */
  function keepInView(box, inner) {
    const outside = box.getBoundingClientRect();
    const inside = inner.getBoundingClientRect();
    if (inside.top < outside.top) box.scrollTop -= outside.top - inside.top + 8;
    else if (inside.bottom > outside.bottom) box.scrollTop += inside.bottom - outside.bottom + 8;
  }

  /** @param {HTMLDetailsElement} root */
  function playerOf(root) {
    const known = players.get(root.id);
    const story = data[root.id];
    if (known !== undefined || story === undefined) return known;
    const player = new Player(root, story);
    players.set(root.id, player);
    return player;
  }

  /**
   * Opens the story or the step that has this id, at its step or else at its end. Closes the others.
   *
   * @param {string} id
   * @returns The story; undefined if nothing of a story has the id.
   */
  function openStory(id) {
    const target = id === '' ? null : document.getElementById(id);
    const part = target?.closest('details.part');
    if (part instanceof HTMLDetailsElement) part.open = true;
    const root = target?.closest('details.story');
    if (!(root instanceof HTMLDetailsElement)) return undefined;
    for (const other of stories) other.open = other === root;
    const player = playerOf(root);
    if (player === undefined) return undefined;
    clearTimeout(noting);
    const step = player.rows.findIndex((row) => row === target);
    player.go(step < 0 ? player.last : step, { quietly: true });
    reveal(player);
    return player;
  }

  /** Gives the keys to a story, and scrolls to it. @param {Player} player */
  function reveal(player) {
    player.lanes.focus({ preventScroll: true });
    // The whole story where it fits; in any case the step.
    player.root.scrollIntoView({ block: 'start', behavior: 'instant' });
    player.rows[player.at]?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  /**
   * Opens what the address names. The browser, too, goes to what the address names: it scrolls there
   * and takes the focus away, within a frame. So the story gets the focus back after that.
   *
   * @param {(then: () => void) => void} soon Calls when the browser is about to do so.
   */
  function followAddress(soon) {
    const player = openStory(addressed());
    if (player === undefined) return;
    const again = () => {
      const { activeElement } = document;
      const isLost = activeElement === null || activeElement === document.body;
      if (current !== player || !player.root.open) return;
      if (isLost || player.root.contains(activeElement)) reveal(player);
    };
    soon(() => requestAnimationFrame(() => setTimeout(again)));
  }

  /**
   * Closes a story, and gives the focus to the link that opened it, to the first link that leads to
   * it, or to its title, whichever can have it.
   *
   * @param {Player} player
   */
  function close({ root, opener }) {
    root.open = false;
    const links = [...document.querySelectorAll('a')].filter(
      (link) => link.getAttribute('href') === `#${root.id}`,
    );
    const summary = /** @type {HTMLElement} */ (root.querySelector('summary'));
    for (const target of [...(opener === undefined ? [] : [opener]), ...links, summary]) {
      target.focus();
      if (document.activeElement !== target) continue;
      target.scrollIntoView({ block: 'nearest' });
      return;
    }
  }

  for (const root of stories) {
    root.addEventListener('toggle', () => {
      if (!root.open) {
        if (current?.root === root) current = undefined;
        return;
      }
      const player = playerOf(root);
      if (player !== undefined && player.at < 0) player.go(player.last, { quietly: true });
      current ??= player;
    });
  }

  if (stories.length > 1) {
    const all = element('button', { type: 'button', class: 'all' }, 'Open all');
    all.addEventListener('click', () => {
      const isOpening = stories.some((root) => !root.open);
      for (const root of stories) root.open = isOpening;
      all.textContent = isOpening ? 'Close all' : 'Open all';
    });
    document.querySelector('#stories .lead')?.after(all);
  }

  document.addEventListener('click', (event) => {
    // With one of these keys a link opens in another tab or window.
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const id = link?.getAttribute('href')?.slice(1) ?? '';
    // From one way of a story to another, Escape still leads back to what opened the first.
    const opener = link?.closest('.ways') ? current?.opener : link;
    const player = openStory(id);
    if (player === undefined) return;
    // If the browser followed the link, it would take the focus away from the story.
    event.preventDefault();
    if (id !== addressed()) setAddress('pushState', id);
    player.opener = /** @type {HTMLAnchorElement | SVGAElement | undefined} */ (
      opener ?? undefined
    );
  });

  /** Goes to another counterexample of the same property. @param {Player} player @param {number} by */
  function turn({ root }, by) {
    const links = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('.ways a')]);
    const at = links.findIndex((link) => link.hasAttribute('aria-current'));
    links[at + by]?.click();
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || current === undefined) return;
    const focused = document.activeElement;
    if (event.key === 'Escape') {
      close(current);
      return;
    }
    // A box that scrolls sideways has its arrows for that.
    if (focused !== null && focused.matches('.wide, input, select, textarea')) return;
    /** @type {Record<string, number>} */
    const ways = { n: 1, p: -1 };
    const by = ways[event.key];
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (by !== undefined && isPlain) turn(current, by);
    else current.onKey(event, false);
  });

  addEventListener('hashchange', () => followAddress((then) => then()));
  followAddress((then) => addEventListener('load', then));
})();
