import type { DefaultPlan } from "../plan.ts";
import { plan, step, units } from "./make.ts";

const described = step(
  "دوّن أوصاف الفاعل ووسيلة فراره واتجاهه",
  "Noter signalement, moyen et direction de fuite",
  "Note description, means and direction of flight",
  "call_taker",
);
const follow = step(
  "ابحث عنه في الكاميرات القريبة باتجاه الفرار",
  "Le chercher aux caméras proches dans la direction de fuite",
  "Look for them on nearby cameras along the flight",
  "operator",
);
const traces = step(
  "احفظ المكان والآثار حتى المعاينة",
  "Préserver les lieux et les traces jusqu’au constat",
  "Keep the place and its traces until they are examined",
  "patrol",
);
const keep = step("احجز لقطة الواقعة", "Conserver la séquence des faits", "Keep the clip of the event", "operator");

/** Theft, theft of vehicles, and car parks without licence. */
export const PROPERTY_PLANS: readonly DefaultPlan[] = [
  plan("THF", {
    needs: [units(["car", "motorcycle", "foot"])],
    steps: [
      described,
      follow,
      keep,
      traces,
      step(
        "خذ أقوال الضحية ووجّهها لتقديم شكوى",
        "Entendre la victime et l’orienter vers la plainte",
        "Hear the victim and explain how to complain",
        "patrol",
      ),
    ],
  }),
  plan("THF.ROB", {
    needs: [units(["car"], "armed"), units(["car", "motorcycle"])],
    partners: ["civil_protection"],
    cameras: 4,
    steps: [
      step("هل من سلاح؟ هل من جرحى؟", "Une arme ? Des blessés ?", "A weapon? Anyone hurt?", "call_taker"),
      described,
      step(
        "أخبر الدوريات بالسلاح قبل وصولها",
        "Avertir les patrouilles de l’arme avant l’arrivée",
        "Warn units of the weapon before they arrive",
        "dispatcher",
      ),
      step("أغلق مخارج الحي", "Fermer les sorties du quartier", "Close the ways out of the quarter", "dispatcher"),
      follow,
      traces,
      keep,
    ],
  }),
  plan("THF.HOM", {
    needs: [units(["car"], null, 2)],
    steps: [
      step(
        "هل ما زال الفاعل في المسكن؟ أبقِ المتصل خارجه",
        "L’auteur est-il encore dans le logement ? Garder l’appelant dehors",
        "Is the offender still inside? Keep the caller out",
        "call_taker",
      ),
      step(
        "اقتربوا دون منبّه وطوّقوا المنافذ",
        "Approcher sans sirène et tenir les issues",
        "Approach without siren and hold the ways out",
        "patrol",
      ),
      described,
      traces,
      step("اطلب الشرطة العلمية للمعاينة", "Demander la police scientifique", "Ask for the forensic team", "dispatcher"),
    ],
  }),
  plan("VTH", {
    needs: [units(["car", "motorcycle"], null, 2)],
    steps: [
      step(
        "خذ الرقم والصنف واللون ورقم الهيكل",
        "Prendre plaque, type, couleur, châssis",
        "Take plate, type, colour, chassis number",
        "call_taker",
      ),
      step(
        "عمّم الأوصاف على الدوريات ومداخل المدينة",
        "Diffuser aux patrouilles et aux entrées de ville",
        "Give it to units and the town's entries",
        "dispatcher",
      ),
      step(
        "ارجع في تسجيل مكان التوقف",
        "Revoir l’enregistrement du lieu de stationnement",
        "Look back in the recording of where it stood",
        "operator",
      ),
      keep,
      step("سجّل المركبة محل بحث", "Inscrire le véhicule comme recherché", "Enter the vehicle as wanted", "supervisor"),
    ],
  }),
  plan("PRK", {
    needs: [units(["foot", "car", "motorcycle"])],
    partners: ["municipality"],
    cameras: 2,
    steps: [
      step(
        "تأكد من البلدية: هل للحظيرة رخصة؟",
        "Vérifier avec la commune : y a-t-il une autorisation ?",
        "Ask the municipality: is there a licence?",
        "dispatcher",
      ),
      step("تحقق من هوية المستغل", "Vérifier l’identité de l’exploitant", "Check the identity of who runs it", "patrol"),
      step("حرّر محضرا وأخلِ المكان", "Dresser procès-verbal et libérer l’espace", "Write the report and clear the place", "patrol"),
    ],
  }),
];
