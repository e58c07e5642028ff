import type { Role } from "@amaliyat/domain/identity";
import type { ChannelCode, DispositionCode, SubcategoryCode } from "@amaliyat/domain/interventions";
import type { Metres } from "../town/projection.ts";

/** A small event of the town, with its end. */
export type Happening = {
  readonly subcategory: SubcategoryCode;
  readonly channel: ChannelCode;
  /** Metres from the middle of the town. */
  readonly at: Metres;
  /** Words on the place; each event has its own, by which it is known again. */
  readonly words: string;
  readonly note: string;
  readonly disposition: DispositionCode;
  readonly outcome: string;
};

const happening = (
  subcategory: SubcategoryCode,
  channel: ChannelCode,
  at: Metres,
  words: string,
  note: string,
  disposition: DispositionCode,
  outcome: string,
): Happening => ({ subcategory, channel, at, words, note, disposition, outcome });

/** Events that need no haste, again and again in this order. None is immediate: the alarms of a visitor are not of our making. */
export const HAPPENINGS: readonly Happening[] = [
  happening(
    "TRF.OBS",
    "EXCH",
    [40, 210],
    "شارع النخيل، أمام المكتبة",
    "شاحنة صغيرة متوقفة في المسلك الأيمن",
    "10",
    "أُزيحت الشاحنة وعادت الحركة",
  ),
  happening("ACC.MAT", "L1548", [-520, 330], "أمام مسجد النور", "تصادم سيارتين دون جرحى", "03", "سُوّي الأمر ودّيا ورُفعت السيارتان"),
  happening("TRF.CNG", "EXCH", [930, 860], "دوار الواحة", "ازدحام من جهة الجنوب", "03", "نُظّمت الحركة يدويا"),
  happening("OTH.NOI", "L1548", [420, -2300], "خلف مسجد الأمل", "ضجيج ورشة بعد منتصف النهار", "14", "وُجّه تنبيه لصاحب الورشة"),
  happening("THF.PHN", "L1548", [-330, -210], "سوق المدينة، المدخل الغربي", "هاتف سُرق قبل عشر دقائق", "02", "حُرّر محضر وأُخذت أوصاف المعني"),
  happening("TRF.BRK", "L1548", [2600, -400], "طريق السبخة", "سيارة معطلة دون إشارة", "03", "أُمّنت السيارة وجُرّت"),
  happening("SUS.VEH", "EXCH", [820, -2050], "موقف الأمن الحضري 2", "سيارة تدور حول الموقف", "07", "رُوقبت الوثائق، لا شيء"),
  happening("OTH.TRD", "EXCH", [-150, -380], "ساحة السوق", "عرض سلع على الرصيف", "14", "أُخلي الرصيف"),
  happening("TRF.PKG", "EXCH", [548, 2164], "مدخل الجامعة", "توقف في مخرج الحافلات", "04", "حُررت مخالفتان وأُخلي المخرج"),
  happening("VTH.MOT", "L1548", [760, -180], "قرب مسجد الوفاء", "دراجة نارية سوداء اختفت من أمام البيت", "02", "حُرّر محضر وعُممت الأوصاف"),
  happening("OTH.AST", "L1548", [-900, -2100], "أمام صيدلية الجنوب", "شيخ ضل طريقه", "20", "أُعيد إلى أهله"),
  happening("OTH.ANI", "L1548", [1500, 2600], "حي الشمال الشرقي", "كلاب ضالة قرب المدرسة", "13", "أُخطرت مصلحة البلدية"),
];

/** So many stand at the first look: some wait, some have a crew, and one is over. */
export const AT_FIRST = 5;

/** The colleague at the desks who is played by the town: nobody's login that a visitor was told. */
export const COLLEAGUE: {
  readonly username: string;
  readonly role: Role;
  readonly name: string;
  readonly nameLatin: string;
  readonly badge: string;
  readonly sector: string;
} = {
  username: "d.rahmani",
  role: "dispatcher",
  name: "دليلة رحماني",
  nameLatin: "Dalila Rahmani",
  badge: "4119",
  sector: "SW",
};

/** A stolen car that every desk and crew looks for. */
export const WANTED = {
  kind: "vehicle",
  priority: "P3",
  text: "سيارة بيضاء سُرقت ليلا من حي النصر، زجاجها الخلفي مكسور",
  facts: { plate: "04512-117-30", make: "Renault Symbol", colour: "أبيض", seenPlace: "حي النصر" },
  hours: 72,
} as const;
