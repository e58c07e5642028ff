import { fold, isPlaceWord } from "../search/index.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Speech of the country in Latin letters, with digits for Arabic ones: a child («tfla», «wlidi», «benti»), several, and a little one. */
const SPOKEN_CHILD = /^(?:t[eo]?fe?l(?:a|ti|na)?|to?fol|w(?:e?l|li|ela|ala)[ei]?d(?:i|na|hom|ha|ou)?|be?n(?:i|ay)?t(?:i|na|ha|hom|ou)?)$/u;
const SPOKEN_CHILDREN = /^(?:(?:l|ed)?d?drari(?:na)?|(?:l|le)?(?:wlad|ouled)(?:i|na|hom)|wlidat(?:i|na)?|(?:l|le)?bnat(?:i|na)?)$/u;
const SPOKEN_LITTLE = /^s(?:gh|8)(?:i|ay[ea]?)r(?:a|i|ti|na)?$/u;
/** Loss and abduction in such letters: «da3et», «day3a», «telfet», «makhtoufa», «khatfou», «mafkoud», «ghab». */
const SPOKEN_LOSS =
  /^(?:dh?a{1,2}(?:y[aei]?)?3(?:a|[ae]t|ou?|in)?|t(?:le|el|l)f(?:[ae]t|ou?)|tl[ae]f|t?m?w[ea]?dd?[ea]?r(?:[ae]t|a|ou)?|(?:kh|5)[ae]?t[ae]?f(?:[ae]t|ou?)?(?:h|ha|hom)?|m[ae]?(?:kh|5)touf(?:a|in)?|m[ae]?f(?:9|k|q)oud(?:a|in)?|(?:gh|8)ab(?:[ae]t|ou)?)$/u;
const SPOKEN_SEARCH = /^[nyt][h7][ae]?w[aeo]?s{1,2}(?:ou?)?$/u;
/** «ma rja3ch», «ma banetch», «ma wellach». */
const SPOKEN_NOT_BACK = / ma ?(?:rj[ae]?3|w[ae]ll?|ban|ja|dkhal|dkhel|d5al)(?:[ae]t|a|ou)?ch /u;

export const isSpokenLittle = (word: string): boolean => SPOKEN_LITTLE.test(word);
export const isSpokenLoss = (word: string): boolean => SPOKEN_LOSS.test(word);
export const isSpokenSearch = (word: string): boolean => SPOKEN_SEARCH.test(word);
/** «bent» and «weld» are English words too, so that they need another word of speech beside them. */
const ENGLISH_TOO = listed("bent weld");
const isSpeech = (word: string): boolean => SPOKEN_LOSS.test(word) || SPOKEN_LITTLE.test(word) || SPOKEN_SEARCH.test(word);
export const isSpokenChild = (words: readonly string[], at: number): boolean => {
  const word = words[at] ?? "";
  if (!SPOKEN_CHILD.test(word)) return false;
  return !ENGLISH_TOO.has(word) || words.slice(Math.max(0, at - 2), at + 3).some(isSpeech);
};
/** True if words, with a space before and after, say in Latin letters that somebody has not come back. */
export const saysSpokenNotBack = (padded: string): boolean => SPOKEN_NOT_BACK.test(padded);

/** Clothes, by which somebody is described. */
export const DRESS = listed(
  `ترتدي يرتدي فستان فستانا قميص قميصا سروال سروالا حجاب ميزر ميزرا حذاء معطف معطفا
  shirt dress trousers jacket hoodie skirt robe tee chemise pantalon veste jupe tablier blouson`,
);

/** Several children, and two. Alone they are of warnings to pupils and parents. */
const CHILDREN = listed(
  `اطفال الاطفال طفلان طفلين طفلتان طفلتين الطفلان الطفلين الطفلتان الطفلتين رضيعان رضيعين رضيعتان صبيان صبيين صبايا فتيان فتيات الفتيات فتاتان فتاتين الفتاتان بنات البنات بنتان بنتين اولاد الاولاد ولدان ولدين
  تلاميذ التلاميذ تلميذان تلميذين تلميذتان تلميذتين قاصران قاصرين قصر القصر مراهقان مراهقين مراهقون توام توامان توامين التوام التوامان التوامين
  دراري الدراري ذراري درارينا وليداتي وليداتنا ولادي ولادنا ولادهم اولادي اولادنا اطفالي اطفالنا بناتي بناتنا
  شقيقان شقيقين شقيقتان شقيقتين اخوان اخوين
  freres soeurs fratrie brothers sisters siblings
  enfants filles garcons fillettes garconnets bebes nourrissons mineurs mineures adolescents adolescentes ados gamins gamines gosses eleves ecoliers ecolieres collegiens collegiennes lyceens lyceennes jumeaux jumelles
  children girls boys babies infants toddlers minors teenagers teens kids pupils schoolchildren twins schoolgirls schoolboys`,
);
/** True for a word for several children. */
export const isOfChildren = (word: string): boolean =>
  CHILDREN.has(word) || CHILDREN.has(word.replace(/^و/u, "")) || SPOKEN_CHILDREN.test(word);

type Near = { readonly words: ReadonlySet<string>; readonly before: number; readonly after: number };

/** Words that say that several are missing, with the most words between; `before` for those that stand before the children. */
const MISSING_BESIDE: readonly Near[] = [
  {
    words: listed(
      `مفقودون مفقودين مفقودان مفقودتان مفقودتين مفقودات المفقودون المفقودين المفقودان ضايعون ضايعين ضايعان ضايعتان ضايعات تايهون تايهين تايهان تايهتان مخطوفون مخطوفين مخطوفان مخطوفتان مختفون مختفين مختفيان مختطفون مختطفين مختطفان
      ضاعو تاهو تلفو تلفوا تودرو تودروا اختفو خطفو خطفوهم
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

/** Words of one who left, and of the home that was left. */
export const ABSENT = listed(
  "غايب غايبه غايبان غايبين غايبون غايبتان غاب غابت غابوا تغيب تغيبت تغيبوا متغيب متغيبه غادر غادرت خرج خرجت راح راحت هرب هربت absent absente absents absentes quitte parti partie sorti sortie fugue left absconded wandered",
);
export const HOME = listed(
  "منزل منزله منزلها منزلهم منزلهما المنزل بيت بيته بيتها بيتهم بيتهما البيت الدار دارهم اهله اهلها اهلهم ذويه ذويها ذويهما عايلته عايلتها عايلتهما domicile maison foyer home house",
);
/** Phrases of one who was seen last or strayed. */
export const SEEN = [
  "last seen",
  "dernière fois",
  "شوهد اخر مره",
  "شوهدت اخر مره",
  "اخر مره شوهد",
  "اخر مره شوهدت",
  "ضل طريقه",
  "ضلت طريقها",
  "شوهد الطفل اخر مره",
  "شوهدت الطفله اخر مره",
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

/** True if words have one of a set, also with the «و» before it. */
export const hasOne = (words: readonly string[], set: ReadonlySet<string>): boolean =>
  words.some((word) => set.has(word) || set.has(word.replace(/^و/u, "")));

/** True for a word that says of several that they are missing. */
export const isManyMissing = (word: string): boolean => MISSING_BESIDE[0]?.words.has(word) === true;

/** Words of age, which count as none between children and the word that they are missing: «two brothers, 6 and 8, missing». */
const OF_AGES = /^(?:\d+|and|et|de|d|ans|years|old|aged|ages?|agees?|و\d+|سنوات|سنه)$/u;
/** Most words that are read before and behind children; one more than the widest of `MISSING_BESIDE`. */
const WIDEST = 6;
/** The words beside one, with its place among them; words of age behind it are left out. */
function withoutAges(all: readonly string[], at: number): { readonly words: readonly string[]; readonly at: number } {
  const before = all.slice(Math.max(0, at - WIDEST), at + 1);
  const after: string[] = [];
  for (let from = at + 1; from < all.length && after.length < WIDEST; from++)
    if (!OF_AGES.test(all[from] ?? "")) after.push(all[from] ?? "");
  return { words: [...before, ...after], at: before.length - 1 };
}

function isMissingBeside(all: readonly string[], place: number): boolean {
  const { words, at } = withoutAges(all, place);
  return MISSING_BESIDE.some(({ words: missing, before, after }) => {
    const isOne = (each: string, from: number): boolean =>
      (missing.has(each) || missing.has(each.replace(/^و/u, "")) || isSpokenLoss(each)) &&
      !(MAY_MISS.has(each) && MISSED.has(words[from + 1] ?? ""));
    return words.some((each, from) => from >= at - before && from <= at + after && from !== at && isOne(each, from));
  });
}

/** «the children's hospital», «مدرسة البنات» */
const isBesidePlace = (words: readonly string[], at: number): boolean =>
  isPlaceWord(words[at - 1] ?? "") || isPlaceWord(words[words[at + 1] === "s" ? at + 2 : at + 1] ?? "");

/** True if several children are missing, or an alert of their abduction is given. `sentences` are the folded words of each. */
export function tellsOfMissingChildren(sentences: readonly (readonly string[])[]): boolean {
  const padded = ` ${sentences.flat().join(" ")} `;
  if (OF_CHILDREN.some((phrase) => padded.includes(phrase))) return true;
  return sentences.some((words) => {
    const children = words.flatMap((word, at) => (isOfChildren(word) && !isBesidePlace(words, at) ? [at] : []));
    return children.some((at) => isMissingBeside(words, at)) || (children.length > 0 && isAway(words));
  });
}

/** True if children have left home or were last seen; a warning to let none leave is in the present. */
const isAway = (words: readonly string[]): boolean => {
  const padded = ` ${words.join(" ")} `;
  return SEEN.some((phrase) => padded.includes(phrase)) || (hasOne(words, ABSENT_MANY) && hasOne(words, HOME));
};
const ABSENT_MANY = listed("غايبان غايبين غايبون غايبتان غابوا غابا تغيبوا تغيبا غادروا غادرا absents absentes fugueurs");
