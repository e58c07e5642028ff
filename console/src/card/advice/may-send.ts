import type { Advised } from "@amaliyat/contract/dispatch";

type One = Pick<Advised, "unit">;

/**
 * Readiness of a unit. `anyway`: the sender confirms knowing that it calls for help, is busy or is reserved. `never`: it cannot be sent.
 */
export type Sendable = "free" | "anyway" | "never";

/**
 * A unit that is free and in service is sent at once, also with an old position, whose age is shown. One that calls for help, works
 * elsewhere or is reserved needs a confirmation. One that is out of service, or is a person without a unit, is not sent.
 */
export function sendable({ unit }: One): Sendable {
  if (unit.isPerson || unit.status === "unavailable") return "never";
  return unit.distress === null && unit.status === "available" ? "free" : "anyway";
}

export const maySend = (one: One): boolean => sendable(one) === "free";
