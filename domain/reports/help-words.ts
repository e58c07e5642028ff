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
