import type { Duty } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import { doWork } from "@amaliyat/ui/proof";
import { ask } from "../api/ask.ts";
import type { Text3 } from "@amaliyat/domain/kernel";
import { Kept } from "../keep/kept.ts";
import { Shift } from "./shift.ts";
import { nobody, Store } from "./state.ts";

/** What signing in came to; null is success. */
export type SignInFault =
  | { readonly kind: "said"; readonly text: Text3; readonly code: string }
  | { readonly kind: "lost" }
  | { readonly kind: "no_patrol" };

/** Tries with work: what the room asks for may have grown while it was done. */
const MOST_TRIES = 3;

/** What the console leaves behind `#` where it leads a crew here. A cookie alone says nothing: one that was left without a link is another's. */
const ENTERED = "#entered";

/** The app on this phone: who is signed in, and their work. */
export class Patrol {
  readonly store: Store;
  readonly #kept: Kept;
  readonly #onNew: (duty: Duty) => void;
  #shift: Shift | null = null;
  #leaving: Promise<unknown> = Promise.resolve();

  private constructor(store: Store, kept: Kept, onNew: (duty: Duty) => void) {
    this.store = store;
    this.#kept = kept;
    this.#onNew = onNew;
    addEventListener("online", () => this.#shift?.retryNow());
    addEventListener("offline", () => this.#shift?.networkLost());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#shift?.retryNow();
    });
  }

  /** Opens the app as the phone left it, with or without a link. */
  static async open(onNew: (duty: Duty) => void): Promise<Patrol> {
    const kept = await Kept.open();
    const patrol = new Patrol(new Store(nobody(Date.now())), kept, onNew);
    const user = await kept.get("user");
    if (user === undefined && location.hash === ENTERED) await patrol.#enter();
    else if (user !== undefined) patrol.#shift = await Shift.begin(patrol.store, kept, user, onNew);
    return patrol;
  }

  /** Takes over the session of a crew that signed in at the console; without a link, or as anybody else, one signs in here. */
  async #enter(): Promise<void> {
    history.replaceState(null, "", "#duty");
    const answer = await ask("me", {});
    if (answer.kind !== "ok" || answer.value.user.role !== "patrol") return;
    await this.#begin(answer.value.user);
  }

  async #begin(user: User): Promise<void> {
    await this.#kept.put("user", "", user);
    this.#shift?.[Symbol.dispose]();
    this.#shift = await Shift.begin(this.store, this.#kept, user, this.#onNew);
  }

  /** The work of whoever is signed in; screens that need it are shown to nobody else. */
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
    if (answer.kind === "lost") return { kind: "lost" };
    if (answer.kind !== "ok") return { kind: "said", text: answer.text, code: answer.kind === "refused" ? answer.code : "" };
    const { user } = answer.value;
    if (user.role !== "patrol") {
      await ask("signOut", {});
      return { kind: "no_patrol" };
    }
    await this.#begin(user);
    return null;
  }

  /** Ends the work. What waits stays on the phone and is sent when the same person signs in again. */
  async signOut(): Promise<void> {
    const { user } = this.store.get();
    this.#shift?.[Symbol.dispose]();
    this.#shift = null;
    await this.#kept.forget("user");
    if (user !== null) for (const name of ["shift", "duty", "drives", "bolos"] as const) await this.#kept.forget(name, user.userId);
    this.store.set(nobody(Date.now()));
    this.#leaving = ask("signOut", {});
    await this.#leaving;
  }
}
