import { FORWARD_KINDS, PARTNER_KINDS, REQUEST_TRANSITIONS, TRANSPORTS } from "@amaliyat/domain/partners";
import { z } from "zod";

export const partnerKind = z.enum(PARTNER_KINDS);
export const transport = z.enum(TRANSPORTS);
export const forwardState = z.enum(FORWARD_KINDS);
export const requestState = z.enum(
  Object.keys(REQUEST_TRANSITIONS).filter((kind) => kind !== "none") as ["waiting", "withdrawn", "taken", "declined"],
);
/** Use of a token: the partner's system, its desk at the narrow screen, or Open311, by which a city hands reports on. */
export const tokenUse = z.enum(["system", "desk", "open311"]);
export type TokenUse = z.output<typeof tokenUse>;
