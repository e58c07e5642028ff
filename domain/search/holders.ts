import { fold } from "./fold.ts";
import { isOf, type Token } from "./name-tokens.ts";
import { isVehicle } from "./vehicle-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Words for somebody who drives, owns or did it, after which a name may stand. */
const HOLDERS = listed(
  `السائق السائقه سائقها سائقه سائقتها سايقها سواقها الشيفور مالكها مالكه مالكته المالك المالكه صاحبها صاحبه صاحبته الجاني السارق الفاعل المعتدي
  يقودها يقوده تقودها تقوده قادها يسوقها يسوقه تسوقها بقياده باسم لفائده يملكها يملكه تملكها ملكيتها ملكيته الفار قايدها قايدته اشتراها استاجرها مستاجرها مستعملها استعملها كراها
  ysoug ysou9 ysouk ysougha ysou9ha ysogha tsoug tsougha chifour chifourha moulha moulaha
  conducteur conductrice chauffeur chauffeuse proprietaire proprio titulaire voleur auteur gerant gerante locataire utilisateur detenteur driver owner holder thief`,
);
/** The same of a vehicle that is named after them: «صاحب السيارة», «يقود الشاحنة». */
const HOLDERS_OF = listed("سائق سائقه قايد قايده مالك مالكه صاحب صاحبه يقود تقود يسوق تسوق");

/** True for a word of a driver, an owner or a culprit. */
export const isHolder = (word: string): boolean => isOf(HOLDERS, word);
/** True for such a word of a vehicle that is named behind it. */
export const isHolderOf = (word: string): boolean => isOf(HOLDERS_OF, word);

/** The first token after a vehicle that is named: «صاحب السيارة البيضاء», «owner of the car»; `from` where none is. */
export function afterVehicle(tokens: readonly Token[], from: number): number {
  let at = from;
  while (["de", "du", "la", "le", "l", "ce", "cette", "of", "the", "this", "هذه", "هذا"].includes(tokens[at]?.word ?? "")) at++;
  if (!isVehicle(tokens[at]?.word ?? "")) return from;
  while (isVehicle(tokens[at]?.word ?? "")) at++;
  return at;
}
