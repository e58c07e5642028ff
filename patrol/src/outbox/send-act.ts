import type { Duty } from "@amaliyat/contract/dispatch";
import { canMean } from "@amaliyat/domain/interventions";
import { exhaustive, type Language, type Text3 } from "@amaliyat/domain/kernel";
import { askAgain } from "../api/again.ts";
import type { Answer } from "../api/answer.ts";
import type { ask } from "../api/ask.ts";
import { dayAndClock } from "../text/format.ts";
import type { Act } from "./act.ts";

/** Answer to an act that was sent. `order`: the assignment that it made. */
export type Sent = Answer<{ readonly order?: string | undefined }>;

const moment = (at: number): string => new Date(at).toISOString();

/** Reads the bytes of a picture by the key of its act; null if they are gone. */
export type Pictures = (key: string) => Promise<Uint8Array<ArrayBuffer> | null>;

const GONE: Text3 = {
  ar: "لم تعد الصورة في الهاتف",
  fr: "La photo n’est plus dans le téléphone",
  en: "The picture is no longer on the phone",
};

/** The sentence of what a crew took up by radio, and the desk ended meanwhile: it gets no order, and has to know that. */
const ENDED: Text3 = {
  ar: "انتهى التدخل أو أُلغيت دوريتك قبل وصول رسالتك، وسُجّل في القاعة أنك توجهت إليه",
  fr: "L’intervention a pris fin, ou votre patrouille a été supprimée, avant l’arrivée de votre message ; la salle a noté que vous y alliez",
  en: "The intervention ended, or your unit was retired, before your message arrived; the room has noted that you went there",
};
/** The sentence for a crew that took something up after it was relieved of its unit, and did not know that. */
function relieved(unitCode: string, at: string): Text3 {
  const unit = `\u2068${unitCode}\u2069`;
  const when = (language: Language): string => `\u2068${dayAndClock(language, at)}\u2069`;
  return {
    ar: `استلم طاقم آخر الدورية ${unit} منك يوم ${when("ar")}، فلم تُكلَّف بهذا التدخل، وسُجّل في القاعة أنك توجهت إليه`,
    fr: `Un autre équipage vous a relevé de la patrouille ${unit} le ${when("fr")}\u00a0; cette intervention ne vous est pas affectée, la salle a noté que vous y alliez`,
    en: `You were relieved of unit ${unit} by another crew on ${when("en")}; this intervention is not assigned to you, and the room has noted that you went there`,
  };
}

const ENDS: readonly unknown[] = ["cleared", "refused", "withdrawn"];

const UNNAMED: Text3 = {
  ar: "فُتح التدخل في القاعة ولم يُعرف رقمه بعد",
  fr: "L’intervention est ouverte en salle, son numéro n’est pas encore connu",
  en: "The intervention is open in the room, its number is not known yet",
};

/** The body of a call for help. One that an older app kept knows less of its place. */
export function helpSaid({ at, place, accuracyM, placeAt }: Act & { kind: "panic" }) {
  const when = placeAt ?? null;
  return { at: moment(at), place, accuracyM: accuracyM ?? null, placeAt: when === null ? null : moment(when) };
}

/** Asks the room for one act. The phone's time of sending stands in the query: it is another at each try, and the body is the same. */
async function request(call: typeof ask, act: Act, unitId: string, pictures: Pictures): Promise<Answer<unknown>> {
  const { key: once, at } = act;
  const query = { sentAt: moment(Date.now()) };
  switch (act.kind) {
    case "stamp":
      return call("stamp", { params: { assignmentId: act.order }, query, body: { status: act.status, at: moment(at) }, once });
    case "refuse":
      return call("stamp", {
        params: { assignmentId: act.order },
        query,
        body: { status: "refused", reason: act.reason, at: moment(at) },
        once,
      });
    case "finish": {
      const { disposition, outcome } = act;
      return call("finish", { params: { assignmentId: act.order }, query, body: { disposition, outcome, at: moment(at) }, once });
    }
    case "note":
      return call("note", { params: { assignmentId: act.order }, query, body: { text: act.text, at: moment(at) }, once });
    case "read": {
      const { interventionId, seq } = act;
      return call("readDanger", { params: { assignmentId: act.order }, query, body: { seq, interventionId, at: moment(at) }, once });
    }
    case "flag_down": {
      const { place, subcategory, note } = act;
      const body = { place, at: moment(at), ...(subcategory === null ? {} : { subcategory }), ...(note === null ? {} : { note }) };
      return call("flagDown", { query, body, once });
    }
    case "photo": {
      const body = await pictures(act.key);
      if (body === null) return { kind: "refused", code: "", text: GONE };
      return call("attach", { params: { assignmentId: act.order }, query: { ...query, takenAt: moment(at) }, body, once });
    }
    case "take_up":
      return call("takeUp", { query, body: { reference: act.reference, at: moment(at) }, once });
    case "hear": {
      const { activity, unit = unitId } = act;
      const body = { at: moment(at), ...(activity === undefined ? {} : { activity }) };
      return call("hear", { params: { unitId: unit }, query, body, once });
    }
    case "panic":
      return call("panic", { query, body: helpSaid(act), once });
    case "bolo_read":
      return call("acknowledge", { params: { boloId: act.bolo }, query: { ...query, at: moment(at) }, once });
    case "bolo_seen":
      return call("sight", {
        params: { boloId: act.bolo },
        query,
        body: { seenAt: moment(at), place: act.place, placeText: act.where },
        once,
      });
    case "hazard": {
      const { what: kind, words, place: point, atHome } = act;
      return call("reportHazard", { query, body: { kind, words, point, atHome, at: moment(at) }, once });
    }
    case "crew":
      return call("crew", {
        query,
        body: { ...(act.unit === undefined ? {} : { unitId: act.unit }), vehicle: act.vehicle, crew: [...act.crew], at: moment(at) },
        once,
      });
    default:
      return exhaustive(act);
  }
}

/** The assignment that a flag-down made, where its answer was lost: on scene, at the very place. */
function madeBy(act: Extract<Act, { kind: "flag_down" }>, duty: Duty, known: ReadonlySet<string>): string | undefined {
  const found = duty.assignments.filter(
    ({ assignmentId, place }) => !known.has(assignmentId) && place?.lat === act.place.lat && place.lon === act.place.lon,
  );
  return found.at(-1)?.assignmentId;
}

/** True if the duty has an order at the intervention of a reference, or at the one into which it was merged. */
const isBoundTo = (duty: Duty, said: string): boolean =>
  duty.assignments.some(({ reference, joined }) =>
    [reference, ...joined.map((each) => each.reference)].some((each) => canMean(said, each)),
  );

const fieldIn = (value: unknown, name: "assignmentId" | "state" | "unitCode" | "relievedAt"): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

/** Result of an act that the room took. */
function taken(act: Act, value: unknown): Sent {
  const [unitCode, relievedAt] = [fieldIn(value, "unitCode"), fieldIn(value, "relievedAt")];
  if (act.kind === "take_up" && typeof unitCode === "string" && typeof relievedAt === "string")
    return { kind: "refused", code: "", text: relieved(unitCode, relievedAt) };
  if (act.kind === "take_up" && ENDS.includes(fieldIn(value, "state"))) return { kind: "refused", code: "", text: ENDED };
  const id = act.kind === "flag_down" ? fieldIn(value, "assignmentId") : undefined;
  return { kind: "ok", value: { order: typeof id === "string" ? id : undefined } };
}

/**
 * Sends one act under its key. An act that was carried out before is a success; the order made by a flag-down or a take-up is then looked
 * up in the duty. A crew without an order at what it took up learns that it ended. `known` are the assignments that other flag-downs made.
 */
export async function sendAct(
  call: typeof ask,
  act: Act,
  { unitId, known, pictures }: { readonly unitId: string; readonly known: ReadonlySet<string>; readonly pictures: Pictures },
): Promise<Sent> {
  const once = (): Promise<Answer<unknown>> => request(call, act, unitId, pictures);
  // A picture is heavy: a second one beside the first would only make both slower.
  const answer = await (act.kind === "photo" ? once() : askAgain(once));
  if (answer.kind === "ok") return taken(act, answer.value);
  if (answer.kind !== "refused" || answer.code !== "request.done_before") return answer;
  if (act.kind !== "flag_down" && act.kind !== "take_up") return { kind: "ok", value: {} };
  const duty = await call("duty", {});
  if (duty.kind !== "ok") return duty;
  if (act.kind === "take_up") {
    const isOver = duty.value !== null && !isBoundTo(duty.value, act.reference);
    return isOver ? { kind: "refused", code: "", text: ENDED } : { kind: "ok", value: {} };
  }
  const order = duty.value === null ? undefined : madeBy(act, duty.value, known);
  // The first try may still be running: without its name, acts that depend on it would be refused. It is asked again under its key.
  return order === undefined ? { kind: "failed", text: UNNAMED } : { kind: "ok", value: { order } };
}
