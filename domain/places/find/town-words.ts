import type { PlaceKind } from "../kinds.ts";

/**
 * Words of the town for kinds of place. They are in Arabic, in the speech of Algeria, in French, in English and in Arabic typed in Latin
 * letters. Folded, without the article. A word of several parts is written with «_». A word may mean two things: «محطة» is of buses or of
 * fuel.
 */
const CONCEPTS = {
  hospital: "مستشفى مستشفا سبيطار صبيطار سبيتار لوبيطال اوبيطال hopital hospital sbitar spitar chu مشفى استعجالات urgences urgence",
  clinic: "عياده كلينيك مستوصف مصحه polyclinique clinique clinic dispensaire 3iyada salle_de_soins قاعه_علاج",
  pharmacy: "صيدليه فرماسي فارماسي فرمسي فرمصي pharmacie pharmacy farmasi farmacie saydalia",
  mosque: "مسجد جامع جوامع مصلى mosquee mosque masjid msjid jame3 jam3 djamaa djama3 djamaa3 jamaa jama3",
  school: "مدرسه ابتدائيه ليكول ايكول ecole school madrasa medersa madrassa lekol primaire ecole_primaire",
  college: "متوسطه سيام كوليج اكماليه cem college motawassita",
  lycee: "ثانويه ليسي lycee lissi lisi thanawiya secondary",
  university: "جامعه لافاك فاك fac universite university jami3a jamia كليه",
  market: "سوق مارشي ماركي marche market souk sou9 souq marchi swi9a",
  square: "ساحه بلاصه بلاسه place placette square saha sa7a blasa",
  roundabout: "دوار رومبوان رونبوان رونبوا رومبوا rond_point rondpoint ronpoint roundabout dawar dowar douar رون_بوان رون_بوا",
  crossing: "مفترق كارفور تقاطع carrefour croisement crossing junction intersection",
  street:
    "شارع نهج زنقه طريق بولفار افينو rue avenue av ave boulevard boulvard bd blvd street road route chari3 char3 cherii nahj trig tri9 trik zanka zan9a طرق",
  gare: "محطه لاقار قار gare lagar lagare station mahatta mahata mhatta محطه_مسافرين محطه_حافلات محطه_كيران gare_routiere قار_روتيار لاقار_روتيار gare_des_bus bus_station terminal كيران",
  fuel: "محطه محطه_بنزين محطه_وقود بنزين وقود ليسانس نفطال essence station station_service station_essence station_d_essence naftal lissence pompe pompa petrol fuel filling stasion_essence stasion",
  airport: "مطار ايروبور لايروبور aeroport airport matar laeroport aerodrome",
  cemetery: "مقبره جبانه روضه cimetiere cemetery jebana djebana makbara",
  bank: "بنك لابانك banque bank labanque banka مصرف",
  post: "بريد بوسطه لابوسط لابوسطه بوسته poste lapost laposte bosta lboucta lbosta barid post لاقرون_بوسط grande_poste grande_post قرون_بوسط بريد_مركزي post_office",
  townhall: "بلديه لاميري ميري لامير mairie apc baladia baladiya town_hall hotel_de_ville lamairie municipalite",
  court: "محكمه قضاء مجلس_قضاء تريبينال tribunal cour court mahkama palais_de_justice",
  police: "شرطه بوليس كوميساريه كوميساريا كوميسارية امن لاسيرتي police commissariat surete boulice chorta security مقر_امن siege_surete",
  urban: "حضري urbain urbaine urban",
  rescue:
    "حمايه_مدنيه حمايه لبومبيا بومبيا ليبومبي بومبي ليبومبيي بومبيي pompiers pompier protection_civile civil_protection himaya_madaniya caserne مطافي fire_station",
  hotel: "فندق اوتيل لوتيل نزل hotel lotel foundouk fondok",
  stadium: "ملعب سطاد ستاد stade stad stadium mal3ab tirane تيران",
  library: "مكتبه لابيبليوتاك بيبليوتاك bibliotheque library maktaba bibliotek",
  mall: "مركز_تجاري مول سونتر_كومرسيال سنتر_كومرسيال centre_commercial mall shopping shopping_centre markaz_tijari markez_tijari",
  museum: "متحف ميزي musee museum mathaf",
  cinema: "سينما سينيما cinema sinima cinima قاعه_سينما",
  monument: "نصب نصب_تذكاري monument تمثال statue memorial",
  grove: "واحه غابه غابه_نخيل نخيل بساتين بستان palmeraie palm_grove grove ghaba jnan جنان wahat wa7at foret",
  garden: "حديقه جاردان جردان جنينه jardin garden parc park hadika hadi9a jarda جرده منتزه",
  industrial:
    "منطقه_صناعيه لازون زون zone_industrielle zone_industriel zone lazone زون_اندستريال صناعيه industrielle industrial_zone zi mantika_sina3iya",
  quarter: "حي حومه سيتي قطاع_سكني cite quarter quartier estate hay 7ay hai houma 7ouma lotissement تجزئه neighbourhood",
  wadi: "واد وادي oued wed wad wadi",
  sebkha: "سبخه sebkha sabkha sab5a sabkhat",
  building: "عماره عمارات باطيمه باطيما باتيمه بلوك بلوكات batiment bat bt bloc block immeuble building 3imara tower",
  tower: "برج tour tower borj",
  dwelling: "مسكن سكن سكنات مساكن logement logements logts logt lgts lgt dwellings",
  bakery: "مخبزه كوشه boulangerie bakery koucha makhbaza",
  cafe: "مقهى قهوه كافيتيريا cafe cafeteria coffee 9ahwa kahwa 9ahwet kahwet",
  restaurant: "مطعم مطعام ريسطو ريسطوران بيتزيريا restaurant resto restau pizzeria fast_food mat3am",
  shop: "حانوت محل متجر سوبيرات magasin boutique superette epicerie shop store hanout 7anout",
  garage: "ورشه قاراج كاراج garage mecanicien",
  camera: "كاميرا كامره camera cam kamira",
  site: "موقع_كاميرا site mat pylone عمود",
  sector: "قطاع secteur sector",
  wilaya: "ولايه wilaya ولائي",
  daira: "دائره دايره daira",
  gate: "مدخل باب entree entrance entry بوابه porte",
} as const;

export type Concept = keyof typeof CONCEPTS;

/** Each word or «_» phrase with its possible meanings. */
export const CONCEPT_WORDS: ReadonlyMap<string, readonly Concept[]> = Object.entries(CONCEPTS).reduce((words, [concept, list]) => {
  for (const word of list.split(" ")) words.set(spelt(word), [...(words.get(spelt(word)) ?? []), concept as Concept]);
  return words;
}, new Map<string, Concept[]>());

/** Concept of a kind of place, even if its name does not say it. */
export const KIND_CONCEPTS: Readonly<Partial<Record<PlaceKind, Concept>>> = {
  quarter: "quarter",
  square: "square",
  street: "street",
  worship: "mosque",
  market: "market",
  fuel: "fuel",
};

/** The spelling of the lists above as `fold` leaves it. */
function spelt(word: string): string {
  return word.replaceAll("ى", "ي").replaceAll("ة", "ه").replaceAll("ئ", "ي");
}

/** Words that lead from an event to its place: the place after them is near the thing before. */
const RELATIONS =
  "قدام قدامه امام جنب بجنب جانب بجانب حذا حدا حذاء قرب قريب وراء ورا خلف مقابل مقابله قبالة قباله تحت فوق بين بعد قبل devant derriere pres proche " +
  "cote face avant apres entre near behind front opposite beside next gdam 9dam 9oddam goddam 7da hda 7daya mor wra moura jnab jnb janb b9rb";

/** Words that join others and are never a name. */
const JOINERS =
  "في فى من الى الي اللي لل ل ال و ف ب ا عند عن مع لي كاين واحد راني رانا راهي راه هنا هناك تاع نتاع متاع انتاع بتاع تع هذا هاد هذي ديال عنده داخل خارج داخلها رقم رقمه " +
  "le la les l de du des d un une a au aux en et dans sur sous vers chez par qui il y se trouve pour no num numero nr n " +
  "the of at in on to by and is el al er ed es ech en ez fi f li lel lil bel b m3a ta3 nta3 mta3 te3 3la 3and 3nd 3end rani kayen chi had hadi";

/** Joiners that leave the word after them beside the word before: «palmeraie de l'est». Others lead elsewhere: «en ville». */
const ARTICLES = "ال ل لل تاع نتاع متاع انتاع بتاع تع le la les l de du des d the of el al er ed es ech ez lel lil ta3 nta3 mta3 te3";

/** Words that join two others or stand for a verb, and are names too: «على» and «علي», «est» and «l'est». */
const LINKS = "علي est";

/** Callers' words for the event: they name no place, wherever they stand. */
const EVENTS = "سياره سيارات حادث مرور شجار حريق سرقه ناس accident voiture incendie bagarre vol";

/** Words before the number of a house. */
const HOUSES = "دار الدار منزل فيلا maison villa house";

/** Words that tell one place from another of its kind: an old market is not the new one. */
const TELLING = "قديم قديمه جديد جديده nouveau nouvelle ancien ancienne vieux";
const SIZES = "كبير كبيره grand grande petit petite";

/** Words that say little by themselves, but after a kind of place they are its name: «حي الوحدة», «المسجد الكبير». */
const VAGUE = "وسط مدينه طلبه خضار مقر مكان موقع نقطه ville centre_ville siege wast وحده unite unit";

const listed = (words: string): ReadonlySet<string> => new Set(words.split(" ").map(spelt));

const RELATION_WORDS = listed(RELATIONS);
const JOINER_WORDS = listed(JOINERS);
const ARTICLE_WORDS = listed(ARTICLES);
const LINK_WORDS = listed(LINKS);
const EVENT_WORDS = listed(EVENTS);
const HOUSE_WORDS = listed(HOUSES);
const TELLING_WORDS = listed(TELLING);
const DESCRIBING_WORDS = listed(`${TELLING} ${SIZES}`);
const EMPTY_WORDS = listed([JOINERS, LINKS, EVENTS, HOUSES, TELLING, SIZES, VAGUE].join(" "));

export const tellsApart = (word: string): boolean => TELLING_WORDS.has(word);
export const describes = (word: string): boolean => DESCRIBING_WORDS.has(word);
export const isRelation = (word: string): boolean => RELATION_WORDS.has(word);
export const isJoiner = (word: string): boolean => JOINER_WORDS.has(word);
export const isArticle = (word: string): boolean => ARTICLE_WORDS.has(word);
export const isLink = (word: string): boolean => LINK_WORDS.has(word);
export const isOfEvent = (word: string): boolean => EVENT_WORDS.has(word);
export const isOfHouse = (word: string): boolean => HOUSE_WORDS.has(word);
/** True for a word that names no place unless its neighbours make it a name. */
export const isEmpty = (word: string): boolean => EMPTY_WORDS.has(word);
