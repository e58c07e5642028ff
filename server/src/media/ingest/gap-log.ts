import type { GapCause, GapEvent } from "../model.ts";

export type OpenGap = { readonly from: number; readonly cause: GapCause };

/** The gap in a camera's recording that is open now, if one is, and the events that tell of its beginning and end. */
export class GapLog {
  #open: OpenGap | null;
  readonly #cameraId: string;
  readonly #emit: (event: GapEvent) => void;

  /** `open` was already told. */
  constructor(cameraId: string, open: OpenGap | null, emit: (event: GapEvent) => void) {
    this.#cameraId = cameraId;
    this.#open = open;
    this.#emit = emit;
  }

  get open(): OpenGap | null {
    return this.#open;
  }

  /** Recording is missing from `from` on. If it was missing already, a different cause takes over at `from`. */
  begin(from: number, cause: GapCause): void {
    if (this.#open?.cause === cause) return;
    // Gaps follow each other also where the end of the last picture lies a little ahead of the clock.
    const at = Math.max(Math.round(from), this.#open?.from ?? 0);
    if (this.#open) this.end(at);
    this.#open = { from: at, cause };
    this.#tell(at, null, cause);
  }

  /** Recording goes on at `to`. */
  end(to: number): void {
    if (!this.#open) return;
    const { from, cause } = this.#open;
    this.#open = null;
    this.#tell(from, Math.max(from, Math.round(to)), cause);
  }

  /** A span that is over already. Nothing if another gap is open. */
  past(from: number, to: number, cause: GapCause): void {
    if (!this.#open && to > from) this.#tell(Math.round(from), Math.round(to), cause);
  }

  #tell(from: number, to: number | null, cause: GapCause): void {
    this.#emit({ kind: "gap", cameraId: this.#cameraId, from, to, cause });
  }
}
