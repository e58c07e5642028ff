import { backOffMs, type Text3 } from "@amaliyat/domain/kernel";
import { Sender as LaneSender, type Outlet } from "@amaliyat/ui/outbox";
import type { Answer } from "../api/answer.ts";
import { nextOf } from "./outbox.ts";
import { LANES, type Item, type Lane } from "./item.ts";

type Surroundings = Pick<Outlet<Item, Lane, Answer<unknown>>, "send" | "rest" | "alone"> & {
  readonly items: () => Promise<readonly Item[]>;
  /** False while it is unknown which items the phone's store holds. */
  readonly isRead: () => boolean;
  readonly begin: (item: Item) => Promise<void>;
  /** Stores the result of an item; resolves once that is on the disk. */
  readonly settle: (item: Item, answer: Exclude<Answer<unknown>, { kind: "lost" | "failed" }>) => Promise<void>;
  /** Stores the room's words, for the person to read; the item is sent again. */
  readonly postpone: (item: Item, text: Text3 | null) => Promise<void>;
  readonly chance: () => number;
};

const AGAIN = { firstMs: 1_000, longestMs: 60_000 };
/** A file is lost for ever where something on the way takes no body of its size. After so many tries others pass over it. */
const TRIES = 3;

/** Sends all waiting items, for ever. A failure of the room on one item delays only its own report. */
export class Sender extends LaneSender<Item, Lane, Answer<unknown>> {
  readonly #items: Surroundings["items"];
  readonly #isRead: Surroundings["isRead"];

  constructor({ items, isRead, begin, settle, postpone, send, rest, alone, chance }: Surroundings) {
    super({
      lanes: LANES,
      next: async (lane, passed) => nextOf(await items(), lane, new Set(passed.map(({ id }) => id))),
      send: async (item) => {
        await begin(item);
        // A fault of the phone at one item, as a file that cannot be read, delays only its own report.
        return send(item).catch((): Answer<unknown> => ({ kind: "failed", text: null, seconds: 0 }));
      },
      settle: async (item, answer) => {
        // The item is as it was before this try.
        if (answer.kind === "lost") return item.kind === "upload" && item.tries + 1 >= TRIES ? { postponedMs: 0 } : "held";
        if (answer.kind === "failed") {
          await postpone(item, answer.text);
          return { postponedMs: answer.seconds * 1000 };
        }
        await settle(item, answer);
        return "settled";
      },
      againMs: (failures) => backOffMs(AGAIN, failures, chance()),
      rest,
      alone,
    });
    this.#items = items;
    this.#isRead = isRead;
  }

  /** One attempt at everything, for a worker that the browser woke; true if nothing is left to send. Unread items may be left. */
  async once(): Promise<boolean> {
    await this.tryOnce();
    return (await this.#items()).every((item) => item.refused !== null) && this.#isRead();
  }
}
