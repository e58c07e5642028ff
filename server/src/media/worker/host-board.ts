import type { HostNews, ToWorker } from "./protocol.ts";

/** Lets one worker of all probe a dead host. Without it each worker would have a probe of its own. */
export class HostBoard {
  /** Worker whose camera probes the host. */
  readonly #probers = new Map<string, number>();
  readonly #workers: number;
  readonly #send: (worker: number, message: ToWorker) => void;

  constructor(workers: number, send: (worker: number, message: ToWorker) => void) {
    this.#workers = workers;
    this.#send = send;
  }

  told(worker: number, { host, seen }: HostNews): void {
    const prober = this.#probers.get(host);
    if (seen === "dead") {
      if (prober === worker) return;
      if (prober !== undefined) return this.#send(worker, { kind: "host", host, isDead: true });
      this.#probers.set(host, worker);
      for (let other = 0; other < this.#workers; other++) if (other !== worker) this.#send(other, { kind: "host", host, isDead: true });
    } else if (prober === worker || (prober !== undefined && seen === "reached")) this.#free(host);
  }

  /** The worker ended: the cameras of the others try the hosts that it probed. */
  ended(worker: number): void {
    for (const [host, prober] of this.#probers) if (prober === worker) this.#free(host);
  }

  /** Told to all, the one that brought the news as well: the last message to a worker is the state of the board. */
  #free(host: string): void {
    this.#probers.delete(host);
    for (let worker = 0; worker < this.#workers; worker++) this.#send(worker, { kind: "host", host, isDead: false });
  }
}
