import { describeLogType, isLogType, type LogRow } from "@amaliyat/contract/audit";
import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { isPurpose, PURPOSE_LABELS } from "@amaliyat/domain/cameras";
import { isRole, ROLE_LABELS } from "@amaliyat/domain/identity";
import type { Language } from "@amaliyat/domain/kernel";

/** Kinds of subject of an entry, as the room writes them. Another kind is shown as it came. */
export const SUBJECT_KINDS = [
  "assignment",
  "bulletin",
  "camera",
  "import",
  "intervention",
  "phase",
  "sector",
  "session",
  "site",
  "unit",
  "user",
  "intervals",
  "limits",
  "roster",
  "shift",
  "shift_note",
  "plan",
  "place",
  "hazard",
  "report",
  "report_wave",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const isSubjectKind = (text: string): text is SubjectKind => SUBJECT_KINDS.some((kind) => kind === text);

/** The label of a type of entry; the type itself if this program is older than the entry. */
export const typeWords = (type: string, language: Language): string => (isLogType(type) ? describeLogType(type).label[language] : type);

export const roleWords = (role: string, language: Language): string => (isRole(role) ? ROLE_LABELS[role][language] : role);

/** Word for an actor without a name: an erased person, a citizen (who has no name here), or the room itself. */
export const namelessKey = ({ erased, actorRole }: Pick<LogRow, "erased" | "actorRole">): "erased_short" | "citizen" | "room" =>
  erased ? "erased_short" : actorRole === "citizen" ? "citizen" : "room";

export const purposeWords = (purpose: string, language: Language): string =>
  isPurpose(purpose) ? PURPOSE_LABELS[purpose][language] : purpose;

/** Reason of the refusal, in a sentence. */
export const refusalWords = (code: string, language: Language): string => (isErrorCode(code) ? explain(code, {})[language] : code);

/** Name of the subject for a person: the code or name in the entry, else the beginning of its id. */
export function subjectName(row: Pick<LogRow, "subjectId" | "detail">): string | null {
  const { detail } = row;
  for (const key of ["code", "username", "fileName"]) {
    const told =
      typeof detail === "object" && detail !== null && key in detail ? Object.entries(detail).find(([name]) => name === key)?.[1] : null;
    if (typeof told === "string" && told !== "") return told;
  }
  if (row.subjectId === null) return null;
  return /^[0-9a-f]{8}-/.test(row.subjectId) ? row.subjectId.slice(0, 8) : row.subjectId;
}
