import type { Text3 } from "../kernel/index.ts";
import type { ReportKind } from "./kinds.ts";

/** Service of Open311 for a city's system: a kind of report on which no life depends. */
export type Service = {
  readonly kind: ReportKind;
  readonly group: Text3;
  readonly about: Text3;
  /** Parted by commas. */
  readonly keywords: Text3;
};

const ROADS: Text3 = { ar: "الطريق", fr: "Voie publique", en: "Roads" };
const TOWN: Text3 = { ar: "الحي والأملاك", fr: "Quartier et biens", en: "Neighbourhood and property" };

/**
 * The services of the room, by kind. Accidents, thefts, dangers and missing people are none of them: who needs help calls, and must not
 * wait until one system has told another.
 */
export const SERVICES = [
  {
    kind: "obstacle",
    group: ROADS,
    about: {
      ar: "شيء يعيق السير أو يخفي إشارة: حمولة ساقطة، سيارة مهجورة، حفرة خطيرة.",
      fr: "Ce qui gêne la circulation ou cache un signal : chargement tombé, épave, trou dangereux.",
      en: "Something that blocks traffic or hides a sign: a lost load, an abandoned car, a dangerous hole.",
    },
    keywords: { ar: "طريق, عائق, سيارة مهجورة, حفرة", fr: "route, obstacle, épave, trou", en: "road, obstacle, abandoned car, hole" },
  },
  {
    kind: "driving",
    group: ROADS,
    about: {
      ar: "سياقة تعرّض الناس للخطر وتتكرر في مكان أو ساعة بعينها.",
      fr: "Conduite dangereuse qui se répète à un endroit ou à une heure.",
      en: "Dangerous driving that returns at a place or an hour.",
    },
    keywords: { ar: "سرعة, دراجات نارية, سباق", fr: "vitesse, motos, rodéo", en: "speed, motorcycles, racing" },
  },
  {
    kind: "damage",
    group: TOWN,
    about: {
      ar: "تخريب ملك عام أو خاص، لمّا انتهى الفعل.",
      fr: "Dégradation d’un bien public ou privé, une fois les faits passés.",
      en: "Damage to public or private property, once it is over.",
    },
    keywords: { ar: "تخريب, كسر, كتابة على الجدران", fr: "dégradation, bris, graffiti", en: "damage, breakage, graffiti" },
  },
  {
    kind: "suspicious",
    group: TOWN,
    about: {
      ar: "ما يثير الريبة ولا خطر فيه الآن: مركبة أو محل أو تردد غريب.",
      fr: "Ce qui intrigue sans danger immédiat : véhicule, local, allées et venues.",
      en: "What looks odd and is no danger now: a vehicle, a shop, comings and goings.",
    },
    keywords: { ar: "ريبة, مركبة, تردد", fr: "suspect, véhicule, allées et venues", en: "suspicious, vehicle, comings and goings" },
  },
  {
    kind: "other",
    group: TOWN,
    about: {
      ar: "أمر آخر يهم الشرطة ولا يستعجل.",
      fr: "Autre fait qui concerne la police et n’est pas urgent.",
      en: "Something else for the police that is not urgent.",
    },
    keywords: { ar: "شرطة, حي, ضجيج", fr: "police, quartier, bruit", en: "police, neighbourhood, noise" },
  },
] as const satisfies readonly Service[];

/** The service of a code; undefined where there is none. */
export const serviceOf = (code: string): Service | undefined => SERVICES.find(({ kind }) => kind === code);
