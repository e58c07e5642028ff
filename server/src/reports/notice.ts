import type { Notice } from "@amaliyat/contract/reports";
import type { Text3 } from "@amaliyat/domain/kernel";
import { CELL_M, DEVICE_KEPT_DAYS, ERASED_WITHIN_S, KEPT_DAYS, PART_KEPT_HOURS, WALK_KEPT_HOURS } from "@amaliyat/domain/reports";

/** Controller of the data that citizens report. `contact` is the address for their rights; null means any police station. */
export type Controller = { readonly names: Text3; readonly contact: string | null };

const minutes = ERASED_WITHIN_S / 60;

/** The number of a law inside Arabic: it is read from left to right, and does not break at the end of a line. */
const law = (number: string): string => `\u2066${number.replace("-", "\u2011")}\u2069`;

/** Notice of data processing, as Law 18-07 (amended by Law 25-11) requires: the same in the app and on the page without scripts. */
export const noticeOf = ({ names, contact }: Controller): Notice => [
  {
    key: "controller",
    title: { ar: "المسؤول عن المعالجة", fr: "Responsable du traitement", en: "Who answers for it" },
    words: { ar: `${names.ar}.`, fr: `${names.fr}.`, en: `${names.en}.` },
  },
  {
    key: "purposes",
    title: { ar: "لماذا", fr: "Pourquoi", en: "What for" },
    words: {
      ar: "للرد على تبليغك، وإرسال من يعين، وإحصاء ما يُبلَّغ عنه بلا أسماء. لا لغير ذلك. إن استغثت تبعك مكانك ساعة، وتوقفه بلمسة. في «رافقني إلى البيت» يُخبَر بمكانك كل دقيقة إلى أن تصل.",
      fr: "Répondre à votre signalement, envoyer de l’aide, compter les signalements sans aucun nom. Rien d’autre. Après un appel à l’aide, votre lieu suit une heure ; une touche l’arrête. Pendant « Raccompagnez-moi », il est transmis chaque minute jusqu’à l’arrivée.",
      en: "To answer your report, to send help, and to count what is reported without any name. Nothing else. After a call for help your place follows for an hour; one press stops it. During “Walk me home” it is told each minute until you are home.",
    },
  },
  {
    key: "basis",
    title: { ar: "بأي حق", fr: "Base légale", en: "By which right" },
    words: {
      ar: `مهمة من الصالح العام عهد بها القانون إلى الشرطة (القانون ${law("18-07")} المعدل بالقانون ${law("25-11")}). لست ملزما بذكر اسمك ولا بوسيلة اتصال.`,
      fr: "Mission d’intérêt public confiée par la loi à la police (loi 18-07 modifiée par la loi 25-11). Ni nom ni contact ne sont exigés.",
      en: "A task in the public interest that the law gives to the police (Law 18-07 as amended by Law 25-11). No name and no contact is required.",
    },
  },
  {
    key: "recipients",
    title: { ar: "من يطّلع", fr: "Qui reçoit", en: "Who receives it" },
    words: {
      ar: "أعوان قاعة العمليات، وكل اطلاع يُسجَّل باسم صاحبه. إن صار تدخلا أُعطيت الهيئة المعنية ما تحتاج إليه للعون.",
      fr: "Les agents de la salle d’opérations ; chaque lecture est inscrite à leur nom. S’il devient une intervention, l’organisme qui aide en reçoit le nécessaire.",
      en: "Officers of the operations room; each look is logged under their name. If it becomes an intervention, the body that helps is given what it needs.",
    },
  },
  {
    key: "times",
    title: { ar: "كم يُحفظ", fr: "Combien de temps", en: "How long" },
    words: {
      ar: `${KEPT_DAYS} يوما، ثم تُمحى كلماتك ووسيلة اتصالك ورسائلك وملفاتك ويبقى من المكان مربع من ${CELL_M} م. ملف لم يكتمل: ${PART_KEPT_HOURS} ساعة. الرقم العشوائي لهاتفك: ${DEVICE_KEPT_DAYS} يوما بعد آخر تبليغ. مرافقة انتهت بخير: يُمحى مكانك ومن تثق به فورا، وأثرها بعد ${WALK_KEPT_HOURS} ساعة؛ ويبقى في سجل القاعة أنها كانت، بلا اسم ولا مكان. عنوان شبكتك لا يُكتب.`,
      fr: `${KEPT_DAYS} jours ; puis mots, contact, messages et fichiers sont effacés, et du lieu reste un carré de ${CELL_M} m. Fichier inachevé : ${PART_KEPT_HOURS} heures. Numéro au hasard du téléphone : ${DEVICE_KEPT_DAYS} jours après le dernier signalement. Trajet bien terminé : lieu et proche sont effacés aussitôt, sa trace après ${WALK_KEPT_HOURS} heures ; le journal garde qu'il a eu lieu, sans nom ni lieu. Votre adresse réseau n'est pas écrite.`,
      en: `${KEPT_DAYS} days; then words, contact, messages and files are deleted, and of the place a square of ${CELL_M} m is kept. A file that never came whole: ${PART_KEPT_HOURS} hours. The random number of your phone: ${DEVICE_KEPT_DAYS} days after its last report. A walk home that ended well: place and trusted person are deleted at once, its trace after ${WALK_KEPT_HOURS} hours; the log keeps that there was one, without name or place. Your network's address is not written down.`,
    },
  },
  {
    key: "rights",
    title: { ar: "حقوقك", fr: "Vos droits", en: "Your rights" },
    words: {
      ar: `برمزك تطّلع عليه وتزيد فيه وتصححه وتسحبه متى شئت: تُمحى الكلمات ووسيلة الاتصال والرسائل والمكان فورا، والملفات في ظرف ${minutes === 1 ? "دقيقة" : `${minutes} دقائق`}. ما صار تدخلا يبقى في سجل الشرطة، وما أُعطي لهيئة أخرى تُخبَر به حين تسحبه.`,
      fr: `Avec le code : le lire, le compléter, le corriger, le retirer à tout moment. Mots, contact, messages et lieu sont effacés aussitôt, les fichiers en ${minutes} minute. L'intervention qui en est née reste à la police ; au retrait, on vous dit quel organisme en a reçu.`,
      en: `With its code you may read it, add to it, correct it, and withdraw it at any time: words, contact, messages and place are deleted at once, files within ${minutes} minute. An intervention made of it stays with the police; when you withdraw you are told which body received something.`,
    },
  },
  {
    key: "contact",
    title: { ar: "للاستفسار", fr: "Contact", en: "Contact" },
    words: {
      ar: contact ?? "أي مقر للشرطة، ومعك رمز التبليغ.",
      fr: contact ?? "Tout poste de police, avec le code du signalement.",
      en: contact ?? "Any police station, with the code of the report.",
    },
  },
  {
    key: "complaint",
    title: { ar: "الشكوى", fr: "Réclamation", en: "Complaint" },
    words: {
      ar: "إلى السلطة الوطنية لحماية المعطيات ذات الطابع الشخصي: anpdp.dz",
      fr: "À l’Autorité nationale de protection des données à caractère personnel : anpdp.dz",
      en: "To the national authority for the protection of personal data (ANPDP): anpdp.dz",
    },
  },
];
