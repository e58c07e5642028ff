import type { Text3 } from "../kernel/index.ts";

type Entry = {
  readonly code: string;
  readonly group: "acted" | "handed_over" | "helped" | "nothing_found" | "no_action";
  readonly labels: Text3;
};

/**
 * Dispositions of an intervention: a closed list of permanent two-digit codes. A proposal of the room: its scope follows the common
 * dispositions of APCO/ANSI 1.111, its numbers are our own. `group` is for figures that need fewer rows.
 */
export const DISPOSITIONS = [
  { code: "01", group: "acted", labels: { ar: "توقيف شخص", fr: "Interpellation", en: "Arrest" } },
  { code: "02", group: "acted", labels: { ar: "تحرير محضر", fr: "Procès-verbal dressé", en: "Report drawn up" } },
  { code: "03", group: "acted", labels: { ar: "تمت التسوية في المكان", fr: "Réglé sur place", en: "Handled on the spot" } },
  { code: "04", group: "acted", labels: { ar: "تحرير مخالفة", fr: "Contravention dressée", en: "Fine issued" } },
  { code: "05", group: "acted", labels: { ar: "وضع مركبة في المحشر", fr: "Mise en fourrière", en: "Vehicle impounded" } },
  { code: "06", group: "acted", labels: { ar: "حجز أغراض", fr: "Saisie", en: "Items seized" } },
  { code: "07", group: "acted", labels: { ar: "تحقق من الهوية", fr: "Contrôle d’identité", en: "Identity checked" } },
  { code: "08", group: "acted", labels: { ar: "اقتياد إلى المقر", fr: "Conduite au poste", en: "Taken to the station" } },
  { code: "09", group: "acted", labels: { ar: "تفريق تجمع", fr: "Attroupement dispersé", en: "Gathering dispersed" } },
  { code: "10", group: "acted", labels: { ar: "فتح الطريق", fr: "Voie dégagée", en: "Road cleared" } },
  { code: "11", group: "acted", labels: { ar: "استرجاع مسروقات", fr: "Objet ou véhicule restitué", en: "Stolen goods recovered" } },
  {
    code: "12",
    group: "handed_over",
    labels: { ar: "إحالة إلى الشرطة القضائية", fr: "Transmis à la police judiciaire", en: "Handed to judicial police" },
  },
  {
    code: "13",
    group: "handed_over",
    labels: { ar: "إحالة إلى هيئة شريكة", fr: "Transmis à un partenaire", en: "Handed to a partner body" },
  },
  { code: "14", group: "acted", labels: { ar: "تقديم نصيحة أو إنذار", fr: "Conseil ou avertissement", en: "Advice or warning given" } },
  { code: "15", group: "nothing_found", labels: { ar: "غادر قبل الوصول", fr: "Parti avant l’arrivée", en: "Gone on arrival" } },
  {
    code: "16",
    group: "nothing_found",
    labels: { ar: "لم يُعثر على المكان أو الشخص", fr: "Lieu ou personne introuvable", en: "Place or person not found" },
  },
  { code: "17", group: "nothing_found", labels: { ar: "غير مؤسس", fr: "Sans fondement", en: "Unfounded" } },
  { code: "18", group: "helped", labels: { ar: "تقديم المساعدة", fr: "Assistance apportée", en: "Help given" } },
  { code: "19", group: "helped", labels: { ar: "إجلاء إلى المستشفى", fr: "Évacuation vers l’hôpital", en: "Taken to hospital" } },
  {
    code: "20",
    group: "helped",
    labels: { ar: "إعادة شخص إلى ذويه", fr: "Personne remise à sa famille", en: "Person returned to family" },
  },
  { code: "21", group: "no_action", labels: { ar: "إنذار كيدي", fr: "Alerte malveillante", en: "Malicious alert" } },
  {
    code: "22",
    group: "no_action",
    labels: { ar: "انتهى الوضع من تلقاء نفسه", fr: "Situation terminée d’elle-même", en: "Ended by itself" },
  },
  { code: "23", group: "no_action", labels: { ar: "مكرر", fr: "Doublon", en: "Duplicate" } },
  { code: "24", group: "no_action", labels: { ar: "تراجع صاحب الطلب", fr: "Demande retirée", en: "Request withdrawn" } },
  { code: "25", group: "no_action", labels: { ar: "تعذر الإرسال", fr: "Aucune patrouille disponible", en: "No unit available" } },
  { code: "99", group: "no_action", labels: { ar: "مآل آخر", fr: "Autre suite", en: "Other outcome" } },
] as const satisfies readonly Entry[];
export type DispositionCode = (typeof DISPOSITIONS)[number]["code"];
export type Disposition = Entry & { readonly code: DispositionCode };

const byCode: ReadonlyMap<string, Disposition> = new Map(DISPOSITIONS.map((one) => [one.code, one]));

/** True if the text is a code of the list, with its leading zero. */
export const isDisposition = (code: string): code is DispositionCode => byCode.has(code);

/** The entry of a disposition. */
export function disposition(code: DispositionCode): Disposition {
  const found = byCode.get(code);
  if (!found) throw new Error(`no such disposition: ${code}`);
  return found;
}
