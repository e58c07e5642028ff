import { fold } from "../search/index.ts";

/**
 * Words of people who need help now, in the languages and spellings of the town. Few and plain: a word that also stands in calm reports
 * (fire hydrant, a knife that was found) would turn those away.
 */
const CALLS_FOR_HELP = [
  "النجدة النجدة",
  "أطلب النجدة",
  "نطلب النجدة",
  "أنقذوني",
  "أنقذونا",
  "الحقوني",
  "الحقونا",
  "عتقوني",
  "عتقونا",
  "عاونوني بسرعة",
  "يقتلني",
  "يقتلوني",
  "يطلق النار",
  "يطلقون النار",
  "au secours",
  "à l'aide à l'aide",
  "aidez-moi vite",
  "aidez-nous vite",
  "besoin d'aide urgente",
  "va me tuer",
  "vont me tuer",
  "en train de mourir",
  "coups de feu",
  "urgence vitale",
  "help me",
  "help us",
  "going to kill me",
  "someone is dying",
  "shots fired",
  "el7a9ouni",
  "3at9ouni",
] as const;

const FOLDED = CALLS_FOR_HELP.map((words) => ` ${fold(words)} `);

/** True for a text that asks for help now: its author should call, and not wait for a reader. */
export const asksForHelp = (text: string): boolean => {
  const folded = ` ${fold(text)} `;
  return FOLDED.some((words) => folded.includes(words));
};

/** Thanks and greetings, of which a text needs one to be no more than that. */
const THANKS = new Set(
  fold(
    `شكرا الشكر مشكورين مشكور مشكورون بارك جزاكم جزاك يعطيكم يعطيك صحيت صحيتو صحيتوا تحياتي السلام سلام تصبحون
    merci bonsoir bonjour cordialement salutations thanks thank regards`,
  ).split(" "),
);
/** Words that may stand beside them. */
const BESIDE_THANKS = new Set(
  fold(
    `جزيلا جزيل كثيرا كثير الله فيكم فيك فيكو لكم لك كل مره اخرى خير خيرا الصحة عليكم ورحمة وبركاته على جهودكم مجهوداتكم ردكم الرد السريع سرعة تعاونكم اهتمامكم ربي والله يا جماعة
    beaucoup bien à a vous tous pour votre vos la réponse rapide mille infiniment grand un bonne journée soirée nuit efforts
    you very so much many lot for your the quick answer reply good night day evening best efforts again`,
  ).split(" "),
);
/** Help that was given. «help» alone asks for it. */
const HELP_GIVEN = [
  / (?:على|علي) (?:المساعده|مساعدتكم|مساعدتي)(?= )/gu,
  / pour votre aide(?= )/gu,
  / for (?:your|the|all your) help(?= )/gu,
];
/** Pictures that go with thanks; any other may say danger. */
const OTHER_PICTURE = /(?![🙏👍❤🌹😊🤝])\p{Extended_Pictographic}/u;

/** True for a text of thanks and greetings alone, which says nothing of what happens. One unknown word makes it news. */
export function isThanksAlone(text: string): boolean {
  const said = HELP_GIVEN.reduce((left, given) => left.replaceAll(given, ""), ` ${fold(text)} `);
  const words = said.split(" ").filter((word) => word !== "");
  return (
    !OTHER_PICTURE.test(text) &&
    words.some((word) => THANKS.has(word)) &&
    words.every((word) => THANKS.has(word) || BESIDE_THANKS.has(word))
  );
}
