/** The first wait before a request goes again, doubled each time, and how long it is tried (RFC 3261 §17.1.1.1: T1 and 64 T1). */
const FIRST_MS = 500;
const LONGEST_MS = 32_000;

/** Sends again until it is disposed, as UDP needs. */
export function resendUntilHeard(send: () => void): Disposable {
  let wait = FIRST_MS;
  let timer = setTimeout(again, wait);
  function again(): void {
    send();
    wait *= 2;
    if (wait < LONGEST_MS) timer = setTimeout(again, wait);
  }
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
