import {
  beginServer,
  responseTo,
  stepServer,
  TRANSACTION_MS,
  writeMessage,
  type Body,
  type Header,
  type ReceivedRequest,
  type ServerEvent,
  type ServerState,
} from "@amaliyat/domain/sip";

export type ReplyParts = { readonly headers?: readonly Header[]; readonly body?: Body | null };

export type ServerKit = {
  /** Headers of all our answers. */
  readonly common: readonly Header[];
  readonly send: (text: string) => void;
  readonly over: () => void;
};

/** A request of theirs that waits for our answer: it runs the transaction's rules on the clock and the link. */
export class Asked {
  readonly message: ReceivedRequest;
  /** The tag of our side in the dialog that an answer makes. */
  readonly toTag: string;
  /** They gave up before our answer, which is given by itself. */
  onCancel: () => void = () => undefined;
  readonly #kit: ServerKit;
  #state: ServerState;
  #last: string | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(message: ReceivedRequest, toTag: string, kit: ServerKit) {
    [this.message, this.toTag, this.#kit] = [message, message.toTag ?? toTag, kit];
    this.#state = beginServer(message.method === "INVITE");
  }

  /** The answer as it is sent. */
  written(status: number, { headers = [], body = null }: ReplyParts = {}): string {
    const all = [...this.#kit.common, ...headers];
    return writeMessage(responseTo(this.message, status, { toTag: this.toTag, headers: all, body }));
  }

  /** Answers: the text that went, or null where another final answer went before, or the request is over. */
  reply(status: number, parts: ReplyParts = {}): string | null {
    if (this.#state.at !== "proceeding") return null;
    this.#last = this.written(status, parts);
    this.#step({ on: "answer", status });
    return this.#last;
  }

  /** Handles the same request, or the ACK to our refusal; true where the ACK is one to our 2xx, which its dialog needs. */
  again(method: string): boolean {
    const isForDialog = method === "ACK" && this.#state.at === "accepted";
    this.#step(method === "ACK" ? { on: "ack" } : { on: "again" });
    return isForDialog;
  }

  /** Handles a CANCEL: the request is refused, if it was not answered yet. */
  cancelled(): void {
    if (this.reply(487) !== null) this.onCancel();
  }

  /** Forgets the request without an answer: somebody else answers it. */
  drop(): void {
    this.#state = { ...this.#state, at: "over" };
    this.dispose();
    this.#kit.over();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #step(event: ServerEvent): void {
    const { state, effects } = stepServer(this.#state, event);
    this.#state = state;
    for (const effect of effects) {
      if (effect.do === "wait") this.#timer = setTimeout(() => this.#step({ on: "timer" }), TRANSACTION_MS).unref();
      else if (this.#last !== null) this.#kit.send(this.#last);
    }
    if (state.at === "over") this.drop();
  }
}
