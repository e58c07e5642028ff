/** Pictures that are remembered: 5 s at 25 a second. A power of two. */
const LENGTH = 128;

/**
 * First sequence number and RTP time of the last pictures. They tell the late copy of a packet, as a network that sends each packet twice makes
 * it, from a packet of a camera that counts anew.
 */
export class RecentPictures {
  readonly #sequences = new Uint16Array(LENGTH);
  readonly #times = new Uint32Array(LENGTH);
  #count = 0;

  /** A picture begins with this packet. */
  began(sequence: number, time: number): void {
    const at = this.#count++ % LENGTH;
    this.#sequences[at] = sequence;
    this.#times[at] = time;
  }

  /** True if the packet of this number was one of a remembered picture of this time. */
  has(sequence: number, time: number): boolean {
    const oldest = Math.max(0, this.#count - LENGTH);
    for (let nth = this.#count - 1; nth >= oldest; nth--) {
      const at = nth % LENGTH;
      const isInside = ((sequence - (this.#sequences[at] ?? 0)) & 0xffff) < 0x8000;
      if (isInside) return this.#times[at] === time;
    }
    return false;
  }

  clear(): void {
    this.#count = 0;
  }
}
