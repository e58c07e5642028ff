import type { DefaultPlan } from "../plan.ts";
import { asked, plan, step, units } from "./make.ts";

const watch = step(
  "أبقِ الكاميرا على المكان ودوّن كل حركة",
  "Garder la caméra sur les lieux et noter chaque mouvement",
  "Keep the camera on the place and note every movement",
  "operator",
);

/** Suspicious persons, vehicles and objects, and drugs. */
export const SUSPICION_PLANS: readonly DefaultPlan[] = [
  plan("SUS", {
    needs: [units(["car", "motorcycle", "foot"])],
    steps: [
      watch,
      step(
        "أعطِ الدورية الأوصاف والاتجاه قبل وصولها",
        "Donner à la patrouille signalement et direction avant l’arrivée",
        "Give the unit description and direction before it arrives",
        "dispatcher",
      ),
      step("تحقق من الهوية أو من وثائق المركبة", "Vérifier l’identité ou les papiers", "Check identity or papers", "patrol"),
    ],
  }),
  plan("SUS.OBJ", {
    needs: [units(["car"], null, 2), units(["car", "rapid_response"], "dog")],
    partners: ["civil_protection", "other"],
    cameras: 6,
    steps: [
      step(
        "نبّه الدوريات: لا لمس ولا تحريك ولا جهاز لاسلكي قرب الجسم",
        "Avertir : ne pas toucher, ne pas déplacer, pas de radio à proximité",
        "Warn units: no touching, no moving, no radio near the object",
        "dispatcher",
      ),
      step("أخلِ المحيط مئة متر على الأقل", "Évacuer cent mètres au moins à la ronde", "Clear at least a hundred metres around", "patrol"),
      step("اقطع السير من كل الجهات", "Couper la circulation de tous côtés", "Stop traffic on every side", "patrol"),
      step(
        "ارجع في التسجيل: من ترك الجسم ومتى؟",
        "Revoir l’enregistrement : qui l’a déposé et quand ?",
        "Look back in the recording: who left it, and when?",
        "operator",
      ),
      asked("other", "اطلب فرقة تفكيك المتفجرات", "Demander l’équipe de déminage", "Ask for the bomb disposal team"),
      asked(
        "civil_protection",
        "اطلب حضور الحماية المدنية احتياطا",
        "Demander la présence de la Protection civile",
        "Ask Civil Protection to stand by",
      ),
      step(
        "لا يُرفع الطوق إلا بإذن فرقة التفكيك",
        "Ne lever le périmètre que sur avis des démineurs",
        "Lift the cordon only when the team says so",
        "supervisor",
      ),
    ],
  }),
  plan("SUS.WPR", {
    needs: [units(["car"], null, 2), units(["judicial"])],
    steps: [
      step(
        "تحقق من سند البحث قبل التوقيف",
        "Vérifier le mandat ou la fiche avant l’interpellation",
        "Check the warrant before the arrest",
        "dispatcher",
      ),
      watch,
      step(
        "اقترب من جهتين وأمّن المارة",
        "Approcher de deux côtés en protégeant les passants",
        "Approach from two sides and protect passers-by",
        "patrol",
      ),
      step(
        "سلّم الشخص للمصلحة الباحثة ودوّن الساعة",
        "Remettre la personne au service demandeur et noter l’heure",
        "Hand the person to the service that seeks them and note the time",
        "patrol",
      ),
    ],
  }),
  plan("SUS.WVH", {
    needs: [units(["car", "motorcycle"], null, 2)],
    steps: [
      step(
        "قارن الرقم بقائمة المركبات محل البحث",
        "Comparer la plaque à la liste des véhicules recherchés",
        "Compare the plate with the list of wanted vehicles",
        "operator",
      ),
      step(
        "تتبّع المركبة من كاميرا إلى كاميرا",
        "Suivre le véhicule de caméra en caméra",
        "Follow the vehicle from camera to camera",
        "operator",
      ),
      step("أوقف المركبة بعيدا عن المارة", "Intercepter à l’écart des passants", "Stop it away from passers-by", "patrol"),
      step(
        "افحص الهيكل والوثائق وأعلم صاحبها",
        "Contrôler châssis et papiers, aviser le propriétaire",
        "Check chassis and papers, tell the owner",
        "patrol",
      ),
    ],
  }),
  plan("DRG", {
    needs: [units(["car", "foot"], "drugs")],
    steps: [
      watch,
      step(
        "أوقف المعنيين وفتّش وفق القانون",
        "Interpeller et fouiller selon la loi",
        "Stop those concerned and search as the law allows",
        "patrol",
      ),
      step(
        "احجز المواد واختمها وعدّها أمام المعني",
        "Saisir, sceller et compter devant l’intéressé",
        "Seize, seal and count before the person",
        "patrol",
      ),
      step("حوّل الملف إلى مكافحة المخدرات", "Transmettre à la brigade des stupéfiants", "Pass it to the drugs brigade", "dispatcher"),
    ],
  }),
  plan("DRG.DEA", {
    needs: [units(["car"], "drugs", 2), units(["judicial"])],
    cameras: 4,
    steps: [
      watch,
      step(
        "لا تُظهر دورية قبل ضبط عملية التسليم",
        "Aucune patrouille visible avant la remise",
        "Show no unit before the hand-over is seen",
        "dispatcher",
      ),
      step("احجز تسجيل عملية التسليم", "Conserver l’enregistrement de la remise", "Keep the recording of the hand-over", "operator"),
      step("أغلق منافذ المكان ثم أوقف", "Fermer les issues puis interpeller", "Close the ways out, then arrest", "patrol"),
      step("أعلم وكيل الجمهورية", "Aviser le procureur de la République", "Inform the public prosecutor", "supervisor"),
    ],
  }),
];
