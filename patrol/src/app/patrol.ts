import type { Duty } from "@amaliyat/contract/dispatch";
import type { Session, User } from "@amaliyat/contract/identity";
import type { Answer } from "../api/answer.ts";
import { doWork } from "@amaliyat/ui/proof";
import { ask } from "../api/ask.ts";
import type { Text3 } from "@amaliyat/domain/kernel";
import { Kept } from "../storage/kept.ts";
import type { LastCalls } from "./last-calls.ts";
import { signChallenge } from "./passkey.ts";
import { Shift } from "./shift.ts";
import { nobody, Store } from "./state.ts";

/** Failure of a sign-in; null is success. */
export type SignInFault =
  | { readonly kind: "said"; readonly text: Text3; readonly code: string }
  | { readonly kind: "lost" }
  | { readonly kind: "no_passkey" }
  | { readonly kind: "set_up" }
  | { readonly kind: "no_patrol" };

/** Tries with work: the room's demand may have grown meanwhile. */
const MOST_TRIES = 3;

/**
 * Fragment that the console sets when it leads a crew here. A cookie alone proves nothing: one left without a link belongs to another
 * person.
 */
const ENTERED = "#entered";

/** The console's page, where a crew sets up the second factor that its role needs; the console then leads back here. */
const SET_UP = "/";

/** The app on this phone: who is signed in, and their work. */
export class Patrol {
  readonly store: Store;
  /** Earlier works of this page, which another page ended. */
  readonly lasts: readonly Patrol[];
  readonly #kept: Kept;
  readonly #onNew: (duty: Duty) => void;
  #shift: Shift | null = null;
  #lastCalls: LastCalls | null = null;
  /** True once another page of this phone took the work over. */
  #isOver = false;
  /** True from the room's yes to a sign-in until the person's work has begun. */
  #isEntering = false;
  #leaving: Promise<unknown> = Promise.resolve();

  private constructor(store: Store, kept: Kept, onNew: (duty: Duty) => void, lasts: readonly Patrol[]) {
    this.store = store;
    this.lasts = lasts;
    this.#kept = kept;
    this.#onNew = onNew;
    addEventListener("online", () => this.#retryNow());
    addEventListener("offline", () => this.#shift?.networkLost());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#retryNow();
    });
  }

  #retryNow(): void {
    this.#shift?.retryNow();
    this.#lastCalls?.kick();
  }

  /** Opens the app as the phone left it, with or without a link. */
  static async open(onNew: (duty: Duty) => void, lasts: readonly Patrol[] = []): Promise<Patrol> {
    const store = new Store(nobody(Date.now()));
    const kept = await Kept.open((isFull) => store.set({ isFull }));
    store.set({ hasStore: !kept.isOff });
    const patrol = new Patrol(store, kept, onNew, lasts);
    const hasEntered = location.hash === ENTERED && (await patrol.#enter());
    if (!hasEntered) await patrol.#goOn();
    if (kept.isOff) void kept.whenOpen.then(() => patrol.#useStore());
    return patrol;
  }

  /** Takes up the work of the person that the phone's store names. */
  async #goOn(): Promise<void> {
    const user = await this.#kept.get("user");
    if (user !== undefined) await this.#beginShift(user);
  }

  async #beginShift(user: User): Promise<void> {
    const shift = await Shift.begin(this.store, this.#kept, user, this.#onNew);
    this.#shift = shift;
    for (const last of this.lasts) {
      const unsent = last.#lastCalls?.giveBack(user.userId) ?? null;
      if (unsent !== null) void shift.takeBack(unsent);
    }
  }

  /** True while this work, which another page ended, has something that is not sent. */
  get hasUnsent(): boolean {
    const { waiting, refused } = this.store.get().box;
    return this.#lastCalls !== null && waiting.length + refused.length > 0;
  }

  /** The store opened late. A person who signed in meanwhile works on in memory, and finds the stored acts at the next start. */
  async #useStore(): Promise<void> {
    if (this.#isOver || this.#shift !== null || this.#isEntering) return;
    this.#kept.use();
    this.store.set({ hasStore: true });
    await this.#goOn();
  }

  /** Ends the work of this page and leaves the phone's store to another one. Its store keeps the outbox: calls for help are sent on. */
  close(): void {
    this.#isOver = true;
    this.#kept.leave();
    this.#lastCalls = this.#shift?.leave() ?? null;
    this.#shift = null;
    // An alarm that sounds ends with its cause.
    this.store.set({ ...nobody(Date.now()), box: this.store.get().box });
  }

  /**
   * Takes over the session of a crew that signed in at the console, after any former user of this phone. False without a link, or for any
   * other user: one signs in here.
   */
  async #enter(): Promise<boolean> {
    history.replaceState(null, "", "#duty");
    const answer = await ask("me", {});
    if (answer.kind !== "ok" || answer.value.user.role !== "patrol" || answer.value.secondFactor === "due") return false;
    await this.#begin(answer.value.user);
    return true;
  }

  async #begin(user: User): Promise<void> {
    this.#isEntering = true;
    // Each session has a key of its own.
    await this.#kept.forget("distressKey", user.userId);
    await this.#kept.put("user", "", user);
    this.#shift?.[Symbol.dispose]();
    await this.#beginShift(user);
    this.#isEntering = false;
  }

  /** The work of the signed-in person; screens that need it are shown to nobody else. */
  get shift(): Shift {
    if (this.#shift === null) throw new Error("nobody is signed in");
    return this.#shift;
  }

  async signIn(username: string, password: string, code: string): Promise<SignInFault | null> {
    // An answer to signing out that comes late would take the new session's cookie with it.
    await this.#leaving;
    const body = { username, password, ...(code === "" ? {} : { code }) };
    let answer = await ask("signIn", { body });
    for (let tried = 0; tried < MOST_TRIES && answer.kind === "refused" && answer.code === "session.work_needed"; tried++) {
      const task = String(answer.params?.["task"]);
      const nonce = await doWork(task, Number(answer.params?.["bits"]));
      answer = await ask("signIn", { body: { ...body, work: { task, nonce } } });
    }
    return this.#entered(answer);
  }

  /** Signs in by a passkey of this phone. */
  async signInByPasskey(): Promise<SignInFault | null> {
    await this.#leaving;
    const challenge = await ask("passkeyChallenge", {});
    if (challenge.kind !== "ok") return this.#entered(challenge);
    const response = await signChallenge(challenge.value);
    return response === null ? { kind: "no_passkey" } : this.#entered(await ask("passkeySignIn", { body: { response } }));
  }

  async #entered(answer: Answer<Session>): Promise<SignInFault | null> {
    if (answer.kind === "lost") return { kind: "lost" };
    if (answer.kind !== "ok") return { kind: "said", text: answer.text, code: answer.kind === "refused" ? answer.code : "" };
    const { user, secondFactor } = answer.value;
    if (user.role !== "patrol") {
      await ask("signOut", {});
      return { kind: "no_patrol" };
    }
    if (secondFactor === "due") {
      location.assign(SET_UP);
      return { kind: "set_up" };
    }
    await this.#begin(user);
    return null;
  }

  /** Ends the work. Waiting acts stay on the phone and are sent when the same person signs in again. */
  async signOut(): Promise<void> {
    const { user, isFull, hasStore } = this.store.get();
    this.#shift?.[Symbol.dispose]();
    this.#shift = null;
    await this.#kept.forget("user");
    if (user !== null)
      for (const name of ["shift", "duty", "drives", "bolos", "distressKey"] as const) await this.#kept.forget(name, user.userId);
    this.store.set({ ...nobody(Date.now()), isFull, hasStore });
    this.#leaving = ask("signOut", {});
    await this.#leaving;
  }
}
