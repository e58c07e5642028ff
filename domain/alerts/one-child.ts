import { fold, isPlaceWord, mayBeName } from "../search/index.ts";
import {
  ABSENT,
  DRESS,
  hasOne,
  HOME,
  isManyMissing,
  isSpokenChild,
  isSpokenLittle,
  isSpokenLoss,
  isSpokenSearch,
  saysSpokenNotBack,
  SEEN,
} from "./missing-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** A child, folded as texts are. Plural words count only beside what says that several are missing. */
const CHILD = listed(
  `طفل الطفل طفله الطفله للطفل للطفله رضيع الرضيع رضيعه الرضيعه قاصر القاصر صبي الصبي صبيه الصبيه مراهق المراهق مراهقه المراهقه غلام بنيه طفلا
  بنت البنت للبنت بنتا ولد الولد للولد ولدا تلميذ التلميذ تلميذه التلميذه تلميذا توام طفيله تلميذتنا وليد البراءه الصغير الصغيره صغيري صغيرتي
  ابني ابنتي ابنه ابنها ابنته ابنتها ابنهم ابنتهم ابننا ابنتنا بنتنا بنتهم ولدنا ولدهم وليدي وليدنا طفلنا طفلتنا صغيرنا صغيرتنا حفيدنا حفيدتنا بنتي بنته بنتها ولدي ولده ولدها طفلي طفلتي طفلها طفلهم طفلته طفلتها حفيدي حفيدتي حفيده حفيدته قاصره القاصره دري الدري دريه بنيتي بنيتنا
  enfant fille garcon fillette garconnet bebe nourrisson adolescent adolescente ado gamin gamine bambin gosse jumeau jumelle mome
  eleve ecolier ecoliere collegien collegienne lyceen lyceenne fils
  child girl boy baby newborn infant toddler teenager teen kid daughter schoolgirl schoolboy schoolchild twin youngster`,
);
/** Young persons, who are taken for children where no age of an adult stands beside. */
const YOUNG = listed("فتاه الفتاه للفتاه فتي الفتي للفتي");
/** Adjectives that are a child only directly beside the word that says it is missing, or an age. */
const MINOR = listed("minor mineur mineure");
const TAKEN_AWAY = listed("enleve enlevee perdu perdue");
const SMALL = listed("petit petite");
/** Words before a child that speak of all children, or of the reader's. */
const EVERY = listed("كل اي chaque tout toute aucun aucune votre vos every each any no your");
/** English «son» is a child, French «son» is not. */
const BEFORE_SON = listed("our my his her their a the missing");
const OF_PLACE = listed("de du des la le l d the of");

/** True for a word of a set, also with the «و» (and) that Arabic writes together with it. */
export const isOf = (set: ReadonlySet<string>, word: string): boolean => set.has(word) || (word.startsWith("و") && set.has(word.slice(1)));

/** True if a word is part of the name of a place: «مستشفى الطفل», «école de fille», «Girl school». */
function isInPlace(words: readonly string[], at: number): boolean {
  if (isPlaceWord(words[at + 1] ?? "")) return true;
  let before = at - 1;
  while (OF_PLACE.has(words[before] ?? "")) before -= 1;
  return isPlaceWord(words[before] ?? "") && !/^(?:ل|و|ب)/u.test(words[at] ?? "");
}

/** True if a word is one child; after a number over ten Arabic says many with it («100 طفل»). */
export function isOneChild(words: readonly string[], at: number): boolean {
  const [word = "", before = ""] = [words[at], words[at - 1]];
  if (word === "son") return BEFORE_SON.has(before) || words[at + 1] === "missing";
  if (word === "one" && before === "little") return true;
  if (!(isOf(CHILD, word) || isSpokenChild(words, at)) || isInPlace(words, at)) return false;
  return !(EVERY.has(before) || (/^\d+$/u.test(before) && Number(before) > 10));
}

type Near = { readonly words: ReadonlySet<string>; readonly before: number; readonly after: number };

/** Words that say that one is missing, with the most words between; `before` for those that stand before the child. */
const MISSING: readonly Near[] = [
  {
    words: listed(
      `مفقود المفقود مفقوده المفقوده مختف مختفي مختفيه مخطوف المخطوف مخطوفه المخطوفه ضايع الضايع ضايعه الضايعه تايه التايه تايهه ضال ضاله مختطف مختطفه
      اختفي اختفت ضاع ضاعت خطف خطفت اختطف اختطفت تاه تاهت فقد فقدت فقدنا ضيعنا ضيعت ضيعو ضيعوا تلف تلفت تودر تودرت
      disparu disparue disparait kidnappe kidnappee introuvable fugueur fugueuse egare egaree enfui enfuie
      abducted kidnapped disappeared vanished strayed missing runaway`,
    ),
    before: 3,
    after: 5,
  },
  { words: listed("perdu perdue lost enleve enlevee fugue هارب هاربه"), before: 2, after: 3 },
  { words: listed("اختفاء اختطاف فقدان disparition enlevement rapt kidnapping abduction disappearance"), before: 4, after: 0 },
];
const FIRST_LOSS = MISSING[0];
/** True for a word of a loss, also in Latin letters as people speak. */
const saysLoss = (near: Near | undefined, word: string): boolean =>
  near !== undefined && (isOf(near.words, word) || (near === FIRST_LOSS && isSpokenLoss(word)));
/** Words of a search, after which the person that is looked for stands. */
const SEARCH = listed(
  "نبحث يبحث تبحث يبحثون ابحثوا البحث بحث باحثون نحوس نحوسو نحوسوا يحوسو تحوس نبحثو cherche cherchons cherchent chercher retrouver recherche recherchons recherchent recherchee looking search searching find",
);
const isSearch = (word: string): boolean => isOf(SEARCH, word) || isSpokenSearch(word);
const SEARCH_WITHIN = 3;
/** Words after a «recherche» that is not of the child before it: «un enfant: recherche en cours». */
const AFTER_SEARCH = listed("en de du des d active lancee lance un une le la les");
/** Others than the child, of whom a word of loss may speak. */
const OTHERS = listed(
  `driver conducteur chauffeur dog chien chienne police voiture vehicule car truck camion power water gas road route lane signal plate product produit medicament conduite ligne pression corps body one
  سايق السايق الجاني الفاعل السارق المعتدي كلب الكلب سياره السياره شاحنه ماده السيطره التيار الكهرباء الماء الغاز`,
);
/** Things that are taken away, or fail, after a word of loss. */
const LOST_THINGS = listed(
  `ordures dechets epaves vehicules encombrants gravats sable fourriere panneau cle cles objets courant electricite eau sign cover key plate traffic manhole power signal
  السيطره التيار الكهرباء الاتصال الوعي الضغط الماء الغاز اشاره كهرباء ماء`,
);

/** Things of a child: between a word of loss and the child they are what is lost, «ضاعت وثائق تلميذ». */
const BELONGINGS = listed(
  "sac sacoche cartable portefeuille telephone papiers documents bag phone وثايق وثيقه محفظه حقيبه هاتف مفاتيح بطاقه",
);

const hasBetween = (set: ReadonlySet<string>, words: readonly string[], from: number, to: number): boolean =>
  words.slice(Math.min(from, to) + 1, Math.max(from, to)).some((word) => set.has(word));

/** The places of the words beside one, at most so many before and after it. */
const nearOf = (words: readonly string[], at: number, before: number, after: number): readonly number[] => {
  const first = Math.max(0, at - before);
  return Array.from({ length: Math.min(words.length - 1, at + after) - first + 1 }, (_, step) => first + step).filter(
    (near) => near !== at,
  );
};

/** True if a word of loss at `from` speaks of the child at `at`. */
function isMissingAt(words: readonly string[], at: number): boolean {
  return MISSING.some((near) =>
    nearOf(words, at, near.before, near.after).some((from) => {
      if (!saysLoss(near, words[from] ?? "")) return false;
      if (LOST_THINGS.has(words[from + 1] ?? "") || LOST_THINGS.has(words[from + 2] ?? "")) return false;
      if (from + 1 < at && BELONGINGS.has(words[from + 1] ?? "")) return false;
      return !hasBetween(OTHERS, words, from, at) && !(from < at && OTHERS.has(words[from - 1] ?? ""));
    }),
  );
}

/** «طفل وطفلة مفقودان»: the word for several stands beside one of them. */
const isBesideManyMissing = (words: readonly string[], at: number): boolean =>
  nearOf(words, at, 4, 4).some((from) => isManyMissing(words[from] ?? "") && MISSING[0]?.words.has(words[from] ?? "") !== true);

function isSoughtAt(words: readonly string[], at: number): boolean {
  const isBefore = words.slice(Math.max(0, at - SEARCH_WITHIN), at).some(isSearch);
  const next = words[at + 1] === "est" || words[at + 1] === "activement" ? at + 2 : at + 1;
  const isBehind = /^recherchee?$/u.test(words[next] ?? "") && !AFTER_SEARCH.has(words[next + 1] ?? "");
  return (isBefore && !hasBetween(OTHERS, words, at - SEARCH_WITHIN - 1, at)) || isBehind;
}

const SAW = listed("راي راي رايتم شاهد شاهدتم شاف شافت شفتو شافو chaf chafet cheft vu seen");
const THIS = listed("هذا هذه هاد هاذ هاذي هاته had hada hadi ce cet cette this un une a the la le our my notre");
/** «من شاهد هذه الطفلة», «Qui a vu cette fillette?»: a reader is asked for the child. */
function isAskedFor(words: readonly string[], at: number): boolean {
  const saw = THIS.has(words[at - 1] ?? "") ? at - 2 : at - 1;
  return isOf(SAW, words[saw] ?? "");
}

const padded = (words: readonly string[]): string => ` ${words.join(" ")} `;
/** «لم يعد», «n'est pas rentré», «did not come home». */
const NOT_BACK =
  / (?:و?لم (?:تظهر|يظهر|(?:يره|يرها|يشاهده|يشاهدها) احد|نجده|نجدها|يعثر عليه|يعثر عليها|تعد|يعد|ترجع|يرجع|تصل|يصل|تلتحق|يلتحق|يلتحقا|يعودا)|و?ما? ?(?:رجعش|رجعتش|جاش|جاتش|ولاش|ولاتش|بانش|بانتش|دخلش|دخلتش|لقيناهش|لقيناهاش)|personne ne l a (?:re)?vue?|(?:nobody|no one) has seen|pas (?:encore )?(?:rentree?|revenue?)|not (?:yet )?(?:come|came|returned|return|been home)|never came) /u;
const FOUND = /(?:^| )(?:found|retrouvee?|trouvee?|عثر|العثور)(?: |$)/u;
const ALONE = /(?:^| )(?:alone|seule?|parents|والديه|والديها|اهله|اهلها|تايه|تايهه|التايه|مجهول|مجهوله)(?: |$)/u;
const WAITS_FOR_PARENTS =
  /(?:cherche|attend|looking for|waits for|ينتظر|يبحث عن|تبحث عن) (?:ses |his |her )?(?:parents|والديه|والديها|اهله|اهلها)/u;
/** Words of one who was taken or ran away, beside a child. */
const TAKEN = / (?:taken from|snatched|ran away|run away|s est enfuie?|not seen since|pas vue? depuis|اخذ من|اخذت من|هربت? من) /u;

const BABIES = listed("رضيع الرضيع رضيعه الرضيعه رضيعا مولود المولود مولوده bebe nourrisson baby newborn infant");
const STOLEN = listed("سرق سرقت سرقه مسروق مسروقه vol vole volee stolen");
/** Words between a baby and the theft of it. */
const BESIDE_STOLEN = listed("d un une de du le la a the ete est was has been جديد جديده");
/** Things that are made for babies. */
const BABY_THINGS = listed(
  "siege poussette lit lait couches chariot seat milk food formula stroller pram clothes bed حليب عربه كرسي سرير حفاظات ملابس",
);

/** «رضيع سرق من المستشفى», «On a volé un bébé»: no word of loss, but of theft. */
function isStolenBaby(words: readonly string[], at: number): boolean {
  if (!isOf(BABIES, words[at] ?? "") || isInPlace(words, at) || BABY_THINGS.has(words[at + 1] ?? "")) return false;
  const past = (from: number, step: 1 | -1): number => {
    let end = from;
    while (BESIDE_STOLEN.has(words[end] ?? "")) end += step;
    return end;
  };
  const before = words[past(at - 1, -1)] ?? "";
  return !BABY_THINGS.has(before) && (STOLEN.has(before) || STOLEN.has(words[past(at + 1, 1)] ?? ""));
}

const YEARS = listed("سنه عام عاما ans years");
const OF_AGE = listed("عمره عمرها سنه سنها age agee aged de");
/** Words of the ages of adults: «في العشرين», «أربع وعشرون سنة». */
const TENS = /^(?:و|ال)?(?:عشرون|عشرين|عشرينات|ثلاثون|ثلاثين|ثلاثينات|اربعون|اربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين)$/u;
/** True if a sentence has the age of an adult. */
const hasAdultAge = (words: readonly string[]): boolean =>
  words.some((word, at) => {
    if (TENS.test(word)) return true;
    if (!/^\d{2}$/u.test(word) || Number(word) < 18) return false;
    return (
      YEARS.has(words[at + 1] ?? "") || (OF_AGE.has(words[at - 1] ?? "") && !/^(?:ساعه|ساعات|h|heures|hours)$/u.test(words[at + 1] ?? ""))
    );
  });

/** Words between a child and «gone», and those after which «gone» is no loss. */
const IS = listed("is has s was");
const GONE_SOMEWHERE = listed("to through up down back wrong into");
/** «kid gone», «my son is gone». */
function isGoneAway(words: readonly string[], at: number): boolean {
  const from = IS.has(words[at + 1] ?? "") ? at + 2 : at + 1;
  return words[from] === "gone" && !GONE_SOMEWHERE.has(words[from + 1] ?? "");
}

/** Ordinals of a year of life: «في السادسة من عمرها», with «عشرة» up to the seventeenth. */
export const ORDINALS = listed("الاولي الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره الحاديه");
/** Adjectives that are a child where they begin a sentence, or stand behind a word of loss or search. */
const LITTLE = listed("صغير صغيره");
const OF_YEAR = listed("من عمره عمرها العمر عشره");
const SOUGHT_BY = listed("عن علي");
const isLittle = (word: string): boolean => LITTLE.has(word) || isSpokenLittle(word);
/** Words behind «صغيرة» by which it is a person: dress, or a name. */
const WEARS = listed(
  "لابس لابسه يلبس تلبس يرتدي ترتدي اسمه اسمها labes lebes labsa lebsa smitou smitha habille habillee vetu vetue portant wearing",
);

/** «صغيرة لابسة فستان», «petite en robe rouge»: a little one with a dress or a name, which a sentence of loss or search makes a child. */
function isDescribedLittleOne(words: readonly string[], at: number): boolean {
  if (!isLittle(words[at] ?? "") && !isSmall(words, at)) return false;
  return WEARS.has(words[at + 1] ?? "") || (words[at + 1] === "en" && DRESS.has(words[at + 2] ?? ""));
}

/** «صغيرة في السادسة تاهت», «نبحث عن صغيرة في السابعة»: an adjective with a year of life or a loss directly behind. */
function isLittleOneLost(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? "";
  const isLossBefore = LOSSES.some((near) => saysLoss(near, before)) || SOUGHT_BY.has(before);
  if (!isLittle(words[at] ?? "") || !(at === 0 || isLossBefore)) return false;
  const isAged = words[at + 1] === "في" && ORDINALS.has(words[at + 2] ?? "");
  let end = isAged ? at + 3 : at + 1;
  while (OF_YEAR.has(words[end] ?? "")) end++;
  return (isAged && isLossBefore) || saysLoss(FIRST_LOSS, words[end] ?? "");
}

/** Flight, directly behind a child; a «و» before it would speak of another: «دهس طفلة وفر». */
const FLED = listed("فار فاره فر فرت هارب هاربه هرب هربت evade evadee echappe echappee fugitif fugitive");
const FLIGHT = / (?:في (?:حاله )?(?:فرار|هروب)|en (?:fuite|cavale|fugue)|on the run|s est (?:evade|echappe)e?|a pris la fuite|a fui) /u;
/** Words between a child and its flight. */
const STILL = listed("est toujours encore is still منذ لا يزال تزال ما زال");
const MOST_OF_NAME = 2;
const MOST_OF_FLIGHT = 4;
/** Words before a child that are looked through for somebody else who may flee. */
const BEFORE_FLIGHT = 8;
/** Others whose flight may be told, beside the child that they hurt. */
const CULPRITS = listed("individu auteur agresseur suspect braqueur voleur chauffard motard مشتبه المشتبه متهم المتهم شخص شاب");

/** «القاصر ياسين في حالة فرار», «mineure en fuite»: a child, its name at most, and flight. Nobody else who may flee stands before it. */
function isInFlight(words: readonly string[], at: number): boolean {
  const before = words.slice(Math.max(0, at - BEFORE_FLIGHT), at);
  if ([OTHERS, ADULT, CULPRITS].some((others) => hasOne(before, others))) return false;
  const isFlight = (from: number): boolean =>
    FLED.has(words[from] ?? "") || padded(words.slice(from, from + MOST_OF_FLIGHT)).search(FLIGHT) === 0;
  let from = at + 1;
  while (
    from <= at + MOST_OF_NAME &&
    !isFlight(from) &&
    !isOfOther(words[from]) &&
    !CULPRITS.has(words[from] ?? "") &&
    mayBeName(words[from] ?? "")
  )
    from++;
  while (STILL.has(words[from] ?? "")) from++;
  return isFlight(from);
}

/** True if the words beside a child say that it is missing, sought, asked for or stolen. */
const isOfOne = (words: readonly string[], at: number): boolean =>
  isMissingAt(words, at) ||
  isGoneAway(words, at) ||
  isInFlight(words, at) ||
  isBesideManyMissing(words, at) ||
  isSoughtAt(words, at) ||
  isAskedFor(words, at) ||
  (STOLEN.has(words[at + 1] ?? "") && words[at + 2] === "من");

/** True if a sentence that has one child in it says that somebody was taken or found alone, or has not come home. */
function isOfLost(words: readonly string[]): boolean {
  const text = padded(words);
  if (NOT_BACK.test(text) || saysSpokenNotBack(text) || TAKEN.test(text) || WAITS_FOR_PARENTS.test(text)) return true;
  return (FOUND.test(text) && ALONE.test(text)) || tellsOfAbsent(words);
}

/** True if a word is an adjective that may be a child: «petit», but not of a place. */
const isSmall = (words: readonly string[], at: number): boolean => SMALL.has(words[at] ?? "") && !isInPlace(words, at);

const OURS = listed("notre ma mon");

/** «mineur disparu», «le petit Karim a disparu»: an adjective that is a child by what stands beside it. */
function isOfMinor(words: readonly string[], at: number): boolean {
  const isMissing = (word: string | undefined): boolean => MISSING[0]?.words.has(word ?? "") === true;
  const isBeside = isMissing(words[at - 1]) || isMissing(words[at + 1]) || TAKEN_AWAY.has(words[at + 1] ?? "");
  if (MINOR.has(words[at] ?? "")) return isBeside || isInFlight(words, at);
  // «On a perdu notre petite Lina»
  const isOurs = OURS.has(words[at - 1] ?? "") && (isMissing(words[at - 2]) || TAKEN_AWAY.has(words[at - 2] ?? ""));
  if (isSmall(words, at) && isOurs && !isOfOther(words[at + 1]) && !BELONGINGS.has(words[at + 1] ?? "")) return true;
  return isSmall(words, at) && (isBeside || (isMissing(words[at + 3]) && ["a", "est"].includes(words[at + 2] ?? "")));
}

/** True if a text has words by which one is looked for who was last seen, has left home or has not come back. */
export function tellsOfAbsent(words: readonly string[]): boolean {
  return SEEN.some((phrase) => padded(words).includes(phrase)) || (hasOne(words, ABSENT) && hasOne(words, HOME));
}

const ADULT = listed(
  "لرجل لامراه سجين السجين لص اللص مسلح المسلح مجرم المجرم سارق السارق موقوف prisonnier detenu voleur prisoner inmate thief رجل الرجل امراه المراه شيخ الشيخ عجوز مسن مسنه كهل homme femme man woman vieillard elderly سكان السكان habitants residents",
);
const LEFT = listed("خرج خرجت غادر غادرت راح راحت تغيب تغيبت sorti sortie parti partie left");

/** True if somebody who is no adult has left and not come back: «خرج من المدرسة ولم يعد». */
const isGone = (words: readonly string[]): boolean =>
  NOT_BACK.test(padded(words)) &&
  (hasOne(words, LEFT) || words.some((word) => HOME.has(word) || HOME.has(word.replace(/^ب/u, "")))) &&
  !hasOne(words, ADULT) &&
  !hasOne(words, OTHERS);

/** True for a word that says of one that it is missing or was taken away. */
export const isMissingWord = (word: string): boolean => FIRST_LOSS?.words.has(word) === true || isSpokenLoss(word) || TAKEN_AWAY.has(word);
const LOSSES = [MISSING[0], MISSING[2]];
/** Words between the beginning of a sentence and its word of loss: «Elle a disparu». */
const PRONOUNS = listed("elle il she he a has is est");
/** Most words of a sentence that only names a child, and of one that is only a word of loss. */
const MOST_OF_CHILD = 4;
const MOST_OF_LOSS = 2;

const isOfOther = (word: string | undefined): boolean => OTHERS.has(word ?? "") || LOST_THINGS.has(word ?? "") || ADULT.has(word ?? "");

/** «الطفل ريان. مفقود منذ أمس», «DISPARU / Garçonnet en tee-shirt rouge»: the child and the loss stand in neighbouring sentences. */
function isParted(first: readonly string[], second: readonly string[]): boolean {
  const at = second.findIndex((word) => !PRONOUNS.has(word));
  const isLossBehind = MISSING[0]?.words.has(second[at] ?? "") === true && !second.slice(at + 1, at + 3).some(isOfOther);
  const isChildBefore = first.length <= MOST_OF_CHILD && first.some((_, one) => isOneChild(first, one)) && !first.some(isOfOther);
  if (isLossBehind && isChildBefore) return true;
  const isLoss = first.length <= MOST_OF_LOSS && first.some((word) => LOSSES.some((near) => near !== undefined && isOf(near.words, word)));
  return isLoss && !first.some(isOfOther) && second.slice(0, 2).some((_, one) => isOneChild(second, one));
}

/** The term for a disappearance that police take for a crime. */
const WORRYING = / (?:disparitions? inquietantes?|اختفاء (?:مقلق|مريب|غامض)) /u;

/** True if sentences tell of a missing child only together, or of a worrying disappearance without a word on an adult. */
export const tellsOfPartedMissing = (sentences: readonly (readonly string[])[]): boolean =>
  sentences.some((words, at) => {
    const next = sentences[at + 1] ?? [];
    const isOfAdult = [words, next].some((each) => hasOne(each, ADULT) || hasAdultAge(each));
    return isParted(words, next) || (WORRYING.test(padded(words)) && !isOfAdult);
  });

const GRADE = / السنه \p{L}{3,10} (?:ابتدايي|متوسط|ثانوي) | (?:cp|ce1|ce2|cm1|cm2) /u;

/** True if a sentence, as folded words, tells of one child that is missing. */
export const tellsOfOneMissing = (words: readonly string[]): boolean =>
  words.some((_, at) => (isOneChild(words, at) ? isOfOne(words, at) : isOfMinor(words, at))) ||
  (words.some((_, at) => isOneChild(words, at)) && isOfLost(words)) ||
  // «le petit Karim n'est pas rentré»
  (words.some((_, at) => isSmall(words, at)) && NOT_BACK.test(padded(words))) ||
  words.some((_, at) => isStolenBaby(words, at) || isLittleOneLost(words, at)) ||
  (words.some((_, at) => isDescribedLittleOne(words, at)) && tellsOfLoss(words)) ||
  (words.some((word, at) => isOf(YOUNG, word) && isMissingAt(words, at)) && !hasAdultAge(words)) ||
  isGone(words) ||
  (GRADE.test(padded(words)) && words.some((word) => MISSING.some(({ words: missing }) => isOf(missing, word))));

/** True if a sentence has any word of loss or search. */
export const tellsOfLoss = (words: readonly string[]): boolean =>
  words.some((word) => MISSING.some((near) => saysLoss(near, word)) || isSearch(word) || isManyMissing(word));
