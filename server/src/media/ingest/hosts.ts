type Dead = {
  /** Stream that probes the host; null if it is one of another worker. */
  prober: object | null;
  readonly waiting: Map<object, () => void>;
};

/** News of a host for the other workers. */
export type HostSeen = "dead" | "reached" | "left";

/**
 * Hosts that take no connection. One stream of such a host goes on to try, at the pace of its own back-off; the others wait for its success.
 * A dead recorder of 64 channels is asked by one of them.
 */
export class DeadHosts {
  readonly #dead = new Map<string, Dead>();
  readonly #tell: (host: string, seen: HostSeen) => void;

  /** `tell` is called with each news for the other workers. */
  constructor(tell: (host: string, seen: HostSeen) => void = () => undefined) {
    this.#tell = tell;
  }

  /** True if the host is dead and another stream probes it. */
  isProbedByOther(host: string, stream: object): boolean {
    const dead = this.#dead.get(host);
    return dead !== undefined && dead.prober !== stream;
  }

  /** Resolves when the host takes connections again, or when the stream is to probe it, or has left. */
  async untilProbed(host: string, stream: object): Promise<void> {
    const dead = this.#dead.get(host);
    if (dead === undefined || dead.prober === stream) return;
    await new Promise<void>((resolve) => dead.waiting.set(stream, resolve));
  }

  /** The host took a connection: all that wait for it go on. */
  reached(host: string): void {
    this.#free(host);
    // Told also where nothing is known here: news of the other workers may cross with ours.
    this.#tell(host, "reached");
  }

  /** The host took no connection from the stream, which probes it from now on unless another one does. */
  failed(host: string, stream: object): void {
    if (this.#dead.has(host)) return;
    this.#dead.set(host, { prober: stream, waiting: new Map() });
    this.#tell(host, "dead");
  }

  /** The stream is stopped: it waits no longer, and another one that waits probes in its place. */
  left(host: string, stream: object): void {
    const dead = this.#dead.get(host);
    if (dead === undefined) return this.#tell(host, "left");
    dead.waiting.get(stream)?.();
    dead.waiting.delete(stream);
    if (dead.prober !== stream) {
      // Our word that the host is dead may be on its way, and nobody is left here to probe it.
      if (dead.prober === null && dead.waiting.size === 0) this.#tell(host, "left");
      return;
    }
    const [next] = dead.waiting;
    if (next === undefined) {
      this.#dead.delete(host);
      this.#tell(host, "left");
      return;
    }
    const [prober, goOn] = next;
    dead.waiting.delete(prober);
    dead.prober = prober;
    goOn();
  }

  /** A stream of another worker probes the host, or does so no longer. A probe here waits from its next try on. */
  toldOf(host: string, isDead: boolean): void {
    const dead = this.#dead.get(host);
    if (!isDead) this.#free(host);
    else if (dead === undefined) this.#dead.set(host, { prober: null, waiting: new Map() });
    else dead.prober = null;
  }

  #free(host: string): void {
    const dead = this.#dead.get(host);
    this.#dead.delete(host);
    for (const goOn of dead?.waiting.values() ?? []) goOn();
  }
}
