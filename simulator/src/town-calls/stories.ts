import type { Point } from "@amaliyat/domain/kernel";
import type { Sentence } from "../voices/make.ts";

/** Source of a telephone's place: the telephone itself when it dials (AML), or the network within the call (PIDF-LO). */
export type ToldPlace = { readonly by: "aml" | "pidf"; readonly point: Point; readonly accuracyM: number };

/** Steps of a caller, one after the other; times in seconds. */
export type Step =
  | { readonly do: "wait"; readonly seconds: number }
  /** Says the sentence, to its end. */
  | { readonly do: "say" }
  | { readonly do: "press"; readonly key: string };

/** One caller of the town. At the end of the steps the caller hangs up, unless the other side did. */
export type Story = {
  readonly id: string;
  readonly number: string;
  readonly line: "17" | "104" | "1548";
  /** Subject of the call, in a word, for the person who plays the town. */
  readonly about: string;
  readonly says: Sentence | null;
  readonly steps: readonly Step[];
  readonly place: ToldPlace | null;
};

const wait = (seconds: number): Step => ({ do: "wait", seconds });
const SAY: Step = { do: "say" };
/** Most callers say it, wait for questions, and say it again, a minute and a half in all. */
const TELLS: readonly Step[] = [wait(5), SAY, wait(6), SAY, wait(8), SAY, wait(45)];

const ar = (pitch: number, text: string): Sentence => ({ text, language: "ar", pitch });
const fr = (pitch: number, text: string): Sentence => ({ text, language: "fr", pitch });
const place = (by: ToldPlace["by"], lat: number, lon: number, accuracyM: number): ToldPlace => ({ by, point: { lat, lon }, accuracyM });

/** The callers of Aïn Rimal. Numbers and people are invented. */
export const STORIES: readonly Story[] = [
  {
    id: "crash",
    number: "0661204417",
    line: "17",
    about: "حادث مرور · accident",
    says: ar(40, "ألو، الشرطة؟ وقع حادث مرور خطير أمام السوق. سيارتان ودراجة نارية، وهناك جريح على الأرض. أرجوكم أسرعوا."),
    steps: TELLS,
    place: place("aml", 31.94612, 5.32084, 14),
  },
  {
    id: "burglary",
    number: "0770318852",
    line: "17",
    about: "سطو · cambriolage",
    says: ar(70, "مساء الخير. أنا في حي النصر. دخل لصوص إلى بيت جارتي، وما زالوا في الداخل."),
    steps: TELLS,
    place: place("pidf", 31.95402, 5.33511, 120),
  },
  {
    id: "snatched",
    number: "0555907731",
    line: "17",
    about: "خطف حقيبة · vol à l'arraché",
    says: fr(65, "Bonjour. On vient de m'arracher mon sac près de la gare. Deux hommes sur une moto noire, sans plaque."),
    steps: TELLS,
    place: place("aml", 31.93987, 5.31902, 32),
  },
  {
    id: "beaten",
    number: "0662551190",
    line: "17",
    about: "عنف في البيت · violences",
    says: ar(75, "أرجوكم، زوجي يضربني، وأنا مختبئة في الغرفة. لا أستطيع أن أتكلم بصوت عال."),
    steps: TELLS,
    place: place("aml", 31.96511, 5.31644, 9),
  },
  {
    id: "silent",
    number: "0799430026",
    line: "17",
    about: "صمت · silence",
    says: null,
    steps: [wait(25)],
    place: place("aml", 31.93012, 5.32233, 48),
  },
  { id: "gives-up", number: "029715508", line: "17", about: "يمل الانتظار · renonce", says: null, steps: [wait(7)], place: null },
  { id: "slip", number: "0558112903", line: "17", about: "غلطة · par erreur", says: null, steps: [wait(0.4)], place: null },
  {
    id: "lost-child",
    number: "0663740815",
    line: "104",
    about: "طفل ضائع · enfant perdu",
    says: ar(72, "ابني ضاع في الحديقة. عمره خمس سنوات، يلبس قميصاً أحمر وسروالاً أزرق. لا أجده منذ ربع ساعة."),
    steps: TELLS,
    place: place("aml", 31.95733, 5.32571, 21),
  },
  {
    id: "wanderer",
    number: "029723366",
    line: "104",
    about: "شيخ تائه · personne égarée",
    says: ar(30, "وجدت شيخاً تائهاً قرب محطة القطار. لا يعرف بيته ولا يذكر اسمه."),
    steps: [wait(4), { do: "press", key: "1" }, ...TELLS],
    place: place("pidf", 31.93921, 5.32005, 200),
  },
  {
    id: "noise",
    number: "0771662040",
    line: "1548",
    about: "ضجيج · tapage",
    says: ar(50, "جيراني يحدثون ضجيجاً كبيراً منذ منتصف الليل. هل يمكنكم إرسال دورية؟"),
    steps: TELLS,
    place: null,
  },
  {
    id: "papers",
    number: "0556801274",
    line: "1548",
    about: "وثائق ضائعة · papiers perdus",
    says: fr(45, "Bonjour. J'ai perdu mes papiers d'identité. Où faut-il aller pour la déclaration de perte ?"),
    steps: [wait(4), { do: "press", key: "2" }, ...TELLS],
    place: null,
  },
];

export const LINES = [...new Set(STORIES.map(({ line }) => line))];
