import { ACCOUNT_FULL, FALLS_MS, strangerWaitMs, workBits } from "@amaliyat/domain/identity";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { networkOf } from "../../platform/network-of.ts";
import type { Vault } from "../../platform/vault.ts";
import { Levels } from "./levels.ts";
import { Tries } from "./tries.ts";
import { WorkTasks } from "./work-tasks.ts";

/** Wrong tries of strangers at which the log says that an account is guessed at: before they cost work. */
const GUESSED_AT = 20;

/** An IPv4 address, or the network of an IPv6 one: a household has more of these than can be counted. */
const placeOf = (address: string): string => networkOf(address, address.includes(".") ? "subscriber" : "exchange");

/** One try of a browser that the person is not known at. Counted by name, also by one that nobody has. */
export type Stranger = {
  readonly username: string;
  readonly address: string;
  readonly at: number;
  readonly work: { readonly task: string; readonly nonce: string } | undefined;
  /** Tries that stand before the hash now. */
  readonly waiting: number;
};

/** A try that may go on to the hash; it counts as wrong until it is told to have been right. */
export type Admitted = {
  /** It brought work: it stands in the line of those that did. */
  readonly proven: boolean;
  /** True at the one try with which the account counts as guessed at. */
  readonly isGuessed: boolean;
  readonly right: () => void;
};

/** Memory of wrong tries by strangers; it locks nobody (`domain/identity/guessing.ts`). */
export class Strangers {
  readonly #tries = new Tries();
  readonly #tasks: WorkTasks;
  readonly #here = new Levels(FALLS_MS.here);
  readonly #networks = new Levels(FALLS_MS.network);
  readonly #accounts = new Levels(FALLS_MS.account);
  readonly #pairs = new Levels(FALLS_MS.pair);
  readonly #newcomers = new Levels(FALLS_MS.newcomer);

  constructor(vault: Pick<Vault, "mac">) {
    this.#tasks = new WorkTasks(vault);
  }

  /** Counts a try of an address that is not one of a name: the making of the first account, an answer of a passkey. */
  begin(address: string, at: number): Result<null, Refusal<"request.too_many">> {
    return this.#tries.begin(address, at);
  }

  giveBack(address: string): void {
    this.#tries.giveBack(address);
  }

  admit(stranger: Stranger): Result<Admitted, Refusal<ErrorCode>> {
    const { username, at, work, waiting } = stranger;
    const account = username;
    const { address } = stranger;
    const network = networkOf(address);
    const [here, pair] = [`${account} ${placeOf(address)}`, `${account} ${network}`];
    const tried = this.#tries.begin(address, at);
    if (!tried.ok) return tried;
    const wrong = {
      here: this.#here.of(here, at),
      network: this.#networks.of(network, at),
      account: this.#accounts.of(account, at),
      waiting,
    };
    const bits = workBits(wrong);
    const done = work === undefined ? 0 : this.#tasks.consume(work, { username, network }, at);
    // One bit less is taken: the count may have grown while the work was done.
    if (done < bits - 1) {
      this.#tries.giveBack(address);
      return refuse({ code: "session.work_needed", params: { task: this.#tasks.make({ username, network }, bits, at), bits } });
    }
    const waitMs = strangerWaitMs({ account: wrong.account, pair: this.#pairs.of(pair, at), newcomers: this.#newcomers.of(account, at) });
    if (waitMs > 0) return refuse({ code: "request.too_many", params: { seconds: Math.ceil(waitMs / 1000) } });
    const isFull = wrong.account + 1 > ACCOUNT_FULL;
    const counts: readonly (readonly [Levels, string])[] = [
      [this.#here, here],
      [this.#networks, network],
      [this.#pairs, pair],
      [isFull ? this.#newcomers : this.#accounts, account],
    ];
    for (const [levels, key] of counts) levels.add(key, at, 1);
    const guessed = !isFull && Math.floor(wrong.account) < GUESSED_AT && Math.floor(wrong.account + 1) >= GUESSED_AT;
    return ok({
      proven: done > 0,
      isGuessed: guessed,
      right: () => {
        for (const [levels, key] of counts) levels.add(key, at, -1);
        this.#tries.giveBack(address);
      },
    });
  }
}
