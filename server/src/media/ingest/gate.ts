import type { Tuning } from "../tuning.ts";

/** A handshake that asks for its turn. */
export type Turn = {
  /** Address and port of the camera: the channels of a recorder or an encoder share one. */
  readonly host: string;
  /** Cameras behind one link. */
  readonly site: string;
  /** True if the camera was live a moment ago: it goes before those that are away for longer. */
  readonly isRecent: boolean;
};

export type GateLimits = Pick<Tuning, "handshakes" | "siteHandshakes" | "hostHandshakes" | "turnMs">;

type Waiting = { readonly turn: Turn; readonly begin: () => void };

/**
 * Spreads the handshakes of one worker: a limited number at once, also per site and per host, so that a returning network is not a storm. A
 * handshake counts for `turnMs` at most and then goes on beside the others: a silent camera holds up nobody. The wait of a camera that was live
 * a moment ago is at most `turnMs` for every full round of such cameras before it.
 */
export class Gate {
  readonly #limits: GateLimits;
  /** Handshakes that count now: of all cameras, of each site, of each host. */
  #running = 0;
  readonly #bySite = new Map<string, number>();
  readonly #byHost = new Map<string, number>();
  readonly #recent: Waiting[] = [];
  readonly #others: Waiting[] = [];

  constructor(limits: GateLimits) {
    this.#limits = limits;
  }

  async run<T>(turn: Turn, task: () => Promise<T>): Promise<T> {
    if (this.#hasPlace(turn)) this.#count(turn, 1);
    else await new Promise<void>((begin) => (turn.isRecent ? this.#recent : this.#others).push({ turn, begin }));
    let counts = true;
    const end = (): void => {
      if (!counts) return;
      counts = false;
      this.#count(turn, -1);
      this.#beginNext();
    };
    const timer = setTimeout(end, this.#limits.turnMs);
    try {
      return await task();
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  /** Begins all that have a place now. One whose site or host is full lets those behind it pass. */
  #beginNext(): void {
    for (const queue of [this.#recent, this.#others]) {
      for (let nth = 0; nth < queue.length && this.#running < this.#limits.handshakes;) {
        const waiting = queue[nth];
        if (waiting === undefined || !this.#hasPlace(waiting.turn)) nth++;
        else {
          queue.splice(nth, 1);
          this.#count(waiting.turn, 1);
          waiting.begin();
        }
      }
    }
  }

  #hasPlace({ site, host }: Turn): boolean {
    const { handshakes, siteHandshakes, hostHandshakes } = this.#limits;
    return this.#running < handshakes && (this.#bySite.get(site) ?? 0) < siteHandshakes && (this.#byHost.get(host) ?? 0) < hostHandshakes;
  }

  #count({ site, host }: Turn, by: 1 | -1): void {
    this.#running += by;
    add(this.#bySite, site, by);
    add(this.#byHost, host, by);
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
