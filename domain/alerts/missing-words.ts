import { fold } from "../search/index.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Several children, and two. Alone they are of warnings to pupils and parents. */
const CHILDREN = listed(
  `اطفال الاطفال طفلان طفلين طفلتان طفلتين الطفلان الطفلين الطفلتان الطفلتين رضيعان رضيعين رضيعتان صبيان صبيين صبايا فتيان فتيات الفتيات فتاتان فتاتين الفتاتان بنات البنات بنتان بنتين اولاد الاولاد ولدان ولدين
  تلاميذ التلاميذ تلميذان تلميذين تلميذتان تلميذتين قاصران قاصرين قصر القصر مراهقان مراهقين مراهقون توام توامان توامين التوام التوامان التوامين
  enfants filles garcons fillettes garconnets bebes nourrissons mineurs mineures adolescents adolescentes ados gamins gamines gosses eleves ecoliers ecolieres collegiens collegiennes lyceens lyceennes jumeaux jumelles
  children girls boys babies infants toddlers minors teenagers teens kids pupils schoolchildren twins schoolgirls schoolboys`,
);
/** One child in further words; twins are two, and missing as one. */
export const ONE_CHILD = "توام طفيله بنيه تلميذتنا gosse jumeau jumelle mome schoolchild twin youngster";

/** True for a word for several children. */
export const isOfChildren = (word: string): boolean => CHILDREN.has(word) || CHILDREN.has(word.replace(/^و/u, ""));

type Near = { readonly words: ReadonlySet<string>; readonly before: number; readonly after: number };

/** Words that say that several are missing, with the most words between; `before` for those that stand before the children. */
const MISSING_BESIDE: readonly Near[] = [
  {
    words: listed(
      `مفقودون مفقودين مفقودان مفقودتان مفقودتين مفقودات المفقودون المفقودين المفقودان ضايعون ضايعين ضايعان ضايعتان ضايعات تايهون تايهين تايهان تايهتان مخطوفون مخطوفين مخطوفان مخطوفتان مختفون مختفين مختفيان مختطفون مختطفين مختطفان
      اختفوا اختفيا اختفتا ضاعوا ضاعا ضاعتا خطفوا خطفا اختطفوا اختطفا تاهوا تاها
      disparus disparues egares egarees enleves enlevees kidnappes kidnappees introuvables recherches recherchees fugueurs
      abducted kidnapped disappeared strayed`,
    ),
    before: 5,
    after: 5,
  },
  { words: listed("perdus perdues missing lost"), before: 3, after: 2 },
  {
    words: listed(
      "اختفي اختفت اختفاء ضاع ضاعت خطف خطفت اختطف اختطفت اختطاف فقد فقدت فقدان نبحث disparition enlevement kidnapping rapt abduction disappearance",
    ),
    before: 4,
    after: 0,
  },
];
/** After «missing» these say what children miss: no child is lost. */
const MAY_MISS = listed("missing lost");
const MISSED = listed("a an the their school class classes lessons vaccine vaccines vaccination dose doses breakfast lunch");

const ABSENT = listed(
  "غايب غايبه غايبان غايبين غايبون غايبتان غاب غابت غابوا تغيب تغيبت تغيبوا متغيب متغيبه غادر غادرت خرج خرجت راح راحت هرب هربت absent absente absents absentes quitte parti partie sorti sortie fugue left absconded wandered",
);
const HOME = listed(
  "منزل منزله منزلها منزلهم منزلهما المنزل بيت بيته بيتها بيتهم بيتهما البيت الدار دارهم اهله اهلها اهلهم ذويه ذويها ذويهما عايلته عايلتها عايلتهما domicile maison foyer home house",
);
/** Phrases of one who was seen last or strayed. */
const SEEN = [
  "last seen",
  "have you seen",
  "seen this",
  "dernière fois",
  "avez vous vu",
  "qui a vu",
  "شوهد اخر مره",
  "شوهدت اخر مره",
  "اخر مره شوهد",
  "اخر مره شوهدت",
  "ضل طريقه",
  "ضلت طريقها",
  "شوهد الطفل اخر مره",
  "شوهدت الطفله اخر مره",
  "هل رايتم",
  "من راي",
  "went missing",
  "gone missing",
  "wandered off",
  "wandered away",
  "s est egare",
  "s est egaree",
  "s est perdu",
  "s est perdue",
  "وما رجعتش",
  "وما رجعش",
  "وما ولاتش",
  "وما ولاش",
  "ما رجعتش",
  "ما رجعش",
  "ما ولاتش",
  "ما ولاش",
].map((phrase) => ` ${fold(phrase)} `);
/** Alerts that are of children alone. */
const OF_CHILDREN = [
  "alerte enlevement",
  "alertes enlevement",
  "alerte amber",
  "alerte rapt",
  "amber alert",
  "abduction alert",
  "child abduction",
  "انذار اختطاف",
  "تنبيه اختطاف",
  "نداء اختطاف",
  "انذار اختفاء",
  "اختطاف قاصر",
  "تنبيه امبر",
  "انذار امبر",
].map((phrase) => ` ${fold(phrase)} `);

const has = (words: readonly string[], set: ReadonlySet<string>): boolean =>
  words.some((word) => set.has(word) || set.has(word.replace(/^و/u, "")));

function isMissingBeside(words: readonly string[], at: number): boolean {
  return MISSING_BESIDE.some(({ words: missing, before, after }) => {
    const isOne = (each: string, from: number): boolean =>
      (missing.has(each) || missing.has(each.replace(/^و/u, ""))) && !(MAY_MISS.has(each) && MISSED.has(words[from + 1] ?? ""));
    return words.some((each, from) => from >= at - before && from <= at + after && from !== at && isOne(each, from));
  });
}

/** True if a text has words by which one is looked for who was last seen, has left home or has not come back. */
export function tellsOfAbsent(words: readonly string[]): boolean {
  const padded = ` ${words.join(" ")} `;
  return SEEN.some((phrase) => padded.includes(phrase)) || (has(words, ABSENT) && has(words, HOME));
}

/** True if several children are missing, or an alert of their abduction is given. `sentences` are the folded words of each. */
export function tellsOfMissingChildren(sentences: readonly (readonly string[])[]): boolean {
  const padded = ` ${sentences.flat().join(" ")} `;
  if (OF_CHILDREN.some((phrase) => padded.includes(phrase))) return true;
  return sentences.some((words) => words.some((word, at) => isOfChildren(word) && (isMissingBeside(words, at) || isAway(words))));
}

/** True if children have left home or were last seen; a warning to let none leave is in the present. */
const isAway = (words: readonly string[]): boolean => {
  const padded = ` ${words.join(" ")} `;
  return SEEN.some((phrase) => padded.includes(phrase)) || (has(words, ABSENT_MANY) && has(words, HOME));
};
const ABSENT_MANY = listed("غايبان غايبين غايبون غايبتان غابوا غابا تغيبوا تغيبا غادروا غادرا absents absentes fugueurs");
