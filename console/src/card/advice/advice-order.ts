import type { Advised } from "@amaliyat/contract/dispatch";
import { sendable } from "./may-send.ts";

/** Units as they are listed. Within a part they stand in the room's order. */
export type AdviceParts = {
  /** Those already sent to this intervention. */
  readonly sent: readonly Advised[];
  /** Those that the room can weigh. */
  readonly advised: readonly Advised[];
  /** Those whose place is not known any more: somebody asks them by radio. */
  readonly byRadio: readonly Advised[];
  /** Those that cannot be sent. */
  readonly off: readonly Advised[];
};

/** Parts the advice: units of which nothing can be said come last, before those that cannot go. */
export function adviceParts(advice: readonly Advised[], sentIds: ReadonlySet<string>): AdviceParts {
  const part = (one: Advised): keyof AdviceParts => {
    if (sentIds.has(one.unit.unitId)) return "sent";
    if (sendable(one) === "never") return "off";
    return one.advised ? "advised" : "byRadio";
  };
  const of = (name: keyof AdviceParts): readonly Advised[] => advice.filter((one) => part(one) === name);
  return { sent: of("sent"), advised: of("advised"), byRadio: of("byRadio"), off: of("off") };
}

/** The units in the order in which they are listed. */
export const listed = ({ sent, advised, byRadio, off }: AdviceParts): readonly Advised[] => [...sent, ...advised, ...byRadio, ...off];
