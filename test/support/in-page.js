// @ts-check
/// <reference lib="dom" />

/** What a test asks of a page that is open in a browser. */
const inPage = {
  isTooWide: () => document.documentElement.scrollWidth > innerWidth,

  /** @param {string} selector */
  hasFocus: (selector) => document.activeElement?.matches(selector) === true,

  /** A word for what has the focus, once the browser has done what follows a click or a key. */
  async focusWhenSettled() {
    for (let frame = 0; frame < 3; frame++) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return 'nothing';
    if (focused.matches('a')) return focused.getAttribute('href');
    if (focused.matches('.lanes')) return 'lanes';
    const name = focused.getAttribute('aria-label') ?? focused.querySelector('code')?.textContent;
    return `${focused.localName} ${name}`;
  },

  /** Whether nothing hides the middle of an element. @param {string} selector */
  isInSight(selector) {
    const element = document.querySelector(selector);
    if (element === null) return false;
    const { x, y } = inPage.middle(selector);
    const at = document.elementFromPoint(x, y);
    return at !== null && (element.contains(at) || at.contains(element));
  },

  /** @param {string} selector */
  middle(selector) {
    const box = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  },

  /** The contrast of each text that can be seen with what is behind it. */
  contrasts() {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('There is no canvas.');
    /** Red, green, blue and opacity, from 0 to 255. @param {string} color */
    const channels = (color) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    /** @param {string} color */
    const light = (color) => {
      const [r = 0, g = 0, b = 0] = channels(color).map((one) => {
        const part = one / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    /** @param {Element} element */
    const behind = (element) => {
      for (let at = /** @type {Element | null} */ (element); at !== null; at = at.parentElement) {
        const shape = at.parentElement?.querySelector(':scope > circle, :scope > rect');
        const color = shape ? getComputedStyle(shape).fill : getComputedStyle(at).backgroundColor;
        if (channels(color)[3] === 255) return color;
      }
      return 'white';
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || !element.checkVisibility()) continue;
      if (element.closest('.unseen, script, style') !== null) continue;
      const style = getComputedStyle(element);
      const fore = light(element.closest('svg') === null ? style.color : style.fill);
      const back = light(behind(element));
      const contrast = (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05);
      found.push({ text, contrast });
    }
    return found;
  },
};
