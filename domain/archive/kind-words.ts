import type { CategoryCode, SubcategoryCode } from "../interventions/index.ts";
import { fold } from "../search/index.ts";

/** Kinds of events that a word means: a whole category, or single kinds. */
export type KindCode = CategoryCode | SubcategoryCode;

/**
 * Words by which people ask for kinds of events: Arabic, the speech of Algeria, French and English, folded, parts joined with «_». They are
 * fewer than the labels of the scheme: a word of a label that also names places («طريق», «محل») would take it away from the place.
 */
const WORDS: Readonly<Partial<Record<KindCode, string>>> = {
  ACC: "حادث حوادث حادث_مرور حوادث_المرور حادث_سير اكسيدون accident accidents accident_circulation crash collision collisions",
  "ACC.INJ": "جسماني حادث_جسماني جرحى accident_corporel corporel blesse blesses injured injury",
  "ACC.FAT": "مميت حادث_مميت قتيل mortel accident_mortel fatal deces",
  "ACC.HIT": "فرار حادث_مع_فرار delit_de_fuite hit_and_run",
  "ACC.DUI": "سياقه_في_حاله_سكر conduite_sous_influence drunk_driving",
  TRF: "مرور حركه_المرور circulation traffic",
  "TRF.CNG": "ازدحام اختناق زحمه embouteillage embouteillages bouchon bouchons congestion jam",
  "TRF.OBS": "عائق obstacle obstruction",
  "TRF.PKG": "توقف_معرقل stationnement stationnement_genant",
  "TRF.BRK": "مركبه_معطله سياره_معطله panne vehicule_en_panne breakdown",
  "TRF.DNG": "مناورات مناورات_خطيره رودير rodeo manoeuvres dangerous_driving",
  "SUS.PER": "مشتبه مشتبه_فيه شخص_مشتبه_فيه شخص_مشبوه personne_suspecte suspect suspects suspicious_person",
  "SUS.VEH": "مركبه_مشتبه_فيها سياره_مشبوهه vehicule_suspect suspicious_vehicle",
  "SUS.ABV": "مركبه_متروكه vehicule_abandonne abandoned_vehicle",
  "SUS.OBJ": "جسم_مشبوه objet_suspect suspicious_object",
  DRG: "مخدرات المخدرات drogue drogues stupefiants drugs drug",
  "DRG.PSY": "مهلوسات مؤثرات_عقليه موثرات_عقليه psychotropes psychotropics",
  PRK: "حظيره حظائر حظاير parking_illicite parkings_illicites parkingueur parkingueurs",
  VTH: "سرقه_مركبات سرقه_المركبات vol_de_vehicules vehicle_theft",
  "VTH.CAR": "سرقه_سياره سرقه_مركبه vol_de_voiture vol_voiture vol_de_vehicule car_theft stolen_car",
  "VTH.MOT": "سرقه_دراجه سرقه_دراجه_ناريه سرقه_موتور vol_de_moto vol_moto motorbike_theft",
  THF: "سرقه سرقات خطف نشل vol vols theft thefts",
  "THF.PHN": "سرقه_هاتف vol_de_telephone vol_telephone phone_theft",
  "THF.SHP": "اقتحام_محل كسر_محل effraction effractions break_in",
  "THF.HOM": "سرقه_منزل سرقه_مسكن cambriolage cambriolages burglary",
  "THF.ROB": "سطو سرقه_بالعنف vol_avec_violence braquage robbery holdup",
  "OTH.ASL": "اعتداء اعتداءات شجار شجارات عراك ضرب agression agressions rixe rixes bagarre bagarres assault fight fights",
  "OTH.DOM": "عنف_اسري عنف_عائلي violence_familiale violence_conjugale domestic_violence",
  "OTH.HAR": "تحرش تهديد harcelement menace menaces harassment threat",
  "OTH.ABD": "اختطاف خطف_شخص enlevement kidnapping abduction",
  "OTH.WPN": "سلاح سلاح_ابيض سكين خنجر سيف arme arme_blanche couteau weapon knife blade",
  "OTH.DRK": "سكر سكران السكر_العلني ivresse ivre drunk drunkenness",
  "OTH.DAM": "تخريب degradation degradations vandalisme vandalism",
  "OTH.NOI": "ضجيج ازعاج tapage bruit noise",
  "OTH.TRD": "تجاره_فوضويه commerce_informel unlicensed_trading",
  "OTH.GAT": "تجمهر تجمع attroupement rassemblement gathering",
  "OTH.MIS": "اختفاء مفقود مفقوده disparition disparu disparue missing missing_person",
  "OTH.DGR": "شخص_في_خطر personne_en_danger person_in_danger",
  "OTH.SUI": "انتحار محاوله_انتحار suicide",
  "OTH.FIR": "حريق حرايق حرائق incendie incendies feu fire fires",
  "OTH.MED": "اغاثه_طبيه اسعاف secours_medical malaise medical",
  "OTH.ANI": "حيوان_ضال كلاب_ضاله animal_errant chiens_errants stray_animal stray_dogs",
};

const MEANS = new Map<string, KindCode[]>();
for (const [code, words] of Object.entries(WORDS) as [KindCode, string][])
  for (const word of words.split(" ")) {
    const known = word.split("_").map(fold).join("_");
    MEANS.set(known, [...(MEANS.get(known) ?? []), code]);
  }
const MOST_WORDS = 4;

const bare = (word: string): string => (word.startsWith("ال") && word.length > 4 ? word.slice(2) : word);

/** Kinds that words name, and the words that are left. `words` are folded; of two readings the one of more words counts. */
export function readKinds(words: readonly string[]): { readonly kinds: readonly KindCode[]; readonly left: readonly string[] } {
  const kinds: KindCode[] = [];
  const left: string[] = [];
  for (let at = 0; at < words.length;) {
    let count = Math.min(MOST_WORDS, words.length - at);
    const named = (): KindCode[] | undefined => {
      const said = words.slice(at, at + count);
      return MEANS.get(said.join("_")) ?? MEANS.get([bare(said[0] ?? ""), ...said.slice(1)].join("_"));
    };
    while (count > 0 && named() === undefined) count--;
    kinds.push(...(named() ?? []));
    if (count === 0) left.push(words[at] ?? "");
    at += Math.max(1, count);
  }
  // A single kind says more than its whole category: «حادث جسماني».
  const single = kinds.filter((code) => code.includes("."));
  return { kinds: [...new Set(kinds.filter((code) => code.includes(".") || !single.some((one) => one.startsWith(`${code}.`))))], left };
}
