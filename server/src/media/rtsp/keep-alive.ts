/** Words by which a camera hears that a viewer is still there (RFC 2326 §10.8; OPTIONS is what many cameras take). */
export type KeepAliveMethod = "GET_PARAMETER" | "OPTIONS";

/**
 * The word that one camera takes, learnt over all its connections. GET_PARAMETER is asked first: most cameras prolong a session by it. One that
 * does not list it, refuses it, leaves it unanswered or hangs up on it is never asked by it again.
 */
export class KeepAlive {
  #method: KeepAliveMethod = "GET_PARAMETER";
  #isListed = false;
  #isAsked = false;

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

  /** The word is on its way. */
  asked(): void {
    this.#isAsked = this.#method === "GET_PARAMETER";
  }

  /** The camera answered it; `isGood` false where it refused. */
  answered(isGood: boolean): void {
    if (!isGood && this.#isAsked) this.#method = "OPTIONS";
    this.#isAsked = false;
  }

  /** The connection ended, or no answer came in time. */
  unanswered(): void {
    this.answered(false);
  }
}
