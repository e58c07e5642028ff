export type OneWindow = Disposable & {
  /** Makes this window the one at once, if it has its link; the one before waits for its turn again. */
  readonly takeOver: () => void;
  /** Says whether this window has its link to the room. It has none at the beginning. */
  readonly link: (isLinked: boolean) => void;
};

/** Interval at which a window without a link looks for another one that needs it or has come, in ms. */
const LOOK_MS = 1_000;

type Locks = Pick<LockManager, "request" | "query">;

/**
 * Follows which window of a desk tells its alarms. Windows with a link wait for it in a row. The first that asked tells them, until another
 * takes over or it is closed. A window without a link tells them only while no window with a link waits. It knows nothing new, but the only
 * window of a desk must not be silent. A browser without locks, as on a page without TLS, lets each window tell them: an alarm that sounds
 * twice is better than none.
 */
export function followOneWindow(
  name: string,
  onHeld: (held: boolean) => void,
  locks: Locks | null = (navigator as Partial<Navigator>).locks ?? null,
): OneWindow {
  if (locks === null) {
    onHeld(true);
    return { takeOver: () => undefined, link: () => undefined, [Symbol.dispose]: () => onHeld(false) };
  }
  let turn = 0;
  let isHeld = false;
  let isLinked = false;
  let letGo = (): void => undefined;
  // Timers of a window behind others may run once a minute only; what another window says arrives at once.
  const others = new BroadcastChannel(name);
  const become = (held: boolean): void => {
    if (isHeld === held) return;
    isHeld = held;
    onHeld(held);
  };
  const ask = (how: "steal" | "wait" | "look"): void => {
    const own = (turn += 1);
    letGo();
    const waiting = new AbortController();
    const onLock = (lock: Lock | null): Promise<void> => {
      if (own !== turn || lock === null) return Promise.resolve();
      become(true);
      return new Promise((resolve) => (letGo = resolve));
    };
    letGo = () => waiting.abort();
    const over = (): void => {
      if (own !== turn) return;
      letGo = () => undefined;
      // Another window took over.
      become(false);
      if (isLinked) ask("wait");
    };
    const options = { steal: { steal: true }, wait: { signal: waiting.signal }, look: { ifAvailable: true } }[how];
    locks.request(name, options, onLock).then(over, over);
    if (how === "wait") others.postMessage("waits");
  };
  /** Gives way to a waiting window, which has a link; takes the role that no other window has. */
  const look = async (): Promise<void> => {
    const own = turn;
    if (!isHeld) return ask("look");
    const { pending = [] } = await locks.query();
    if (own !== turn || isLinked || !pending.some((one) => one.name === name)) return;
    turn += 1;
    become(false);
    letGo();
  };
  let looking: ReturnType<typeof setInterval> | undefined;
  const lookOn = (): void => {
    void look();
    looking = setInterval(() => void look(), LOOK_MS);
  };
  lookOn();
  others.addEventListener("message", () => {
    if (!isLinked) void look();
  });
  return {
    takeOver: () => {
      if (isLinked && !isHeld) ask("steal");
    },
    link: (linked) => {
      if (linked === isLinked) return;
      isLinked = linked;
      clearInterval(looking);
      if (!linked) {
        // A place in the row is for windows with a link.
        if (!isHeld) letGo();
        lookOn();
      } else if (!isHeld) ask("wait");
    },
    [Symbol.dispose]() {
      clearInterval(looking);
      turn += 1;
      letGo();
      become(false);
      others.close();
    },
  };
}
