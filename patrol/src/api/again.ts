import type { Answer } from "./answer.ts";

/**
 * Time after which a silent request is sent once more beside the first. On a good link an answer takes a second, on 2G up to ten. A
 * silently lost one would hold everything up until the time limit.
 */
export const AGAIN_MS = 6000;
const AT_ONCE = 3;

/**
 * Asks, and asks again beside it while nothing comes; the first answer counts, and only when all are lost it is lost. For what may be asked twice:
 * a read, or an act under its key.
 */
export async function askAgain<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer<T>>();
  let [asked, lost] = [0, 0];
  const once = (): void => {
    asked += 1;
    ask().then((answer) => {
      if (answer.kind === "lost") lost += 1;
      // A link that reports its loss at once is not asked faster: the caller waits, and calls again.
      if (answer.kind !== "lost" || lost === asked) resolve(answer);
    }, reject);
    if (asked === AT_ONCE) clearInterval(timer);
  };
  const timer = setInterval(once, AGAIN_MS);
  once();
  return promise.finally(() => clearInterval(timer));
}
