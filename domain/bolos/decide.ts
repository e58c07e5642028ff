import { exhaustive, isSaid, isWritten, ok, refuse, type Result } from "../kernel/index.ts";
import { factsOfKind } from "./facts.ts";
import { isOfPerson, type BoloEnd } from "./kinds.ts";
import { mayNameNobody, namingWords, namingWordsOf, needsPapers } from "./naming.ts";
import { refusedBolo, type BoloRefusal } from "./refusals.ts";
import { standingAt, type Act, type Bolo, type BoloPapers, type BoloSaid } from "./state.ts";
import { boloAfter } from "./transitions.ts";

export type BoloCommand =
  | ({ readonly kind: "change" } & { readonly said: BoloSaid })
  | { readonly kind: "publish" }
  | { readonly kind: "renew"; readonly hours: number; readonly reason: string }
  | { readonly kind: "cancel"; readonly end: BoloEnd; readonly words: string };

/** Time and author of the act, the version that the screen saw, and the papers. */
export type BoloCircumstances = Act & { readonly seenVersion: number; readonly papers: BoloPapers };

const HOUR_MS = 3_600_000;
/** Default time of a BOLO in force, and its maximum from publication or renewal. Hours. */
export const DEFAULT_HOURS = 72;
export const MOST_HOURS = 30 * 24;

const isSpan = (hours: number): boolean => Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS;

function checkSaid(said: BoloSaid): Result<BoloSaid, BoloRefusal> {
  if (!isSaid(said.text)) return refusedBolo("bolo.text_missing");
  if (!isSpan(said.hours)) return refusedBolo("bolo.span_wrong", { days: MOST_HOURS / 24 });
  const { authority, caseReference } = said;
  const facts = factsOfKind(said.kind, said.facts);
  const { namesNobody = null } = said;
  if (namesNobody !== null && !mayNameNobody({ ...said, facts })) return refusedBolo("bolo.names_somebody");
  return ok({
    ...said,
    // An answer on other words is none: the author is asked again.
    namesNobody: namesNobody !== null && namesNobody.words === namingWords({ ...said, text: said.text.trim(), facts }) ? namesNobody : null,
    text: said.text.trim(),
    authority: authority?.trim() ?? null,
    caseReference: caseReference?.trim() ?? null,
    facts,
    sectors: [...new Set(said.sectors)].toSorted(),
  });
}

/** Writes a draft. */
export function writeBolo(boloId: string, given: BoloSaid): Result<Extract<Bolo, { state: "draft" }>, BoloRefusal> {
  const said = checkSaid(given);
  return said.ok ? ok(withAnswerer({ ...said.value, boloId, version: 1, state: "draft" })) : said;
}

/** Adds the author of its answer to those who ever answered. */
const withAnswerer = <B extends Bolo>(bolo: B): B =>
  bolo.namesNobody ? { ...bolo, answeredBy: [...new Set([...(bolo.answeredBy ?? []), bolo.namesNobody.by])] } : bolo;

/** A BOLO must be recognisable to a patrol: a vehicle needs a plate or a make, a person a word on their looks. */
function isRecognisable({ kind, facts }: BoloSaid): boolean {
  if (kind === "vehicle") return [facts.plate, facts.make].some(isWritten);
  return !isOfPerson(kind) || isWritten(facts.description);
}

/** Words of a reason that name a person; null if they name nobody, or an author answered that exactly these words do. */
function namingReason(bolo: Bolo, reason: string): string | null {
  const words = namingWordsOf(reason);
  return words === bolo.namesNobody?.words ? null : words;
}

/** Authority, case and a document; null where a BOLO is on nobody who is wanted or named, or has them. `reason` is that of its renewal. */
function wantingPapers(bolo: Bolo, documents: readonly Act[], reason = ""): BoloRefusal | null {
  const named = namingReason(bolo, reason);
  if (!needsPapers(bolo) && named === null) return null;
  const isWhole = isSaid(bolo.authority) && isWritten(bolo.caseReference) && documents.length > 0;
  if (isWhole) return null;
  const words = named ?? namingWords(bolo);
  return { code: "bolo.papers_missing", ...(words === null ? {} : { params: { words } }) };
}

/**
 * Four eyes on a person: nobody publishes their own text, or one based on a document that they alone brought. Four eyes on a doubt too: nobody
 * publishes on their own answer that the words name nobody, nor on a colleague's after their own was withdrawn.
 */
function judgePublishing(bolo: Bolo, { writers, documents }: BoloPapers, by: string): BoloRefusal | null {
  const missing = wantingPapers(bolo, documents);
  if (missing !== null) return missing;
  if (!needsPapers(bolo)) return bolo.namesNobody && withAnswerer(bolo).answeredBy?.includes(by) ? { code: "bolo.same_answerer" } : null;
  const isOwn = writers.includes(by) || documents.every((document) => document.by === by);
  return isOwn ? { code: "bolo.same_person" } : null;
}

/**
 * A renewal rests on a further document: one that came since it was last published or renewed, from another person. Its reason stands on the
 * page, so that one that names a person needs the same.
 */
function judgeRenewal(bolo: Bolo, reason: string, { documents, decidedAt }: BoloPapers, by: string): BoloRefusal | null {
  const missing = wantingPapers(bolo, documents, reason);
  if (missing !== null || !(needsPapers(bolo) || namingReason(bolo, reason) !== null)) return missing;
  const further = documents.filter(({ at }) => decidedAt !== null && at > decidedAt);
  if (further.length === 0) return { code: "bolo.document_missing" };
  return further.every((document) => document.by === by) ? { code: "bolo.same_person" } : null;
}

function judge(bolo: Bolo, command: BoloCommand, act: Act, papers: BoloPapers): Result<Bolo, BoloRefusal> {
  const senseless = refusedBolo("bolo.wrong_state", { state: standingAt(bolo, act.at) });
  switch (command.kind) {
    case "change": {
      const said = checkSaid(command.said);
      if (!said.ok) return said;
      // The same answer stays its author's.
      const isSame = bolo.namesNobody?.words === said.value.namesNobody?.words;
      return ok(withAnswerer({ ...bolo, ...said.value, namesNobody: (isSame ? bolo.namesNobody : said.value.namesNobody) ?? null }));
    }
    case "publish": {
      if (bolo.state !== "draft") return senseless;
      if (!isRecognisable(bolo)) return refusedBolo("bolo.facts_missing");
      const wrong = judgePublishing(bolo, papers, act.by);
      if (wrong !== null) return refuse(wrong);
      return ok({ ...bolo, state: "in_force", published: act, expiresAt: act.at + bolo.hours * HOUR_MS });
    }
    case "renew": {
      if (bolo.state !== "in_force") return senseless;
      if (!isSaid(command.reason)) return refusedBolo("bolo.reason_missing");
      const expiresAt = act.at + command.hours * HOUR_MS;
      // Renewal extends: a shorter time means cancelling it, with a reason.
      if (!isSpan(command.hours) || expiresAt <= bolo.expiresAt) return refusedBolo("bolo.span_wrong", { days: MOST_HOURS / 24 });
      const wrong = judgeRenewal(bolo, command.reason, papers, act.by);
      if (wrong !== null) return refuse(wrong);
      return ok({ ...bolo, expiresAt });
    }
    case "cancel": {
      if (bolo.state === "cancelled") return senseless;
      if (!isSaid(command.words)) return refusedBolo("bolo.reason_missing");
      return ok({ ...bolo, ...publishedOf(bolo), state: "cancelled", cancelled: act, end: command.end, words: command.words.trim() });
    }
    default:
      return exhaustive(command);
  }
}

const publishedOf = (bolo: Bolo) =>
  bolo.state === "draft" ? { published: null, expiresAt: null } : { published: bolo.published, expiresAt: bolo.expiresAt };

/** Judges one command and returns the BOLO after it; the version grows by one. */
export function decideBolo(
  bolo: Bolo,
  command: BoloCommand,
  { seenVersion, papers, ...act }: BoloCircumstances,
): Result<Bolo, BoloRefusal> {
  const standing = standingAt(bolo, act.at);
  // A publisher has typed nothing: the changed draft is to be read again, and one that a colleague published is none any more.
  const isOfDraft = command.kind === "publish" && standing === "draft";
  if (seenVersion !== bolo.version && isOfDraft) return refusedBolo("bolo.draft_changed");
  if (seenVersion !== bolo.version && command.kind !== "publish") return refusedBolo("bolo.changed_meanwhile");
  if (boloAfter(standing, command.kind) === null) return refusedBolo("bolo.wrong_state", { state: standing });
  const next = judge(bolo, command, act, papers);
  return next.ok ? ok({ ...next.value, version: bolo.version + 1 }) : next;
}
