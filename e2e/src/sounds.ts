import type { BrowserContext, Page } from "@playwright/test";

/** Counts the tones that the pages of a context sound from now on. */
export const countTones = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const Native = AudioContext;
    globalThis.AudioContext = class extends Native {
      override createOscillator(): OscillatorNode {
        Reflect.set(globalThis, "tones", Number(Reflect.get(globalThis, "tones") ?? 0) + 1);
        return super.createOscillator();
      }
    };
  });

/** Number of tones that a page has sounded. */
export const tones = (page: Page): Promise<number> => page.evaluate(() => Number(Reflect.get(globalThis, "tones") ?? 0));
