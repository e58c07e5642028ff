import { backOffMs } from "@amaliyat/domain/kernel";
import { Sender as LaneSender, type Outlet } from "@amaliyat/ui/outbox";
import type { Act } from "./act.ts";
import type { Sent } from "./send-act.ts";
import { LANES, nextOf, settle, type Lane, type Outbox, type Outcome } from "./outbox.ts";

type Surroundings = Pick<Outlet<Act, Lane, Sent>, "rest"> & {
  /** Sends an act. It may fail on the phone: a picture cannot be read, a call for help cannot be signed. */
  readonly send: (act: Act) => Promise<Sent>;
  readonly box: () => Outbox;
  /** Changes the outbox; resolves once the change is kept, or the phone's store did not take it. */
  readonly change: (how: (box: Outbox) => Outbox) => Promise<void>;
  readonly onSent: (sent: Sent) => void;
  readonly chance: () => number;
};

const AGAIN = { firstMs: 1_000, longestMs: 20_000 };
/** A call for help is tried every few seconds, whatever is in its way. */
const HELP_AGAIN = { firstMs: 1_000, longestMs: 3_000 };
/** Faults of the room at one act after which it holds up no act behind it, but those that hang on it. */
const FAULTS = 3;
/** A picture is lost for ever where something on the way takes no body of its size. After some losses it rests, and others go on. */
const LOSSES = 3;
const LOST_AGAIN = { firstMs: 1_000, longestMs: 240_000 };

/**
 * Sends waiting acts in their order, each under the same key until it is answered. Only the room's own yes or no settles an act. An act at
 * which the room fails is sent again for ever.
 */
export class Sender extends LaneSender<Act, Lane, Sent | null> {
  constructor({ box, change, send, onSent, rest, chance }: Surroundings) {
    /** Faults of the room, by the key of their act. */
    const faults = new Map<string, number>();
    /** Lost answers, by the key of their picture. */
    const losses = new Map<string, number>();
    const failing = (): ReadonlySet<string> => new Set([...faults].flatMap(([key, count]) => (count < FAULTS ? [] : [key])));
    super({
      lanes: LANES,
      next: (lane, passed) => nextOf(box(), lane, new Set(passed.map(({ key }) => key)), failing()),
      send: (act) => send(act).catch(() => null),
      settle: async ({ key, kind }, sent) => {
        if (sent === null) return "held";
        if (sent.kind === "lost" && kind === "photo") {
          const count = (losses.get(key) ?? 0) + 1;
          losses.set(key, count);
          // It says nothing of the link any more; a link that is doubted and found well would send it again at once.
          if (count >= LOSSES) return { postponedMs: backOffMs(LOST_AGAIN, count, chance()) };
        }
        onSent(sent);
        if (sent.kind === "signed_out") return "ended";
        if (sent.kind === "lost" || sent.kind === "not_now") return "held";
        if (sent.kind === "failed") {
          const count = (faults.get(key) ?? 0) + 1;
          faults.set(key, count);
          // A second call for help does not wait for the first.
          if (kind === "panic") return { postponedMs: HELP_AGAIN.longestMs };
          return count < FAULTS ? "held" : { postponedMs: backOffMs(AGAIN, count, chance()) };
        }
        faults.delete(key);
        losses.delete(key);
        const outcome: Outcome = sent.kind === "ok" ? { kind: "done", order: sent.value.order } : { kind: "refused", text: sent.text };
        await change((now) => settle(now, key, outcome));
        return "settled";
      },
      againMs: (failures, lane) => backOffMs(lane === "panic" ? HELP_AGAIN : AGAIN, failures, chance()),
      rest,
      // The room carries out a key once, so a second page does no harm.
      alone: (_, work) => work(),
    });
  }
}
