/** Keeps the screen on while it is let; the lock is lost whenever the page is hidden, and taken again. */
export class WakeLock {
  #wanted = false;
  #held: WakeLockSentinel | null = null;

  let(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) document.addEventListener("visibilitychange", this.#take);
    else document.removeEventListener("visibilitychange", this.#take);
    this.#take();
  }

  #take = (): void => {
    if (!this.#wanted) {
      void this.#held?.release();
      this.#held = null;
    } else if ("wakeLock" in navigator && document.visibilityState === "visible") {
      navigator.wakeLock.request("screen").then(
        (held) => {
          this.#held = held;
        },
        // The battery is low, or the system forbids it: the screen goes dark as it always did.
        () => undefined,
      );
    }
  };
}
