import type { Language } from "@amaliyat/domain/kernel";
import type { ReportKind, ReportSort } from "@amaliyat/domain/reports";
import type { Motif } from "./picture.ts";

/** One way in which a person of the town tells of an event. */
export type Telling = { readonly language: Language; readonly words: string; readonly pictures: number };

/** Something that happens in the town, as several people tell of it, in Arabic, Darija, French, a little English. All of it is invented. */
export type Happening = {
  readonly id: string;
  readonly kind: ReportKind;
  readonly sort: ReportSort;
  readonly danger: boolean;
  readonly motif: Motif;
  /** The first is the first witness; others may send the same minutes later. */
  readonly tellings: readonly [Telling, ...Telling[]];
  /** Answer of the first witness to the room's question. */
  readonly answer: string;
  /** True for events when people are out in the evening. */
  readonly evening: boolean;
  /** Seconds after which the first takes it back; null where it stays. */
  readonly withdrawnAfterS: number | null;
};

const ar = (words: string, pictures = 1): Telling => ({ language: "ar", words, pictures });
const fr = (words: string, pictures = 1): Telling => ({ language: "fr", words, pictures });
const en = (words: string, pictures = 1): Telling => ({ language: "en", words, pictures });

type Given = Pick<Happening, "id" | "kind" | "motif" | "tellings" | "answer"> &
  Partial<Pick<Happening, "sort" | "danger" | "evening" | "withdrawnAfterS">>;
const happening = (given: Given): Happening => ({ sort: "information", danger: false, evening: false, withdrawnAfterS: null, ...given });

export const HAPPENINGS: readonly Happening[] = [
  happening({
    id: "lorry",
    kind: "obstacle",
    motif: "lorry",
    tellings: [
      ar("شاحنة متوقفة وسط الطريق بلا أضواء، والسيارات تتفاداها بصعوبة."),
      ar("كاميو حابس الطريق كامل، راه قريب يصرا حادث", 2),
      fr("Un camion en panne bloque la voie, sans triangle ni feux."),
    ],
    answer: "نعم ما زالت هناك، والسائق غائب.",
  }),
  happening({
    id: "rodeo",
    kind: "driving",
    motif: "car",
    evening: true,
    tellings: [
      ar("شباب يديرو الدريفت بالسيارات كل عشية قدام المدرسة، والناس خايفة على ولادها.", 0),
      fr("Rodéo de motos depuis une demi-heure, ils remontent l'avenue à contresens."),
    ],
    answer: "راهم مازال، زوج طوموبيلات بيضاوات.",
  }),
  happening({
    id: "hole",
    kind: "obstacle",
    motif: "hole",
    tellings: [
      fr("Trou profond au milieu de la chaussée, une moto vient d'y tomber sans gravité.", 2),
      ar("حفرة كبيرة في الطريق تكسر العجلات."),
    ],
    answer: "Non, le motard est reparti. Le trou est toujours là.",
  }),
  happening({
    id: "crash",
    kind: "accident",
    motif: "car",
    danger: true,
    tellings: [
      ar("حادث بين سيارتين في مفترق الطرق، هناك شخص مصاب في رأسه."),
      fr("Accident au carrefour, un blessé à la tête, il est conscient."),
      ar("صرا أكسيدون هنا، الطريق محبوسة", 2),
    ],
    answer: "نعم، شخص واحد مصاب وهو واعٍ.",
  }),
  happening({
    id: "graffiti",
    kind: "damage",
    motif: "wall",
    sort: "complaint",
    tellings: [fr("Le mur de mon magasin a été dégradé cette nuit. Je souhaite que ce soit constaté.", 3)],
    answer: "Oui, la caméra de la pharmacie donne sur le mur.",
  }),
  happening({
    id: "phone-theft",
    kind: "theft",
    motif: "palm",
    sort: "complaint",
    evening: true,
    tellings: [ar("سُرق هاتفي في السوق قبل قليل. السارق شاب بقميص أسود هرب نحو المحطة.", 0)],
    answer: "طوله متوسط، وكان معه شخص آخر على دراجة نارية.",
  }),
  happening({
    id: "van",
    kind: "suspicious",
    motif: "car",
    evening: true,
    tellings: [
      fr("Une camionnette sans plaque tourne dans le quartier depuis trois soirs et s'arrête devant les villas vides."),
      ar("فورغون بلا ماتريكول يدور في الحومة في الليل", 0),
    ],
    answer: "Blanche, une portière cabossée. Elle vient de partir vers le nord.",
  }),
  happening({
    id: "palm",
    kind: "obstacle",
    motif: "palm",
    tellings: [ar("نخلة سقطت على الرصيف وتسد نصف الطريق."), en("A palm tree fell and half of the road is closed.")],
    answer: "لا أحد أصيب، السيارات تمر من جهة واحدة.",
  }),
  happening({
    id: "wanderer",
    kind: "missing",
    motif: "palm",
    tellings: [ar("أبي خرج من البيت صباحا ولم يعد. عمره 78 سنة وينسى كثيرا، يلبس قشابية بنية.", 0)],
    answer: "آخر مرة شوهد قرب المسجد، على الساعة التاسعة.",
    withdrawnAfterS: 240,
  }),
  happening({
    id: "fight",
    kind: "danger",
    motif: "wall",
    danger: true,
    evening: true,
    tellings: [
      ar("عراك كبير بالعصي قدام المقهى، كاين واحد طاح في الأرض", 0),
      fr("Bagarre violente devant le café, une dizaine de personnes.", 0),
    ],
    answer: "راحو كي سمعو السيران، بقى واحد مجروح.",
  }),
  happening({
    id: "abandoned",
    kind: "other",
    motif: "car",
    tellings: [fr("Voiture abandonnée depuis un mois devant l'école, pneus à plat, vitres cassées.", 2)],
    answer: "Oui, une Renault bleue, toujours au même endroit.",
  }),
  happening({
    id: "bag",
    kind: "suspicious",
    motif: "wall",
    tellings: [en("A bag has been standing alone near the ticket hall for an hour.", 1)],
    answer: "Somebody came back and took it, sorry.",
    withdrawnAfterS: 150,
  }),
  happening({
    id: "cables",
    kind: "damage",
    motif: "wall",
    tellings: [ar("قطعوا كوابل الإنارة في الشارع والحومة راهي في الظلام.", 1)],
    answer: "لا، ما شفناهم. لقيناها مقطوعة الصباح.",
  }),
];

/** Messages of the town's one nuisance telephone. */
export const NUISANCE: readonly Telling[] = [
  ar("هههههه", 0),
  fr("test test test", 0),
  ar("واش راكم دايرين", 0),
  fr("allo allo y a quelqu'un ???", 0),
];
