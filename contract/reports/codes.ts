import { LANGUAGES } from "@amaliyat/domain/kernel";
import {
  FILE_KINDS,
  REPORT_ENDS,
  REPORT_KINDS,
  REPORT_SORTS,
  REPORT_STATES,
  REPORT_STEPS,
  RANK_REASONS,
  RANKS_BY_HAND,
  PROOF_USES,
} from "@amaliyat/domain/reports";
import { NATURES, OUTSIDE_NATURES } from "@amaliyat/domain/calls";
import { z } from "zod";

export const reportKind = z.enum(REPORT_KINDS.map(({ kind }) => kind));
export const reportSort = z.enum(REPORT_SORTS);
export const reportState = z.enum(REPORT_STATES);
export const reportEnd = z.enum(REPORT_ENDS.map(({ end }) => end));
export const reportStep = z.enum(REPORT_STEPS);
export const reportNature = z.enum([...NATURES, ...OUTSIDE_NATURES.filter(({ code }) => code !== "ABN")].map(({ code }) => code));
export const reportLanguage = z.enum(LANGUAGES);
export const rankReason = z.enum(RANK_REASONS.map(({ reason }) => reason));
export const rankByHand = z.enum(RANKS_BY_HAND);
export const proofUse = z.enum(PROOF_USES);
export const fileKind = z.enum(FILE_KINDS);

/** Source of a report's place: a point on the map, the phone's own place, a landmark; `outside` came with a city's system. */
export const reportPlaceSource = z.enum(["map", "phone", "landmark", "outside", "room"]);

/**
 * Progress of a file:
 * - `announced`: the report names it;
 * - `arriving`;
 * - `arrived`: whole, its hash as announced;
 * - `ready`: viewing copies were made;
 * - `refused`: stored as it came and shown to nobody, with the reason in `code`.
 */
export const fileState = z.enum(["announced", "arriving", "arrived", "ready", "refused"]);

/** The follow-up code as typed; judged by the use case, so that every wrong one gets the same answer. */
export const followCode = z.string().max(40);

/** Token of a telephone, of its own making: 128 bits of chance. It counts reports and names nobody. */
export const deviceToken = z.string().regex(/^[\w-]{22,64}$/);

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
