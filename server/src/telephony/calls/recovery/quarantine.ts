/** Two deaths of the media server within this time (ms) are not by chance. */
const WITHIN_MS = 60_000;

/** Remembers which calls were there when the media server died. */
export class Quarantine {
  #deaths: { readonly at: number; readonly calls: ReadonlySet<string> }[] = [];

  /** It has died with these calls: those that were there at another of its deaths within a minute. */
  died(calls: readonly string[], at: number): string[] {
    this.#deaths = this.#deaths.filter((death) => at - death.at <= WITHIN_MS);
    const suspects = calls.filter((callId) => this.#deaths.some((death) => death.calls.has(callId)));
    this.#deaths = [...this.#deaths, { at, calls: new Set(calls) }];
    return suspects;
  }
}
