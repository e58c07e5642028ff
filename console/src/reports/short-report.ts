import { localYear } from "@amaliyat/domain/calendar";

/** A reference as said in the room: `R-000042` in its own year, `R-2025-000042` when it is of another. */
export const shortReport = (reference: string, at: number): string => reference.replace(`R-${localYear(at)}-`, "R-");
