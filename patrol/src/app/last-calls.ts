import type { User } from "@amaliyat/contract/identity";
import type { Text3 } from "@amaliyat/domain/kernel";
import { rest } from "@amaliyat/ui/outbox";
import { within } from "@amaliyat/ui/phone-store";
import { askAgain } from "../api/again.ts";
import { ask } from "../api/ask.ts";
import { callWith } from "../distress/phone-key.ts";
import { isCall, type Act } from "../outbox/act.ts";
import { EMPTY, type Outbox } from "../outbox/outbox.ts";
import { sendAct, type Pictures, type Sent } from "../outbox/send-act.ts";
import { Sender } from "../outbox/sender.ts";
import type { Kept, Things } from "../storage/kept.ts";
import type { Store } from "./state.ts";

/** Delay after which a call that the room takes from nobody now is tried again, ms. */
const KICK_MS = 20_000;

/** Time that the phone's store has to give the key, ms. */
const KEY_MS = 2500;

/** Words that are shown nowhere: the screen says that the call is not sent. */
const WAITS: Text3 = { ar: "", fr: "", en: "" };

type Surroundings = {
  readonly store: Store;
  readonly kept: Kept;
  readonly user: User;
  readonly change: (how: (box: Outbox) => Outbox) => Promise<void>;
  readonly chance: () => number;
};

/** An outbox that a closed page gives back, and its pictures. */
export type Unsent = { readonly box: Outbox; readonly picture: Pictures };

/** The part of an outbox that the other page may not know: calls for help that wait, and other acts that are in memory alone. */
export function leftOf(box: Outbox, stored: Outbox | undefined, isPictureHere: (key: string) => boolean): Outbox {
  const acts = stored === undefined ? [] : [...stored.waiting, ...stored.landed, ...stored.refused.map(({ act }) => act)];
  const keys = new Set(acts.map(({ key }) => key));
  const isAlone = (act: Act): boolean => !keys.has(act.key) || (act.kind === "photo" && isPictureHere(act.key));
  return {
    ...box,
    waiting: box.waiting.filter((act) => isCall(act) || isAlone(act)),
    refused: box.refused.filter(({ act }) => isAlone(act)),
  };
}

/**
 * Sends the calls for help of a page that another one closed. No store may have them, so the other page does not know them; one that both
 * pages send is carried out once, by its key. The session may be another person's by now: each try asks the room first whose it is.
 */
export class LastCalls {
  readonly #surroundings: Surroundings;
  readonly #sender: Sender;
  readonly #kicks: ReturnType<typeof setInterval>;
  /** The key as the page left it: the other page may forget it. */
  readonly #firstKey: Promise<Things["distressKey"] | undefined>;

  constructor(surroundings: Surroundings) {
    const { store, change, chance } = surroundings;
    this.#surroundings = surroundings;
    this.#firstKey = this.#key();
    this.#sender = new Sender({
      box: () => {
        const { box } = store.get();
        return { ...box, waiting: box.waiting.filter(isCall) };
      },
      change,
      send: (act) => (isCall(act) ? this.#send(act) : Promise.resolve({ kind: "lost" })),
      onSent: () => undefined,
      rest,
      chance,
    });
    this.#kicks = setInterval(() => this.kick(), KICK_MS);
    this.kick();
  }

  /** The link may be back, or the session be that of the caller again. */
  kick(): void {
    if (this.#surroundings.store.get().box.waiting.some(isCall)) this.#sender.kick();
    else clearInterval(this.#kicks);
  }

  /** Ends the sending and gives all that is unsent back to its person; null to anyone else. */
  giveBack(userId: string): Unsent | null {
    const { store, kept, user } = this.#surroundings;
    if (userId !== user.userId) return null;
    this.#sender.stop();
    clearInterval(this.#kicks);
    const { box } = store.get();
    store.set({ box: EMPTY });
    return { box, picture: (key) => kept.picture(key) };
  }

  #key(): Promise<Things["distressKey"] | undefined> {
    const { kept, user } = this.#surroundings;
    return within(kept.get("distressKey", user.userId), undefined, KEY_MS);
  }

  async #send(act: Act & { kind: "panic" }): Promise<Sent> {
    const { user } = this.#surroundings;
    const me = await askAgain(() => ask("me", {}));
    if (me.kind === "ok" && me.value.user.userId === user.userId) {
      const sent = await sendAct(ask, act, { unitId: "", known: new Set(), pictures: () => Promise.resolve(null) });
      if (sent.kind !== "signed_out") return sent;
    } else if (me.kind === "lost" || me.kind === "not_now") return me;
    const key = (await this.#key()) ?? (await this.#firstKey);
    if (key === undefined) return { kind: "signed_out", text: WAITS };
    const byKey = await callWith(ask, key, act);
    // The room may know this key no more. The call waits: its person may sign in again.
    if (byKey.kind === "refused") return { kind: "signed_out", text: WAITS };
    return byKey.kind === "ok" ? { kind: "ok", value: {} } : byKey;
  }
}
