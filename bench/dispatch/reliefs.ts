import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { playReliefs, type Officer } from "../../server/src/testing/reliefs.ts";
import { signIn } from "../../simulator/src/api/client.ts";
import { designate } from "../../simulator/src/seed/designate.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { furnish, officeOf, PASSWORD, placeIn, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

const OFFICERS = ["patrol1", "patrol1.1", "patrol1.2"] as const;

/**
 * Crews relieve each other in two units at random moments, act late and call for help. Checked against a second statement of the rule, and
 * the log.
 */
export async function reliefs(quick: boolean): Promise<Row[]> {
  const count = quick ? 100 : 1_000;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const office = await officeOf(room.url);
  for (const username of OFFICERS.slice(1))
    await designate(office, { username, name: username, badge: username, role: "patrol", sectors: ["SU1"] }, PASSWORD);
  const [supervisor, desk] = [await signInAs(room.url, "supervisor"), await signInAs(room.url, "dispatcher")];
  const officers: Officer[] = [];
  for (const username of OFFICERS) {
    const client = await signIn(room.url, username, PASSWORD);
    officers.push({ userId: (await client.must(identity.me, {})).user.userId, client });
  }
  const make = (code: string, userId: string | null) =>
    supervisor.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1", userId } });
  const [one, two] = [await make("R-1", officers[0]?.userId ?? null), await make("R-2", null)];
  const unitIds = [one.unitId, two.unitId] as const;
  const random = seededRandom(59);
  const played = await playReliefs({
    supervisor,
    desk,
    officers,
    unitIds: [...unitIds],
    sectorId: "SU1",
    place: placeIn(0),
    random,
    count,
  });
  const { rows } = await database.client.query<{ subject_id: string; actor_id: string }>(`
    select subject_id, actor_id from log_entry where type = 'assignment.stamped' and outcome = 'done' and actor_role = 'patrol' order by index`);
  const unlike = played.stamps.filter(
    ({ assignmentId, userId }, at) => rows[at]?.subject_id !== assignmentId || rows[at]?.actor_id !== userId,
  ).length;
  for (const wrong of [...played.refused, ...played.underAnotherName]) say(wrong);
  say(`${played.reliefs} reliefs, ${played.acts} acts, ${played.helpCalled} calls for help`);
  return rowsOf(`${count} reliefs`, "amaliyat", [
    ["help_refused", played.helpRefused, "calls"],
    ["stamps_under_another_name", played.underAnotherName.length + unlike + Math.abs(rows.length - played.stamps.length), "stamps"],
    ["own_acts_refused", played.refused.length, "acts"],
  ]);
}
