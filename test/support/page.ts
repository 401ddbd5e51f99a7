/** A page of results, opened without a browser: its script runs, and can be clicked and typed at. */
import { Window } from 'happy-dom';

/** A page that is open. */
export interface Page {
  readonly window: Window;
  /** The first element that a selector names; an error where there is none. */
  readonly one: (selector: string) => Element;
  /** The texts of all that a selector names. */
  readonly texts: (selector: string) => string[];
  readonly click: (selector: string) => Promise<void>;
  /** Presses a key where the focus is. */
  readonly press: (key: string) => Promise<void>;
}

type Element = NonNullable<ReturnType<Window['document']['querySelector']>>;

/** Opens a page, as from a file; with what stands behind its `#`. */
export async function openPage(html: string, hash = ''): Promise<Page> {
  const window = new Window({
    url: `http://localhost/page.html${hash}`,
    settings: {
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
    },
  });
  const { document } = window;
  document.write(html);
  const settle = () => window.happyDOM.waitUntilComplete();
  await settle();
  const one = (selector: string) => {
    const found = document.querySelector(selector);
    if (found === null) throw new Error(`The page has no ${selector}.`);
    return found;
  };
  return {
    window,
    one,
    texts: (selector) => [...document.querySelectorAll(selector)].map(textOf),
    click: async (selector) => {
      one(selector).dispatchEvent(
        new window.MouseEvent('click', { bubbles: true, cancelable: true }),
      );
      await settle();
    },
    press: async (key) => {
      document.activeElement.dispatchEvent(
        new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      await settle();
    },
  };
}

const textOf = ({ textContent }: { readonly textContent: string | null }) =>
  (textContent ?? '').replace(/\s+/g, ' ').trim();
