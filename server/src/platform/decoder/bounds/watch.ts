import type { ChildProcess } from "node:child_process";
import { takenBy } from "./taken-by.ts";

/** Limits for the work on one file. */
export type Caps = {
  readonly cpuS: number;
  readonly wallMs: number;
  /** Bytes, of all processes of the run together. */
  readonly memory: number;
  /** Bytes of each file that it writes. */
  readonly output: number;
};

const LOOK_EVERY_MS = 50;

/** Kills a run that works too long or holds too much. */
export class Watch {
  readonly #child: ChildProcess;
  readonly #caps: Caps;
  readonly #looking: NodeJS.Timeout;
  #wall: NodeJS.Timeout | undefined;
  #cpuS = { last: 0, most: Number.POSITIVE_INFINITY };
  #isLooking = false;
  #wasKilled = false;

  constructor(child: ChildProcess, caps: Caps) {
    [this.#child, this.#caps] = [child, caps];
    this.#looking = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  /** A work begins: time and processor are counted from here. */
  begin(): void {
    this.rest();
    this.#wall = setTimeout(() => this.kill(), this.#caps.wallMs);
    this.#cpuS.most = this.#cpuS.last + this.#caps.cpuS;
  }

  /** Nothing is asked of it: it may wait as long as it likes, and hold no more for that. */
  rest(): void {
    clearTimeout(this.#wall);
  }

  kill(): void {
    this.#wasKilled = true;
    this.#child.kill("SIGKILL");
  }

  get wasKilled(): boolean {
    return this.#wasKilled;
  }

  stop(): void {
    this.rest();
    clearInterval(this.#looking);
  }

  async #look(): Promise<void> {
    const { pid } = this.#child;
    if (this.#isLooking || pid === undefined) return;
    this.#isLooking = true;
    const { memory, cpuS } = await takenBy(pid);
    // One that has ended has used nothing any more.
    this.#cpuS.last = Math.max(this.#cpuS.last, cpuS);
    if (memory > this.#caps.memory || cpuS > this.#cpuS.most) this.kill();
    this.#isLooking = false;
  }
}
