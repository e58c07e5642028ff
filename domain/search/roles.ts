import { fold } from "./fold.ts";
import { isArabicPair, isFollowedByName, isLatin, isLatinPair, isLoud, isLowerNamePair, isOf, type Token } from "./name-tokens.ts";
import { isLoudWord } from "./no-names.ts";
import { isVehicle } from "./vehicle-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Words for a victim, a witness and a passenger, after whom a name may stand. */
const ROLES = listed(
  "الضحيه الشاهد الشاهده الراكب الراكبه راكب راكبه مرافقه مرافقها مرافقته victime temoin victim witness passager passagere passenger rakeb",
);

/** Words in small letters that follow a driver or a victim in a telegram, and are no names: acts, hurts, times and things. */
const FACTS = listed(
  `livraison colis saigne saignait beaucoup coups feu delit fuite etat ivresse alcool drogue couteau sabre hache pistolet fusil barre bras jambe jambes dos ventre cou epaule genou main mains doigt oeil
  poitrine crane fracture plaie brulure choc chute coma sang urgences samu pompiers secours protection civile morgue domicile travail heure heures minute minutes mois ans matin soir midi minuit taxi taxis tracteur
  train tram scooter quad pieton pietons oculaire oculaires direct principal principale unique premier premiere seconde enfin donc refuse obtemperer chantier engin vite casse vitre telephone descend court courait marche marchait dort dormait
  parle parlait appelle appelait demande demandait attend attendait reste restait saute sautait rentre regarde filme filmait pleure pleurait respire respirait bouge bougeait semble semblait parait dit disait
  veut voulait peut sait savait prend tourne freine accelere double depasse percute heurte renverse ecrase evite inconsciente consciente consciens allonge allongee coince coincee piege voit voyait entend entendait
  malaise crise cardiaque piqure scorpion morsure noyade plage gaz butane incendie maison balcon escalier electrocution violence viol vol arme arrache
  speed high broke break breaks smells alcohol took takes take got gets gave went goes sat sits stood stands lay lies lying fell falls bleeding badly burns burn arm arms leg legs head foot feet knife gun sword bike bicycle pedestrian
  door dented fumee noire marchandise marchandises produits objets sacs armes valises bagages
  key main saw sees crash road street heard hears calls called seen stuck trapped awake breathing unconscious conscious wounded wound chest pain stomach head refuses refused wants needs help ambulance`,
);

/** True for a word of such an act or thing, of a vehicle, or of a warning. */
export const isFact = (word: string): boolean => FACTS.has(word) || isVehicle(word) || (isLoudWord(word) && !word.endsWith("ed"));

/** True if two words in small letters stand at a token that look like a name, and like no act or thing. */
export const isPlainPair = (tokens: readonly Token[], at: number): boolean =>
  isLowerNamePair(tokens, at) && !isFact(tokens[at]?.word ?? "") && !isFact(tokens[at + 1]?.word ?? "");

/** True if two words in small letters stand right behind a role that look like a name: «conducteur kamel bouzid», «victime kamel bouzid». */
export const isLowerNameOfRole = (tokens: readonly Token[], at: number): boolean =>
  isLatin(tokens[at - 1]?.word ?? "") && isPlainPair(tokens, at);

/** True if a victim, a witness or a passenger is named: by two words of a name, or by one behind a colon. */
export function isNamedInRole(tokens: readonly Token[], at: number): boolean {
  const { raw = "", word = "" } = tokens[at] ?? {};
  if (!isOf(ROLES, word)) return false;
  if (isFollowedByName(tokens, at + 1, !isLoud(raw), { isColonNeeded: true })) return true;
  if (!isLatin(word)) return isArabicPair(tokens, at + 1);
  return (!isLoud(raw) && isLatinPair(tokens, at + 1)) || isLowerNameOfRole(tokens, at + 1);
}
