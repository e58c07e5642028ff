import { isWorkDone } from "@amaliyat/domain/identity";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Vault } from "../../platform/vault.ts";

/** Time limit for answering a task. Milliseconds. */
const TASK_LASTS_MS = 5 * 60_000;

/** Scope of a task: one name, tried from one network. */
export type TaskFor = { readonly username: string; readonly network: string };

/**
 * Tasks that the room knows again without keeping them: end, zero bits, chance, and a mark over these with name and network. An answer is
 * good once; only answers that cost their work are remembered.
 */
export class WorkTasks {
  readonly #vault: Pick<Vault, "mac">;
  readonly #used = new Map<string, number>();

  constructor(vault: Pick<Vault, "mac">) {
    this.#vault = vault;
  }

  #mark(head: string, { username, network }: TaskFor): Buffer {
    return this.#vault.mac(JSON.stringify([head, username, network]), "sign-in work").subarray(0, 16);
  }

  make(to: TaskFor, bits: number, at: number): string {
    const head = `${(at + TASK_LASTS_MS).toString(36)}.${bits}.${randomBytes(9).toString("base64url")}`;
    return `${head}.${this.#mark(head, to).toString("base64url")}`;
  }

  /** The zero bits of work that was done for this try and not used before; 0 where there is none. */
  consume({ task, nonce }: { readonly task: string; readonly nonce: string }, to: TaskFor, at: number): number {
    const [expires = "", bits = "", chance = "", mark = ""] = task.split(".");
    const given = Buffer.from(mark, "base64url");
    const own = this.#mark(`${expires}.${bits}.${chance}`, to);
    if (given.length !== own.length || !timingSafeEqual(given, own)) return 0;
    const until = Number.parseInt(expires, 36);
    if (until < at || this.#used.has(chance)) return 0;
    if (!isWorkDone(createHash("sha256").update(`${task}:${nonce}`).digest(), Number(bits))) return 0;
    for (const [old, end] of this.#used) {
      if (end >= at) break;
      this.#used.delete(old);
    }
    this.#used.set(chance, until);
    return Number(bits);
  }
}
