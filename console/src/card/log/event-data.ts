import {
  CREW_STEPS,
  HISTORY_FIELDS,
  isAttribute,
  isDisposition,
  isOrigin,
  isPersonRole,
  isPriority,
  isPriorityReason,
  isRelation,
  isSubcategory,
  type Attribute,
  type CrewStep,
  type Danger,
  type DispositionCode,
  type HistoryField,
  type Origin,
  type PersonRole,
  type Priority,
  type PriorityReason,
  type Relation,
  type SubcategoryCode,
  type ToldDanger,
} from "@amaliyat/domain/interventions";

type Data = Readonly<Record<string, unknown>>;

/** Data of a log line, parsed leniently: old lines may lack fields of newer ones. */
export type EventData = {
  readonly origin: Origin | null;
  readonly subcategory: SubcategoryCode | null;
  readonly priority: Priority | null;
  readonly because: PriorityReason | null;
  readonly attributes: readonly Attribute[];
  readonly role: PersonRole | null;
  readonly relation: Relation | null;
  /** The reference of another intervention. */
  readonly other: string | null;
  readonly disposition: DispositionCode | null;
  readonly cameraId: string | null;
  /** Fields changed by a later account of the source. `isClosing`: it gave the closing time that was unknown. */
  readonly changed: readonly HistoryField[];
  readonly isClosing: boolean;
  /** The danger that another one brought when it was merged. */
  readonly brought: Danger | null;
  /** The danger that a caller's words tell. */
  readonly tells: ToldDanger | null;
  /** Step that a crew reported, and the moment (ms) at which it did or wrote it, by its own clock. */
  readonly step: CrewStep | null;
  readonly unitCode: string | null;
  readonly actedAt: number | null;
  /** Words that a person wrote: a note, an outcome, a reason, a place. */
  readonly words: string | null;
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const object = (value: unknown): Data => (typeof value === "object" && value !== null ? (value as Data) : {});
const of = <T extends string>(value: unknown, is: (text: string) => text is T): T | null => {
  const found = text(value);
  return is(found) ? found : null;
};

const attributesIn = (value: unknown): readonly Attribute[] => (Array.isArray(value) ? value.map(text).filter(isAttribute) : []);

function dangerIn(data: Data): Danger | null {
  const priority = of(data["priority"], isPriority);
  return priority === null ? null : { priority, attributes: attributesIn(data["attributes"]) };
}

function toldIn(value: unknown): ToldDanger | null {
  if (typeof value !== "object" || value === null) return null;
  const data = object(value);
  return { priority: of(data["priority"], isPriority), attributes: attributesIn(data["attributes"]) };
}

export function eventData(data: Data): EventData {
  const { actedAt } = data;
  const [before, after] = [object(data["before"]), object(data["after"])];
  const words = [data["text"], data["outcome"], data["reason"], object(data["place"])["text"]].map(text).find((one) => one !== "");
  const camera = text(data["cameraId"]) || text(object(data["clip"])["cameraId"]);
  return {
    origin: of(data["origin"], isOrigin),
    subcategory: of(data["subcategory"], isSubcategory),
    priority: of(data["priority"], isPriority),
    because: of(data["because"], isPriorityReason),
    attributes: attributesIn(data["attributes"]),
    role: of(data["role"], isPersonRole),
    relation: of(data["relation"], isRelation),
    other: text(data["otherReference"]) || null,
    disposition: of(data["disposition"], isDisposition),
    cameraId: camera === "" ? null : camera,
    changed: HISTORY_FIELDS.filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null)),
    isClosing: before["closedAt"] === null && typeof after["closedAt"] === "number",
    brought: dangerIn(object(data["brought"])),
    tells: toldIn(data["tells"]),
    step: CREW_STEPS.find((step) => step === data["step"]) ?? null,
    unitCode: text(data["unitCode"]) || null,
    actedAt: typeof actedAt === "number" ? actedAt : null,
    words: words ?? null,
  };
}
