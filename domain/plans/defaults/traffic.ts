import type { DefaultPlan } from "../plan.ts";
import { asked, plan, step, units } from "./make.ts";

const PATROL = ["car", "motorcycle", "traffic"] as const;

const hurt = step(
  "اسأل المتصل أو انظر في الكاميرا: هل من جرحى أو محتجزين؟",
  "Demander à l’appelant ou voir à la caméra : blessés, personnes coincées ?",
  "Ask the caller or look by camera: anyone hurt or trapped?",
  "operator",
);
const protect = step(
  "أمّن مكان الحادث وحوّل السير قبله",
  "Protéger les lieux et dévier la circulation en amont",
  "Protect the scene and divert traffic before it",
  "patrol",
);
const report = step(
  "عاين الحادث وارفع القياسات وخذ هويات الأطراف والشهود",
  "Constater, relever les mesures, identités des parties et des témoins",
  "Take the report: measures, identities of parties and witnesses",
  "patrol",
);
const free = step(
  "أخلِ المسلك وتأكد من عودة السير",
  "Dégager la voie et vérifier la reprise du trafic",
  "Clear the lane and see that traffic flows again",
  "patrol",
);

/** Accidents and obstacles to traffic. */
export const TRAFFIC_PLANS: readonly DefaultPlan[] = [
  plan("ACC", {
    needs: [units(PATROL, "accident_report")],
    steps: [hurt, protect, report, free],
  }),
  plan("ACC.INJ", {
    needs: [units(["car"], "first_aid"), units(PATROL, "accident_report")],
    partners: ["civil_protection"],
    steps: [
      hurt,
      asked("civil_protection", "نداء الحماية المدنية على 14", "Appel de la Protection civile au 14", "Call Civil Protection on 14"),
      step(
        "افتح ممرا لسيارة الإسعاف وعيّن لها المدخل",
        "Ouvrir un passage à l’ambulance et lui indiquer l’accès",
        "Open a way for the ambulance and tell it where to enter",
        "dispatcher",
      ),
      protect,
      report,
      step(
        "دوّن إلى أي مستشفى نُقل كل جريح",
        "Noter l’hôpital où chaque blessé est évacué",
        "Note the hospital to which each injured person is taken",
        "dispatcher",
      ),
      free,
    ],
  }),
  plan("ACC.FAT", {
    needs: [units(["car"], "first_aid"), units(PATROL, "accident_report"), units(["judicial"])],
    partners: ["civil_protection"],
    steps: [
      asked("civil_protection", "نداء الحماية المدنية على 14", "Appel de la Protection civile au 14", "Call Civil Protection on 14"),
      protect,
      step(
        "امنع تغيير أي شيء قبل وصول الشرطة القضائية",
        "Ne rien laisser déplacer avant la police judiciaire",
        "Let nothing be moved before the judicial police arrive",
        "patrol",
      ),
      step(
        "أعلم وكيل الجمهورية عن طريق رئيس النوبة",
        "Aviser le procureur de la République par le chef de vacation",
        "Inform the public prosecutor through the shift chief",
        "supervisor",
      ),
      report,
      step(
        "احجز تسجيلات الكاميرات القريبة",
        "Conserver les enregistrements des caméras proches",
        "Keep the recordings of nearby cameras",
        "operator",
      ),
      free,
    ],
  }),
  plan("ACC.HIT", {
    needs: [units(PATROL, "accident_report"), units(["car", "motorcycle"])],
    steps: [
      step(
        "دوّن نوع المركبة ولونها ورقمها واتجاه فرارها",
        "Noter type, couleur, plaque et direction de fuite",
        "Note type, colour, plate and direction of flight",
        "operator",
      ),
      step(
        "تتبّع اتجاه الفرار من كاميرا إلى كاميرا",
        "Suivre la direction de fuite de caméra en caméra",
        "Follow the direction of flight from camera to camera",
        "operator",
      ),
      step(
        "عمّم أوصاف المركبة على الدوريات والمداخل",
        "Diffuser le signalement aux patrouilles et aux entrées de ville",
        "Give the description to units and at the town's entries",
        "dispatcher",
      ),
      hurt,
      report,
    ],
  }),
  plan("TRF", {
    needs: [units(["traffic", "motorcycle", "car"])],
    steps: [
      step(
        "حدّد بالكاميرا سبب التعطل وطول الصف",
        "Voir à la caméra la cause et la longueur de la file",
        "See by camera the cause and the length of the queue",
        "operator",
      ),
      step(
        "نظّم السير يدويا في المفترق",
        "Régler la circulation à la main au carrefour",
        "Direct traffic by hand at the junction",
        "patrol",
      ),
      free,
    ],
  }),
  plan("TRF.OBS", {
    needs: [units(["traffic", "car", "motorcycle"]), units(["traffic", "car"], "tow")],
    partners: ["municipality"],
    steps: [
      hurt,
      step(
        "هل الحمولة خطرة؟ اقرأ اللوحة البرتقالية بالكاميرا",
        "Chargement dangereux ? Lire la plaque orange à la caméra",
        "Is the load dangerous? Read the orange plate by camera",
        "operator",
      ),
      asked(
        "municipality",
        "اطلب من البلدية قاطرة أو آلية لرفع العائق",
        "Demander à la commune une dépanneuse ou un engin",
        "Ask the municipality for a tow truck or a machine",
      ),
      step("حوّل السير قبل العائق", "Dévier la circulation en amont", "Divert traffic before the obstacle", "patrol"),
      free,
    ],
  }),
  plan("TRF.PRI", {
    needs: [units(["motorcycle", "traffic"], null, 2)],
    steps: [
      step(
        "ثبّت المسار ونقطتي البداية والوصول",
        "Fixer l’itinéraire, le départ et l’arrivée",
        "Settle the route, its start and its end",
        "dispatcher",
      ),
      step(
        "وزّع الدوريات على مفترقات المسار",
        "Répartir les patrouilles aux carrefours",
        "Place units at the junctions of the route",
        "dispatcher",
      ),
      step(
        "تابع المرور بالكاميرات وأبلغ عن كل عائق",
        "Suivre le passage aux caméras et signaler tout obstacle",
        "Follow the passage by camera and report any obstacle",
        "operator",
      ),
    ],
  }),
];
