import { backOffMs } from "@amaliyat/domain/kernel";
import { Sender as LaneSender, type Outlet } from "@amaliyat/ui/outbox";
import type { Act } from "./act.ts";
import type { Sent } from "./send-act.ts";
import { LANES, nextOf, settle, type Lane, type Outbox, type Outcome } from "./outbox.ts";

type Surroundings = Pick<Outlet<Act, Lane, Sent>, "send" | "rest"> & {
  readonly box: () => Outbox;
  /** Changes the outbox; resolves once the change is kept. */
  readonly change: (how: (box: Outbox) => Outbox) => Promise<void>;
  readonly onSent: (sent: Sent) => void;
  readonly chance: () => number;
};

const AGAIN = { firstMs: 1_000, longestMs: 20_000 };
/** Failures of the room at one act in a row that count as a bug; it must not hold up the acts behind it. */
const FAULTS = 12;

/** Sends waiting acts in their order, each under the same key until it is answered. An act that fails holds its lane up. */
export class Sender extends LaneSender<Act, Lane, Sent> {
  constructor({ box, change, send, onSent, rest, chance }: Surroundings) {
    /** Failures in a row, by the key of their act. */
    const faults = new Map<string, number>();
    const outcomeOf = (key: string, sent: Sent): Outcome | null => {
      const failed = sent.kind === "failed" ? (faults.get(key) ?? 0) + 1 : 0;
      faults.set(key, failed);
      if (sent.kind === "ok") return { kind: "done", order: sent.value.order };
      return sent.kind === "refused" || (sent.kind === "failed" && failed >= FAULTS) ? { kind: "refused", text: sent.text } : null;
    };
    super({
      lanes: LANES,
      next: (lane) => nextOf(box(), lane),
      send,
      settle: async ({ key }, sent) => {
        onSent(sent);
        const outcome = outcomeOf(key, sent);
        if (outcome === null) return sent.kind === "signed_out" ? "ended" : "held";
        faults.delete(key);
        await change((now) => settle(now, key, outcome));
        return "settled";
      },
      againMs: (failures) => backOffMs(AGAIN, failures, chance()),
      rest,
      // The room carries out a key once, so a second page does no harm.
      alone: (_, work) => work(),
    });
  }
}
