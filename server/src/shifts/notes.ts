import type { Note, shifts } from "@amaliyat/contract/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { noteById } from "./rows/hand-over-queries.ts";
import { insertNote, setMatterOf } from "./rows/shifts-store.ts";
import { noteSubject } from "./subjects.ts";
import { tellingOfPart } from "./tell-shift.ts";

async function noteAfter(tx: Tx, noteId: string): Promise<Note> {
  const note = await noteById(tx, noteId);
  if (note === null) throw new Error("a note left its own author's sight");
  return note;
}

/** Writes a note. It belongs to the shift in whose span its moment lies, whatever is signed meanwhile. */
export async function note(db: Db, { who, at, body }: Call<typeof shifts.note>): Promise<Reply<typeof shifts.note>> {
  if (!who.covers.includes(body.sectorId)) return refuse({ code: "object.not_found" });
  return refusable(db, scopeOf(who), async (tx) => {
    const corrects = body.corrects ?? null;
    if (corrects !== null && (await noteById(tx, corrects)) === null) return refuse({ code: "object.not_found" });
    const noteId = randomUUID();
    await insertNote(tx, { note_id: noteId, sector_id: body.sectorId, at: new Date(at), by: who.userId, text: body.text, corrects });
    if (body.matter) await setMatterOf(tx, noteId, true, new Date(at), who.userId);
    const shown = await noteAfter(tx, noteId);
    await settle(
      tx,
      { who, at },
      { type: "shift.noted", about: noteSubject({ noteId, sectorId: body.sectorId }), detail: { corrects, matter: shown.matter } },
      [tellingOfPart("log", body.sectorId)],
    );
    return ok(shown);
  });
}

/** Pins a note as a matter to hand over, or settles it. */
export async function setMatter(db: Db, { who, at, params, body }: Call<typeof shifts.setMatter>): Promise<Reply<typeof shifts.setMatter>> {
  return refusable(db, scopeOf(who), async (tx) => {
    if ((await noteById(tx, params.noteId)) === null) return refuse({ code: "object.not_found" });
    const changed = await setMatterOf(tx, params.noteId, body.open, new Date(at), who.userId);
    const shown = await noteAfter(tx, params.noteId);
    await settle(
      tx,
      { who, at },
      {
        type: "shift.matter_changed",
        about: noteSubject({ noteId: params.noteId, sectorId: shown.sectorId }),
        detail: { matter: shown.matter, repeated: !changed },
      },
      changed ? [tellingOfPart("log", shown.sectorId)] : [],
    );
    return ok(shown);
  });
}
