import { createHmac, randomBytes } from "node:crypto";
import { networkOf } from "../platform/network-of.ts";

const DAY_MS = 86_400_000;

/**
 * Tells the networks of citizens apart without saying which they are. The key is made anew each day and at each start, and kept nowhere. An
 * owner of room, keys and log cannot match an entry of yesterday with a network any more.
 */
export class NetworkMarks {
  #key = randomBytes(32);
  #day = Number.NaN;

  markOf(address: string, at: number): string {
    const day = Math.floor(at / DAY_MS);
    if (day !== this.#day) [this.#day, this.#key] = [day, randomBytes(32)];
    return createHmac("sha256", this.#key).update(networkOf(address)).digest("base64url").slice(0, 12);
  }
}
