import {
  beginClient,
  fieldOf,
  readCSeq,
  stepClient,
  TRANSACTION_MS,
  type ClientEffect,
  type ClientEvent,
  type ReceivedResponse,
  type SipRequest,
  type Step,
  type ClientState,
} from "@amaliyat/domain/sip";

/** Callbacks to the sender of a request. `failed` stands for an answer that never came: 408, or 503 if our way to the edge failed. */
export type ClientHeard = {
  readonly answered: (answer: ReceivedResponse) => void;
  readonly failed: (status: 408 | 503) => void;
};

export type ClientKit = {
  /** Sends a request with this Via branch. */
  readonly send: (request: SipRequest, branch: string) => Promise<void>;
  /** Sends a request in a transaction of its own, with a branch that is given. */
  readonly begin: (request: SipRequest, branch: string) => void;
  readonly over: () => void;
};

/** A request about another: it has its address, way and call, and its number (RFC 3261 §9.1, §17.1.1.3). */
function about(request: SipRequest, method: string, to: string | undefined): SipRequest {
  const number = readCSeq(fieldOf(request, "cseq") ?? "")?.number ?? 0;
  const same = new Set(["route", "max-forwards", "from", "to", "call-id"]);
  const headers = request.headers
    .filter(([name]) => same.has(name))
    .map(([name, value]) => [name, name === "to" ? (to ?? value) : value] as const);
  return { kind: "request", method, uri: request.uri, headers: [...headers, ["cseq", `${number} ${method}`]], body: "" };
}

/** A request of ours and its answers: it runs the transaction's rules on the clock and the link. */
export class ClientTransaction {
  readonly #request: SipRequest;
  readonly #branch: string;
  readonly #heard: ClientHeard;
  readonly #kit: ClientKit;
  #state: ClientState;
  #timer: NodeJS.Timeout | undefined;

  constructor(request: SipRequest, branch: string, heard: ClientHeard, kit: ClientKit) {
    [this.#request, this.#branch, this.#heard, this.#kit] = [request, branch, heard, kit];
    const begun = beginClient(request.method === "INVITE");
    this.#state = begun.state;
    this.#run(begun.effects, null);
    this.#send(request);
  }

  receive(answer: ReceivedResponse): void {
    this.#step({ on: "answer", status: answer.status }, answer);
  }

  cancel(): void {
    this.#step({ on: "cancel" });
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #send(request: SipRequest): void {
    this.#kit.send(request, this.#branch).catch(() => this.#step({ on: "lost" }));
  }

  #step(event: ClientEvent, answer: ReceivedResponse | null = null): void {
    const { state, effects }: Step<ClientState, ClientEffect> = stepClient(this.#state, event);
    this.#state = state;
    if (state.at === "over") {
      this.dispose();
      this.#kit.over();
    }
    this.#run(effects, answer);
  }

  #run(effects: readonly ClientEffect[], answer: ReceivedResponse | null): void {
    for (const effect of effects) {
      if (effect.do === "wait") {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#step({ on: "timer" }), TRANSACTION_MS).unref();
      } else if (effect.do === "fail") this.#heard.failed(effect.status);
      else if (effect.do === "cancel") this.#kit.begin(about(this.#request, "CANCEL", undefined), this.#branch);
      else if (answer === null) continue;
      else if (effect.do === "tell") this.#heard.answered(answer);
      else void this.#kit.send(about(this.#request, "ACK", fieldOf(answer, "to")), this.#branch).catch(() => undefined);
    }
  }
}
