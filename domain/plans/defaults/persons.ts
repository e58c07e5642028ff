import type { DefaultPlan } from "../plan.ts";
import { asked, plan, step, units } from "./make.ts";

const prosecutor = step(
  "أعلم وكيل الجمهورية عن طريق رئيس النوبة",
  "Aviser le procureur de la République par le chef de vacation",
  "Inform the public prosecutor through the shift chief",
  "supervisor",
);
const ambulance = asked(
  "civil_protection",
  "نداء الحماية المدنية على 14 إن وُجد جريح",
  "Appel de la Protection civile au 14 s’il y a un blessé",
  "Call Civil Protection on 14 if anyone is hurt",
);

/** Plans for offences against people: violence, disappearance, weapons. */
export const PERSON_PLANS: readonly DefaultPlan[] = [
  plan("OTH.ASL", {
    needs: [units(["car"], "first_aid"), units(["car", "motorcycle", "foot"])],
    partners: ["civil_protection"],
    steps: [
      step("كم عددهم؟ هل من سلاح أو جريح؟", "Combien ? Une arme, un blessé ?", "How many? A weapon, anyone hurt?", "call_taker"),
      ambulance,
      step(
        "افصل الأطراف وأبعد المتجمهرين",
        "Séparer les parties, éloigner les curieux",
        "Separate the parties, keep onlookers away",
        "patrol",
      ),
      step("خذ هويات الأطراف والشهود", "Relever identités des parties et témoins", "Take identities of parties and witnesses", "patrol"),
      step("احجز لقطة العراك", "Conserver la séquence de la rixe", "Keep the clip of the fight", "operator"),
    ],
  }),
  plan("OTH.DOM", {
    needs: [units(["car"], "female_officer"), units(["car"])],
    partners: ["civil_protection"],
    cameras: 0,
    steps: [
      step(
        "أبقِ المتصل على الخط واسأل: هل من أطفال في البيت؟",
        "Garder l’appelant en ligne ; des enfants au domicile ?",
        "Keep the caller on the line; are there children?",
        "call_taker",
      ),
      step(
        "لا تعاود الاتصال إن كان في ذلك خطر على الضحية",
        "Ne pas rappeler si cela expose la victime",
        "Do not call back where that endangers the victim",
        "call_taker",
      ),
      ambulance,
      step("اسمع الضحية على انفراد", "Entendre la victime à l’écart", "Hear the victim apart", "patrol"),
      step(
        "اعرض الفحص الطبي والشكوى والإيواء",
        "Proposer examen médical, plainte, hébergement",
        "Offer medical examination, complaint, shelter",
        "patrol",
      ),
      prosecutor,
    ],
  }),
  plan("OTH.SEX", {
    needs: [units(["car"], "female_officer"), units(["judicial"])],
    partners: ["health"],
    steps: [
      step(
        "أمّن الضحية في مكان هادئ بعيد عن الناس",
        "Mettre la victime à l’abri, au calme",
        "Bring the victim to a quiet, safe place",
        "patrol",
      ),
      step(
        "لا غسل ولا تبديل ثياب قبل الفحص: اشرح ذلك بلطف",
        "Ni lavage ni change avant l’examen : l’expliquer avec tact",
        "No washing or changing before the examination: say so gently",
        "patrol",
      ),
      asked("health", "اطلب فحصا طبيا شرعيا فوريا", "Demander un examen médico-légal immédiat", "Ask for a forensic examination at once"),
      step(
        "إن كانت قاصرا: استدعِ فرقة حماية القصّر ووليها",
        "Mineur : brigade des mineurs et représentant légal",
        "A minor: call the minors' brigade and the guardian",
        "dispatcher",
      ),
      prosecutor,
    ],
  }),
  plan("OTH.MIS", {
    needs: [units(["car"], "minors"), units(["car", "motorcycle", "foot"], null, 2)],
    partners: ["civil_protection", "gendarmerie"],
    cameras: 6,
    steps: [
      step(
        "خذ الاسم والسن والثياب وآخر مكان وساعة وصورة حديثة",
        "Nom, âge, vêtements, dernier lieu et heure, photo récente",
        "Name, age, clothes, last place and time, a recent picture",
        "call_taker",
      ),
      step("طفل أو مريض؟ ارفع الأولوية إلى P1", "Enfant ou malade ? Passer en P1", "A child or a sick person? Raise to P1", "dispatcher"),
      step(
        "ابحث في الكاميرات من آخر مكان وساعة",
        "Chercher aux caméras depuis le dernier lieu et l’heure",
        "Search cameras from the last place and time",
        "operator",
      ),
      step(
        "فتّش البيت والجيران والمدرسة ومحطات النقل",
        "Fouiller domicile, voisinage, école, gares",
        "Search home, neighbours, school, stations",
        "patrol",
      ),
      step(
        "عمّم الأوصاف على الدوريات والهيئات الشريكة",
        "Diffuser aux patrouilles et aux partenaires",
        "Give the description to units and partners",
        "dispatcher",
      ),
      prosecutor,
      step(
        "لا نشر للعموم إلا بقرار وكيل الجمهورية",
        "Aucune diffusion publique sans décision du procureur",
        "Nothing is published without the prosecutor's decision",
        "supervisor",
      ),
    ],
  }),
  plan("OTH.ABD", {
    needs: [units(["car"], null, 2), units(["judicial"]), units(["rapid_response", "car"], "negotiation")],
    partners: ["gendarmerie"],
    cameras: 6,
    steps: [
      step(
        "دوّن أوصاف الخاطف والضحية والمركبة والاتجاه",
        "Signalement de l’auteur, de la victime, du véhicule, direction",
        "Describe offender, victim, vehicle, direction",
        "call_taker",
      ),
      step(
        "تتبّع المركبة واحجز التسجيلات",
        "Suivre le véhicule, conserver les enregistrements",
        "Follow the vehicle, keep the recordings",
        "operator",
      ),
      asked(
        "gendarmerie",
        "أغلق مخارج المدينة بالتنسيق مع الدرك",
        "Fermer les sorties de ville avec la Gendarmerie",
        "Close the town's exits with the Gendarmerie",
      ),
      prosecutor,
      step(
        "قاصر؟ أعدّ نشرة الاختفاء وانتظر قرار الوكيل",
        "Mineur ? Préparer l’alerte et attendre la décision",
        "A minor? Prepare the alert and wait for the decision",
        "supervisor",
      ),
    ],
  }),
  plan("OTH.WPN", {
    needs: [units(["car", "rapid_response"], "armed"), units(["car"])],
    partners: ["civil_protection"],
    cameras: 4,
    steps: [
      step("أي سلاح؟ في يد من؟ أين بالضبط؟", "Quelle arme, qui, où exactement ?", "Which weapon, who, where exactly?", "call_taker"),
      step(
        "أخبر كل الدوريات ولا تقترب إلا دورية مسلّحة",
        "Avertir toutes les patrouilles ; seule l’unité armée approche",
        "Warn all units; only the armed one approaches",
        "dispatcher",
      ),
      step("أبعد الناس وأقم طوقا", "Éloigner le public et établir un périmètre", "Keep people away and set a cordon", "patrol"),
      ambulance,
      step("احجز السلاح واختمه", "Saisir et sceller l’arme", "Seize and seal the weapon", "patrol"),
    ],
  }),
];
