import type { FromRoom, Happening } from "@amaliyat/contract/live";
import { exhaustive } from "@amaliyat/domain/kernel";

/** The last sequence number seen; null before the first word of the room. */
export type Followed = { readonly seq: number | null };

/** Effect of a message. */
export type Effect =
  | { readonly kind: "nothing" }
  | { readonly kind: "apply"; readonly happening: Happening; readonly at: string }
  | { readonly kind: "read_again" }
  | { readonly kind: "move"; readonly message: Extract<FromRoom, { kind: "moved" }> }
  | { readonly kind: "end"; readonly code: string };

export type Step = { readonly next: Followed; readonly effect: Effect };

const nothing: Effect = { kind: "nothing" };

/**
 * One message of the live channel. Numbers already seen are dropped: after a broken link the room repeats from the last number received.
 * The first hello asks to read the lists again, because they may have been read before it. `reset` asks the same, and sets the number to
 * the room's, which may be lower (a restored database).
 */
export function follow(before: Followed, message: FromRoom): Step {
  switch (message.kind) {
    case "hello": {
      const first = before.seq === null;
      return { next: { seq: Math.max(before.seq ?? 0, message.seq) }, effect: first ? { kind: "read_again" } : nothing };
    }
    case "event":
      if (before.seq !== null && message.seq <= before.seq) return { next: before, effect: nothing };
      return { next: { seq: message.seq }, effect: { kind: "apply", happening: message.happening, at: message.at } };
    case "reset":
      return { next: { seq: message.seq }, effect: { kind: "read_again" } };
    case "moved":
      return { next: before, effect: { kind: "move", message } };
    case "ended":
      return { next: before, effect: { kind: "end", code: message.code } };
    default:
      return exhaustive(message);
  }
}
