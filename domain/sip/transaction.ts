// Transactions of RFC 3261 §17, with the accepted state of RFC 6026. The transport loses nothing: no request is sent again by itself, and no
// repetition is waited for. So timers A, E and G do not exist, and D, I, J and K are 0.

/** Time after which a transaction without an answer or without an ACK is over: timers B, F, H, L and M, ms (64 T1). */
export const TRANSACTION_MS = 32_000;

/** A step: the next state, and the effects in their order. */
export type Step<State, Effect> = { readonly state: State; readonly effects: readonly Effect[] };

/** Our request. `cancel` is wanted by its user before the other side was heard, and sent after that (RFC 3261 §9.1). */
export type ClientState = {
  readonly isInvite: boolean;
  readonly at: "calling" | "proceeding" | "accepted" | "over";
  readonly cancel: "no" | "wanted" | "sent";
};
export type ClientEvent =
  | { readonly on: "answer"; readonly status: number }
  | { readonly on: "cancel" }
  | { readonly on: "timer" }
  | { readonly on: "lost" };
export type ClientEffect =
  | { readonly do: "tell" }
  /** Acknowledges an answer that is no 2xx; a 2xx is acknowledged by the user (RFC 3261 §17.1.1.3). */
  | { readonly do: "acknowledge" }
  | { readonly do: "cancel" }
  /** Starts the timer, in the place of one that runs. */
  | { readonly do: "wait" }
  | { readonly do: "fail"; readonly status: 408 | 503 };

export const beginClient = (isInvite: boolean): Step<ClientState, ClientEffect> => ({
  state: { isInvite, at: "calling", cancel: "no" },
  effects: [{ do: "wait" }],
});

function clientAnswer(state: ClientState, status: number): Step<ClientState, ClientEffect> {
  if (state.at === "accepted") return { state, effects: status >= 200 && status < 300 ? [{ do: "tell" }] : [] };
  if (status < 200) {
    const proceeding: ClientState = { ...state, at: "proceeding", cancel: state.cancel === "wanted" ? "sent" : state.cancel };
    if (state.cancel === "wanted") return { state: proceeding, effects: [{ do: "tell" }, { do: "cancel" }, { do: "wait" }] };
    return { state: proceeding, effects: [{ do: "tell" }] };
  }
  if (!state.isInvite) return { state: { ...state, at: "over" }, effects: [{ do: "tell" }] };
  if (status < 300) return { state: { ...state, at: "accepted" }, effects: [{ do: "wait" }, { do: "tell" }] };
  return { state: { ...state, at: "over" }, effects: [{ do: "acknowledge" }, { do: "tell" }] };
}

export function stepClient(state: ClientState, event: ClientEvent): Step<ClientState, ClientEffect> {
  const stays = { state, effects: [] };
  const over: ClientState = { ...state, at: "over" };
  if (state.at === "over") return stays;
  switch (event.on) {
    case "answer":
      return clientAnswer(state, event.status);
    case "cancel":
      if (!state.isInvite || state.at === "accepted" || state.cancel !== "no") return stays;
      if (state.at === "calling") return { state: { ...state, cancel: "wanted" }, effects: [] };
      // The other side has so long for its final answer.
      return { state: { ...state, cancel: "sent" }, effects: [{ do: "cancel" }, { do: "wait" }] };
    case "timer":
      if (state.at === "accepted") return { state: over, effects: [] };
      // An INVITE that was heard may ring on, unless it was cancelled.
      if (state.isInvite && state.at === "proceeding" && state.cancel !== "sent") return stays;
      return { state: over, effects: [{ do: "fail", status: 408 }] };
    case "lost":
      return state.at === "accepted" ? stays : { state: over, effects: [{ do: "fail", status: 503 }] };
  }
}

/** Their request. */
export type ServerState = { readonly isInvite: boolean; readonly at: "proceeding" | "accepted" | "completed" | "over" };
export type ServerEvent =
  /** The same request came again. */
  | { readonly on: "again" }
  | { readonly on: "ack" }
  /** Our user answers. */
  | { readonly on: "answer"; readonly status: number }
  | { readonly on: "timer" };
export type ServerEffect =
  /** Sends the answer of our user. */
  | { readonly do: "send" }
  /** Sends the last answer again. */
  | { readonly do: "repeat" }
  | { readonly do: "wait" };

export const beginServer = (isInvite: boolean): ServerState => ({ isInvite, at: "proceeding" });

export function stepServer(state: ServerState, event: ServerEvent): Step<ServerState, ServerEffect> {
  const stays = { state, effects: [] };
  const over: ServerState = { ...state, at: "over" };
  if (state.at === "over") return stays;
  switch (event.on) {
    case "again":
      // A 2xx is sent again by its dialog (RFC 6026 §7.1).
      return { state, effects: state.at === "accepted" ? [] : [{ do: "repeat" }] };
    case "ack":
      return state.at === "completed" ? { state: over, effects: [] } : stays;
    case "answer": {
      if (state.at !== "proceeding") return stays;
      if (event.status < 200) return { state, effects: [{ do: "send" }] };
      if (!state.isInvite) return { state: over, effects: [{ do: "send" }] };
      return { state: { ...state, at: event.status < 300 ? "accepted" : "completed" }, effects: [{ do: "send" }, { do: "wait" }] };
    }
    case "timer":
      return state.at === "proceeding" ? stays : { state: over, effects: [] };
  }
}
