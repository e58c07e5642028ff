import { boloSaid, type BoloPage, type BoloSaidIn } from "@amaliyat/contract/bolos";
import { BOLO_KINDS, DEFAULT_HOURS, factsOfKind, mayNameNobody, namingWords, NO_FACTS, type BoloKind } from "@amaliyat/domain/bolos";
import { PRIORITIES, type Priority } from "@amaliyat/domain/interventions";

/** The texts of the form as they are typed. `age` in years, `hours` in hours. */
const TEXTS = [
  "text",
  "plate",
  "make",
  "colour",
  "description",
  "age",
  "clothes",
  "seenPlace",
  "authority",
  "caseReference",
  "hours",
] as const;
export type BoloText = (typeof TEXTS)[number];
export type BoloDraft = Readonly<Record<BoloText, string>> & {
  readonly kind: BoloKind;
  readonly priority: Priority;
  readonly sectors: readonly string[];
  readonly seenAt: number | null;
  readonly interventionId: string | null;
  /** The words that the author answered name nobody; null without an answer. */
  readonly namesNobody: string | null;
};

const EMPTY = {
  text: "",
  plate: "",
  make: "",
  colour: "",
  description: "",
  age: "",
  clothes: "",
  seenPlace: "",
  authority: "",
  caseReference: "",
} as const;

/** The form of a BOLO, or an empty one that comes from an intervention or from nowhere. */
export function draftOf(bolo: BoloPage | null, interventionId: string | null): BoloDraft {
  if (bolo === null)
    return {
      ...EMPTY,
      hours: String(DEFAULT_HOURS),
      kind: "vehicle",
      priority: "P2",
      sectors: [],
      seenAt: null,
      interventionId,
      namesNobody: null,
    };
  const { facts, kind, priority, sectors, text, authority, caseReference, hours, intervention, namesNobody } = bolo;
  const said = (value: string | null): string => value ?? "";
  return {
    kind,
    priority,
    sectors,
    text,
    plate: said(facts.plate),
    make: said(facts.make),
    colour: said(facts.colour),
    description: said(facts.description),
    age: facts.age === null ? "" : String(facts.age),
    clothes: said(facts.clothes),
    seenPlace: said(facts.seenPlace),
    seenAt: facts.seenAt === null ? null : Date.parse(facts.seenAt),
    authority: said(authority),
    caseReference: said(caseReference),
    hours: String(hours),
    interventionId: intervention?.interventionId ?? null,
    namesNobody: namesNobody?.words ?? null,
  };
}

/** True if a stored value is a draft of this form. */
export function isBoloDraft(value: unknown): value is BoloDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const [sectors, seenAt, from] = [kept.get("sectors"), kept.get("seenAt"), kept.get("interventionId")];
  // An older draft has no answer in it.
  const answered = kept.get("namesNobody") ?? null;
  return (
    TEXTS.every((field) => typeof kept.get(field) === "string") &&
    BOLO_KINDS.some((one) => one === kept.get("kind")) &&
    PRIORITIES.some((one) => one === kept.get("priority")) &&
    Array.isArray(sectors) &&
    sectors.every((one) => typeof one === "string") &&
    (seenAt === null || typeof seenAt === "number") &&
    (from === null || typeof from === "string") &&
    (answered === null || typeof answered === "string")
  );
}

/** The words of a draft that seem to name a person, and whether an answer that they name nobody is accepted. */
export function namingOf(draft: BoloDraft): { readonly words: string | null; readonly isQuestion: boolean } {
  const { plate, make, colour, description, clothes, seenPlace } = draft;
  const said = { ...draft, facts: factsOfKind(draft.kind, { ...NO_FACTS, plate, make, colour, description, clothes, seenPlace }) };
  return { words: namingWords(said), isQuestion: mayNameNobody(said) };
}

type Checked = { readonly ok: true; readonly body: BoloSaidIn } | { readonly ok: false; readonly wrong: ReadonlySet<string> };

const ARABIC_DIGITS = /[\u0660-\u0669]/gu;
/** A whole number typed in either digits; NaN where it is none. */
const numberOf = (text: string): number =>
  Number(text.trim().replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) - 0x0660)));

/** The body that is sent, or the fields that are wrong. */
export function checkDraft(draft: BoloDraft, namesNobody: string | null = null): Checked {
  const said = (value: string): string | null => (value.trim() === "" ? null : value);
  const { kind, priority, sectors, text, seenAt, interventionId } = draft;
  const body = {
    kind,
    priority,
    text,
    sectors: [...sectors],
    authority: said(draft.authority),
    caseReference: said(draft.caseReference),
    hours: numberOf(draft.hours),
    interventionId,
    namesNobody,
    facts: {
      plate: said(draft.plate),
      make: said(draft.make),
      colour: said(draft.colour),
      description: said(draft.description),
      age: said(draft.age) === null ? null : numberOf(draft.age),
      clothes: said(draft.clothes),
      seenPlace: said(draft.seenPlace),
      seenAt: seenAt === null ? null : new Date(seenAt).toISOString(),
    },
  };
  const parsed = boloSaid.safeParse(body);
  if (parsed.success) return { ok: true, body };
  return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => String(path.at(-1)))) };
}
