import { calls } from "@amaliyat/contract/calls";
import { identity } from "@amaliyat/contract/identity";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { workstations } from "@amaliyat/contract/workstations";
import { SLOTS } from "@amaliyat/domain/workstations";
import { randomUUID } from "node:crypto";
import { importEnds, startImport } from "./imports.ts";
import { putPerson } from "../people.ts";
import { signedIn } from "../test-client.ts";
import { PASSWORD, type TestRoom } from "../test-room.ts";

type Given = { readonly partnerId: string; readonly recordingId: string; readonly reportId: string };

/** One of each thing that belongs to a person or to the whole room and lies in no sector. */
export async function makeRoomThings(room: TestRoom, { partnerId, recordingId, reportId }: Given) {
  const { pool } = room.database.db;
  const [administrator, supervisor] = [await room.as("administrator"), await room.as("supervisor")];
  const { userId } = await putPerson(room, { username: "somebody", role: "call_taker" });
  await signedIn(room.url, "somebody", PASSWORD);
  const session = (await administrator.must(identity.sessions, {})).find((each) => each.userId === userId);
  const { rows } = await pool.query<{ id: string }>("select device_id as id from user_device where user_id = $1", [userId]);
  const [passkeyId, codeId, waveId] = [randomUUID(), randomUUID(), randomUUID()];
  await pool.query(
    `insert into passkey (passkey_id, credential_id, user_id, rp_id, name, public_key, counter, transports, created_at)
     values ($1, $2, $3, 'room.example', 'key', $2, 0, '{}', now())`,
    [passkeyId, Buffer.from(passkeyId), userId],
  );
  await pool.query(
    `insert into sign_in_code (code_id, user_id, first_hash, second_hash, way, issued_at, expires_at)
     values ($1, $2, 'x', 'x', 'reset', now(), now() + interval '1 day')`,
    [codeId, userId],
  );
  await pool.query(`insert into report_wave (wave_id, danger, alike, first_at, last_at) values ($1, true, true, now(), now())`, [waveId]);
  await pool.query("update report set wave_id = $1 where report_id = $2", [waveId, reportId]);
  const designation = { username: "to-be-confirmed", name: "ن", badge: "99", role: "operator" as const, sectors: ["SU1"] };
  const asked = await administrator.must(identity.createUser, { body: designation });
  const started = await startImport(await room.as("analyst"), "calls", "arrived_at,line,nature,sector,answered_after_s,duration_s\r\n");
  if (started.ok) await importEnds(await room.as("analyst"), started.value.importId);
  const token = await supervisor.must(partnerRoutes.issueToken, { params: { partnerId }, body: { use: "desk", days: 1 } });
  const officer = await room.as("evidence_officer");
  const { listeningId } = await officer.must(calls.openRecording, { params: { recordingId }, body: { purpose: "protection" } });
  const { workstationId } = await supervisor.must(workstations.create, {});
  const slots = Array.from({ length: SLOTS }, () => null);
  const { layoutId } = await supervisor.must(workstations.saveLayout, {
    body: { name: "جدار", isShared: true, grid: "9", cameras: slots },
  });
  return {
    workstationId,
    layoutId,
    userId,
    sessionId: session?.sessionId ?? "",
    deviceId: rows[0]?.id ?? "",
    passkeyId,
    codeId,
    waveId,
    approvalId: asked.kind === "waits" ? asked.approvalId : "",
    importId: started.ok ? started.value.importId : "",
    tokenId: token.tokenId,
    listeningId,
    // No call is talked in here: nobody has a recall.
    recallId: randomUUID(),
  };
}
