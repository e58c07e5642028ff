/** Method of the request that prolongs a session (RFC 2326 §10.8). Many cameras take OPTIONS for it. */
export type KeepAliveMethod = "GET_PARAMETER" | "OPTIONS";

/**
 * The keep-alive method of one camera, learnt over all its connections. GET_PARAMETER comes first: most cameras prolong a session by it. A
 * camera that does not list it, refuses it, leaves it unanswered or closes the connection on it gets OPTIONS from then on.
 */
export class KeepAlive {
  #method: KeepAliveMethod = "GET_PARAMETER";
  #isListed = false;
  #isSent = false;

  get method(): KeepAliveMethod {
    return this.#method;
  }

  /** True once the camera has listed its methods. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** Takes the methods that a camera lists in its header `Public`. */
  listed(methods: string): void {
    const words = methods.split(",").map((word) => word.trim().toUpperCase());
    if (!words.some((word) => word !== "")) return;
    this.#isListed = true;
    if (!words.includes("GET_PARAMETER")) this.#method = "OPTIONS";
  }

  /** A keep-alive request was sent. */
  sent(): void {
    this.#isSent = true;
  }

  /** The request that was sent is over; `isGood` is true if the camera answered it well. Nothing if none was sent. */
  ended(isGood: boolean): void {
    if (!isGood && this.#isSent) this.#method = "OPTIONS";
    this.#isSent = false;
  }
}
