import { ALERT_CHANNELS, BODY_CHANNELS, NOTICE_CHANNELS, TOLD_STATES, UNIT_CHANNELS } from "@amaliyat/domain/bolos";
import { ROLES } from "@amaliyat/domain/identity";
import { z } from "zod";
import { id, instant, moment, name } from "../route/fields.ts";

/** Way by which somebody is told of a BOLO. */
export const noticeChannel = z.enum(NOTICE_CHANNELS.map(({ code }) => code));

/** A person who is to know: at a desk, or in the crew of a unit. */
const toldPerson = z.object({
  userId: id,
  name: z.string(),
  role: z.enum(ROLES),
  unitCode: z.string().nullable(),
  state: z.enum(TOLD_STATES),
  toldAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
});
export type ToldPerson = z.output<typeof toldPerson>;

/** A unit in service that has no account, or that a person told; `told` is null while nobody has. */
const toldUnit = z.object({
  unitId: id,
  unitCode: z.string(),
  told: z.object({ channel: noticeChannel, at: instant, by: z.string() }).nullable(),
});
export type ToldUnit = z.output<typeof toldUnit>;

/** A body or medium outside that a person told; `alertId` is the child alert whose text it received, or null. */
const toldOutside = z.object({ channel: noticeChannel, alertId: id.nullable(), name: z.string(), at: instant, by: z.string() });
export type ToldOutside = z.output<typeof toldOutside>;

/** Recipients of a BOLO, by the kind of the addressee. */
export const notices = z.object({ people: z.array(toldPerson), units: z.array(toldUnit), outside: z.array(toldOutside) });

const outside = { name: name(160), at: moment };

/** Notice that a person records: a unit told now, a body outside, or the text of a child alert handed over. */
export const newNotice = z.discriminatedUnion("channel", [
  z.object({ channel: z.enum(UNIT_CHANNELS), unitId: id }),
  z.object({ channel: z.enum(BODY_CHANNELS), ...outside }),
  z.object({ channel: z.enum(ALERT_CHANNELS), alertId: id, ...outside }),
]);
