import type { BoloNotice } from "@amaliyat/contract/bolos";
import { standingAt } from "@amaliyat/domain/bolos";
import type { Answer } from "../api/answer.ts";
import { ask } from "../api/ask.ts";
import type { Kept } from "../storage/kept.ts";
import type { Store } from "./state.ts";

type Around = { readonly store: Store; readonly kept: Kept; readonly onAnswer: (answer: Answer<unknown>) => void };

/** Those that still hold at a moment: a phone without a link knows the expiry too. */
export const inForce = (bolos: readonly BoloNotice[], at: number): readonly BoloNotice[] =>
  bolos.filter(({ expiresAt }) => standingAt({ state: "in_force", expiresAt: Date.parse(expiresAt ?? "") }, at) === "in_force");

/** Merges the BOLOs read with those on the phone. Small pictures are sent once, and an acknowledgement without a link stays. */
export function withKnown(read: readonly BoloNotice[], known: readonly BoloNotice[]): readonly BoloNotice[] {
  const before = new Map(known.map((one) => [one.boloId, one]));
  return read.map((one) => {
    const old = before.get(one.boloId);
    return {
      ...one,
      thumbnail: one.thumbnail ?? old?.thumbnail ?? null,
      acknowledgedAt: one.acknowledgedAt ?? old?.acknowledgedAt ?? null,
    };
  });
}

/** Reads the BOLOs, one read at a time, and stores them for times without a link. */
export class BoloReader {
  readonly #around: Around;
  #reading = false;
  #again = false;

  constructor(around: Around) {
    this.#around = around;
  }

  async read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#once();
      }
    } finally {
      this.#reading = false;
    }
  }

  acknowledged(bolo: string, at: number): Promise<void> {
    const when = new Date(at).toISOString();
    return this.#keep(this.#around.store.get().bolos.map((one) => (one.boloId === bolo ? { ...one, acknowledgedAt: when } : one)));
  }

  async #once(): Promise<void> {
    const { store, onAnswer } = this.#around;
    const { user, bolos } = store.get();
    const have = bolos.filter(({ thumbnail }) => thumbnail !== null).map(({ boloId }) => boloId);
    const answer = await ask("receive", { body: { have } });
    onAnswer(answer);
    if (answer.kind === "ok" && store.get().user === user) await this.#keep(withKnown(answer.value, store.get().bolos));
  }

  async #keep(bolos: readonly BoloNotice[]): Promise<void> {
    const { store, kept } = this.#around;
    const { user } = store.get();
    if (user === null) return;
    store.set({ bolos });
    await kept.put("bolos", user.userId, bolos);
  }
}
