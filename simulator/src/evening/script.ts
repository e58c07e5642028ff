import type { ChannelCode, DispositionCode, SubcategoryCode } from "@amaliyat/domain/interventions";
import type { Role } from "@amaliyat/domain/identity";
import type { Metres } from "../town/projection.ts";

/** One signal of the evening. Seconds are those of the script; a pace shortens them. */
export type Signal = {
  readonly atS: number;
  readonly channel: ChannelCode;
  /** Metres from the middle of the town. */
  readonly at: Metres;
  /** Caller's words on the place; each signal has its own. */
  readonly words: string;
  /** Null: the call ended before anybody knew its kind. */
  readonly subcategory: SubcategoryCode | null;
  /** The `words` of the signal whose event this one tells of again. */
  readonly again?: string;
  readonly forwarded?: true;
};

const signal = (
  atS: number,
  channel: ChannelCode,
  subcategory: SubcategoryCode | null,
  at: Metres,
  words: string,
  more: Pick<Signal, "again" | "forwarded"> = {},
): Signal => ({ atS, channel, subcategory, at, words, ...more });

/** The evening: twenty signals, four of them of an event that somebody told of before. */
export const SIGNALS: readonly Signal[] = [
  signal(0, "L1548", "ACC.INJ", [-520, 330], "أمام مسجد النور"),
  signal(8, "L17", "ACC.INJ", [-470, 370], "قرب مسجد النور، مكالمة ثانية", { again: "أمام مسجد النور" }),
  signal(30, "L17", "OTH.NOI", [420, -2300], "خلف مسجد الأمل"),
  signal(50, "L1548", "THF.PHN", [-700, 2600], "طريق الشمال الغربي"),
  signal(75, "EXCH", "TRF.OBS", [-2300, -500], "مقابل مسجد القوافل"),
  signal(100, "L17", null, [1500, 2600], "انقطعت المكالمة، حي الشمال الشرقي"),
  signal(130, "L1548", "OTH.FIR", [2250, 500], "دخان قرب عيادة الملعب", { forwarded: true }),
  signal(138, "L17", "OTH.FIR", [2290, 540], "حريق يرى من الملعب", { again: "دخان قرب عيادة الملعب" }),
  signal(165, "L17", "OTH.ASL", [-900, -2100], "أمام صيدلية الجنوب"),
  signal(200, "WALKIN", "VTH.MOT", [760, -180], "قرب مسجد الوفاء"),
  signal(230, "L1548", "SUS.PER", [820, -2050], "جوار الأمن الحضري 2"),
  signal(260, "L17", "TRF.SIG", [930, 860], "عند صيدلية الواحة"),
  signal(300, "L17", "OTH.GAT", [-1230, 900], "ساحة صيدلية الزيتون"),
  signal(308, "EXCH", "OTH.GAT", [-1200, 940], "جمع غفير قرب صيدلية الزيتون", { again: "ساحة صيدلية الزيتون" }),
  signal(340, "L104", "OTH.MIS", [548, 2164], "مدخل الجامعة"),
  signal(380, "L1548", "DRG.USE", [-330, -210], "خلف صيدلية السوق"),
  signal(420, "L17", "THF.SHP", [1150, 1330], "متجر قرب مسجد الرحمة"),
  signal(460, "L17", "ACC.MAT", [2600, -400], "طريق السبخة"),
  signal(468, "L1548", "ACC.MAT", [2640, -360], "طريق السبخة، سائق عابر", { again: "طريق السبخة" }),
  signal(500, "L17", "TRF.BRK", [-700, -1150], "قرب مسجد المحطة"),
];

/** Time of the hand-over between two chiefs, in seconds of the script. */
export const HAND_OVER_AT_S = 350;

/** A crew that the script adds to those of the town, with what befalls it. */
export type Crew = {
  readonly code: string;
  readonly username: string;
  readonly sector: string;
  readonly start: Metres;
  readonly ends: DispositionCode;
  /** It refuses its first order, or calls for help on its first scene. */
  readonly first?: "refuses" | "calls_for_help";
};

export const CREWS: readonly Crew[] = [
  { code: "222", username: "s.guerfi", sector: "SU2", start: [500, -2100], ends: "03", first: "refuses" },
  { code: "224", username: "t.bouras", sector: "SU4", start: [-2200, -300], ends: "10" },
  { code: "226", username: "y.hamdi", sector: "SU6", start: [900, 2400], ends: "14" },
  { code: "227", username: "o.saadi", sector: "SU7", start: [2100, 300], ends: "18", first: "calls_for_help" },
];

/** People of this evening beside those of the town: a second chief, and the crews. */
export const PEOPLE: readonly {
  readonly username: string;
  readonly role: Role;
  readonly name: string;
  readonly nameLatin: string;
  readonly badge: string;
  readonly sector: string;
}[] = [
  { username: "z.hamidi", role: "supervisor", name: "زهرة حميدي", nameLatin: "Zohra Hamidi", badge: "4103", sector: "SW" },
  { username: "s.guerfi", role: "patrol", name: "سليم قرفي", nameLatin: "Salim Guerfi", badge: "4222", sector: "SU2" },
  { username: "t.bouras", role: "patrol", name: "طارق بوراس", nameLatin: "Tarek Bouras", badge: "4224", sector: "SU4" },
  { username: "y.hamdi", role: "patrol", name: "يوسف حمدي", nameLatin: "Youcef Hamdi", badge: "4226", sector: "SU6" },
  { username: "o.saadi", role: "patrol", name: "عمر سعدي", nameLatin: "Omar Saadi", badge: "4227", sector: "SU7" },
];
