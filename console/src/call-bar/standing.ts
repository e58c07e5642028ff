import type { CallCard } from "@amaliyat/contract/calls";

type Event = Pick<CallCard["events"][number], "kind" | "data">;

/** A transfer under way: its two are to speak first, have spoken, or the other is rung for the caller. */
export type Handing = "consult" | "consulted" | "rings";

/** State of a call beside its `state`: caller hears music (`held`), transfer under way (`handing`). */
export type Standing = { readonly held: boolean; readonly handing: Handing | null };

export const PLAIN: Standing = { held: false, handing: null };

function after(before: Standing, { kind, data }: Event): Standing {
  switch (kind) {
    case "hold":
      return { ...before, held: data["on"] === true };
    case "transfer":
      return { held: true, handing: data["consult"] === true ? "consult" : "rings" };
    case "transfer_completed":
      return { held: true, handing: "rings" };
    case "consult_ended":
      return before.handing === "consult" ? { ...before, handing: "consulted" } : before;
    case "transfer_cancelled":
    case "answered":
      return PLAIN;
    case "leg_failed":
      return data["leg"] === "transfer" ? PLAIN : before;
    default:
      return before;
  }
}

/** Derived from the events of a call, in order. */
export const standingOf = (events: readonly Event[]): Standing => events.reduce(after, PLAIN);
