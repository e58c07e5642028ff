/** Frames without a change after which a page is at rest. */
const QUIET_FRAMES = 12;
/** The same while something says that it is busy: a picture of a camera never comes here. */
const QUIET_BUSY_FRAMES = 60;
/** Frames within which a page comes to rest, about ten seconds. */
const MOST_FRAMES = 600;

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

const isBusy = (): boolean => document.querySelector(".am-skeleton, .am-state--loading, [aria-busy=true]") !== null;

/** True for a change that a picture can show. The clock writes its milliseconds, and React the names of radio buttons anew. */
const isSeen = ({ attributeName }: MutationRecord): boolean =>
  attributeName === null || !["datetime", "name", "type"].includes(attributeName);

/**
 * Waits until nothing is missing and the page does not change any more. Returns what is missing at the end.
 */
export async function settled(missing: () => readonly string[], isAsking: () => boolean): Promise<readonly string[]> {
  let quiet = 0;
  const watch = new MutationObserver((changes) => {
    if (changes.some(isSeen)) quiet = 0;
  });
  watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  try {
    for (let passed = 0; passed < MOST_FRAMES; passed++) {
      await frame();
      const isStill = missing().length === 0 && !isAsking() && document.fonts.status === "loaded";
      quiet = isStill ? quiet + 1 : 0;
      if (quiet >= (isBusy() ? QUIET_BUSY_FRAMES : QUIET_FRAMES)) return [];
    }
    const left = missing();
    return left.length > 0 ? left : ["rest: the page goes on changing"];
  } finally {
    watch.disconnect();
  }
}
