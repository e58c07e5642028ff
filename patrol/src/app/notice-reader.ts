import type { Session } from "@amaliyat/contract/identity";
import type { Answer } from "../api/answer.ts";
import { ask } from "../api/ask.ts";
import type { Store } from "./state.ts";

type Around = { readonly store: Store; readonly onAnswer: (answer: Answer<unknown>) => void };

/** Reads the person's notices of sign-in codes. None is stored on the phone: each stays at the room until read. */
export class NoticeReader {
  readonly #around: Around;
  #asked = 0;

  constructor(around: Around) {
    this.#around = around;
  }

  read(): Promise<void> {
    return this.#take(() => ask("me", {}));
  }

  /** The person has read of a code. Without a link it is asked again. */
  seen(codeId: string): Promise<void> {
    return this.#take(() => ask("seenNotice", { params: { codeId } }));
  }

  /** Of several answers on their way the last question's counts. */
  async #take(work: () => Promise<Answer<Session>>): Promise<void> {
    const { store, onAnswer } = this.#around;
    const { user } = store.get();
    const asked = ++this.#asked;
    const answer = await work();
    onAnswer(answer);
    if (answer.kind === "ok" && asked === this.#asked && store.get().user === user) store.set({ notices: answer.value.notices });
  }
}
