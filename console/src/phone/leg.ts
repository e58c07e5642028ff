import type { TalkKind } from "./phone-state.ts";

/** Facts of a session from the headers of the room's INVITE. */
export type Leg = {
  readonly legId: string;
  readonly callId: string;
  readonly kind: TalkKind;
  readonly line: string;
  readonly number: string | null;
  readonly survival: boolean;
  /** For a supervisor's voice: whether the caller is to hear it as well. */
  readonly partTaken: boolean;
  /** For a supervisor's voice: the call that it belongs to. */
  readonly withCall: string | null;
  /** True where this console's person has just asked for it, so that it is answered by itself. */
  readonly asked: boolean;
  /** For a colleague who wants a word first: the call that it is about. */
  readonly about: string | null;
};

type Request = { readonly getHeader: (name: string) => string | undefined };

const kindOf = (header: (name: string) => string | null): TalkKind => {
  if (header("X-Voice") !== null) return header("X-Voice-Side") === "own" ? "voice" : "coach";
  if (header("X-Listen") !== null) return "hearing";
  return header("X-Call-Out") === null ? "caller" : "called_out";
};

/** Reads what rings. A call that the edge saved by itself has no name of the room's: its own id stands for it. */
export function legOf(request: Request, id: string, from: string): Leg {
  const header = (name: string): string | null => request.getHeader(name) || null;
  const kind = kindOf(header);
  const side = header("X-Listen");
  const number = header("X-Call-Out") ?? (/^\+?\d{2,20}$/.test(from) ? from : null);
  return {
    // A supervisor hears the two sides of a call in two sessions of one leg.
    legId: `${header("X-Leg-Id") ?? id}${side === null ? "" : `.${side}`}`,
    callId: header("X-Call-Id") ?? id,
    kind,
    line: header("X-Line") ?? "",
    number,
    survival: header("X-Survival") !== null,
    partTaken: header("X-Voice") === "barge",
    withCall: header("X-With-Call"),
    asked: kind !== "caller" || header("X-Asked") !== null,
    about: header("X-About"),
  };
}
