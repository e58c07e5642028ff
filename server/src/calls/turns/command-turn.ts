import type { Tx } from "../../platform/database/index.ts";
import type { Sounds } from "../announcements.ts";
import type { LinesNow } from "./lines-now.ts";
import { Turn } from "./turn.ts";
import type { Writing } from "./writing.ts";

/** A turn in which a person asks for something: it reads and writes rows, in the transaction that also writes all turns before it. */
export class CommandTurn extends Turn {
  readonly #writing: Writing;
  #from = 0;

  constructor(at: number, now: LinesNow, sounds: Sounds, writing: Writing) {
    super(at, now, sounds);
    this.#writing = writing;
  }

  get tx(): Tx {
    return this.#writing.tx;
  }
  get writing(): Writing {
    return this.#writing;
  }

  /** Writes what was ordered so far, so that what is read next in this turn is what it says. */
  async flush(): Promise<void> {
    await this.#writing.prepare([this]);
    this.#from = await this.#writing.writeTurn(this, this.#from);
    await this.#writing.flush(this.now);
  }
}
