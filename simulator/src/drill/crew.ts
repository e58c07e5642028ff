import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { theRoom } from "@amaliyat/contract/room";
import type { Point } from "@amaliyat/domain/kernel";
import { Refused, signIn } from "../api/client.ts";
import type { DrillOptions } from "./options.ts";

/** Unit of the crew, and the middle of the room's map. */
type CrewReady = { readonly code: string; readonly center: Point };

/**
 * Reads the crew's unit before anything is sent to the room. Throws one line with the cause if no order can come: the account is refused or
 * is no crew, has no unit, or its unit is at work.
 */
export async function readCrew(api: string, { username, password }: NonNullable<DrillOptions["crew"]>): Promise<CrewReady> {
  try {
    const client = await signIn(api, username, password);
    try {
      const duty = client.session.user.role === "patrol" ? await client.must(dispatch.duty, {}) : undefined;
      if (duty === undefined)
        throw new Error(`${username} is no crew: its role is ${client.session.user.role}. Name the account of a crew`);
      if (duty === null) throw new Error(`${username} speaks for no unit: seat it in a unit, or make a unit with this account`);
      const [order] = duty.assignments;
      if (order !== undefined) throw new Error(`unit ${duty.unit.code} is at work on ${order.reference}: free it first`);
      return { code: duty.unit.code, center: (await client.must(theRoom.room, {})).center };
    } finally {
      await client.ask(identity.signOut, {});
    }
  } catch (cause) {
    if (cause instanceof Refused) throw new Error(`the room refuses ${username}: ${cause.message}`, { cause });
    throw cause;
  }
}
