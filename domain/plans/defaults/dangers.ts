import type { DefaultPlan } from "../plan.ts";
import { asked, plan, step, units } from "./make.ts";

const call14 = asked(
  "civil_protection",
  "نداء الحماية المدنية على 14",
  "Appel de la Protection civile au 14",
  "Call Civil Protection on 14",
);

/** Danger to life and public order. */
export const DANGER_PLANS: readonly DefaultPlan[] = [
  plan("OTH.FIR", {
    needs: [units(["car"], null, 2), units(["traffic", "motorcycle"])],
    partners: ["civil_protection", "other", "forests"],
    cameras: 4,
    steps: [
      call14,
      step(
        "هل بقي أحد في الداخل؟ قل للمتصل أن يخرج",
        "Reste-t-il quelqu’un ? Faire sortir l’appelant",
        "Is anyone still inside? Tell the caller to leave",
        "call_taker",
      ),
      asked("other", "اطلب قطع الغاز والكهرباء", "Demander la coupure du gaz et de l’électricité", "Ask for gas and electricity to be cut"),
      step("افتح الطريق لسيارات الإطفاء", "Ouvrir la voie aux engins", "Open the way for fire engines", "patrol"),
      step(
        "أخلِ المحيط وأبعد المتفرجين عكس الريح",
        "Évacuer et éloigner les curieux, dos au vent",
        "Clear the surroundings, keep people upwind",
        "patrol",
      ),
      asked(
        "forests",
        "غابة أو واحة نخيل؟ أعلم مصالح الغابات",
        "Forêt ou palmeraie ? Aviser les Forêts",
        "Forest or palm grove? Tell the forest service",
      ),
      step(
        "حريق متعمد؟ احفظ الآثار واستدعِ الشرطة القضائية",
        "Acte volontaire ? Préserver les traces, police judiciaire",
        "Set on purpose? Keep the traces, call the judicial police",
        "dispatcher",
      ),
    ],
  }),
  plan("OTH.MED", {
    needs: [units(["car"], "first_aid")],
    partners: ["civil_protection", "health"],
    steps: [
      call14,
      step(
        "هل يتنفس؟ هل هو واعٍ؟ أبقِ المتصل على الخط",
        "Respire-t-il ? Conscient ? Garder l’appelant en ligne",
        "Breathing? Conscious? Keep the caller on the line",
        "call_taker",
      ),
      step(
        "أعطِ الدورية المدخل الأقرب للإسعاف",
        "Indiquer l’accès le plus proche à l’ambulance",
        "Give the nearest entry for the ambulance",
        "dispatcher",
      ),
      step("دوّن المستشفى وساعة النقل", "Noter l’hôpital et l’heure", "Note the hospital and the time", "dispatcher"),
    ],
  }),
  plan("OTH.SUI", {
    needs: [units(["car"], "negotiation"), units(["car"], "first_aid")],
    partners: ["civil_protection", "health"],
    steps: [
      step("كلّمه بهدوء ولا تقطع الخط", "Parler calmement, ne pas couper", "Speak calmly, do not hang up", "call_taker"),
      call14,
      step("اقتربوا دون منبّه ولا أضواء", "Approcher sans sirène ni gyrophare", "Approach without siren or lights", "patrol"),
      step("أبعد الناس والهواتف عن المكان", "Éloigner le public et les téléphones", "Keep people and phones away", "patrol"),
      step(
        "لا يُترك وحده بعد النجدة: سلّمه لمصالح الصحة",
        "Ne pas le laisser seul : confier aux services de santé",
        "Do not leave the person alone: hand over to health services",
        "patrol",
      ),
    ],
  }),
  plan("OTH.DGR", {
    needs: [units(["car"], "first_aid")],
    partners: ["civil_protection"],
    steps: [
      step(
        "حدّد المكان بدقة واسأل عن الخطر",
        "Situer précisément et qualifier le danger",
        "Find the exact place and what the danger is",
        "call_taker",
      ),
      call14,
      step("أمّن محيط الخطر", "Sécuriser autour du danger", "Secure the surroundings", "patrol"),
      step(
        "طفل أو مسن أو مريض؟ اتصل بذويه",
        "Enfant, âgé, malade ? Joindre les proches",
        "A child, an old or a sick person? Call the family",
        "dispatcher",
      ),
    ],
  }),
  plan("OTH.GAT", {
    needs: [units(["car"], null, 2), units(["rapid_response"])],
    cameras: 6,
    steps: [
      step(
        "قدّر العدد والاتجاه والسبب من الكاميرا",
        "Estimer nombre, direction, motif à la caméra",
        "Estimate number, direction and cause by camera",
        "operator",
      ),
      step(
        "أعلم رئيس النوبة قبل أي تدخل",
        "Aviser le chef de vacation avant toute action",
        "Tell the shift chief before anything is done",
        "dispatcher",
      ),
      step("حوّل السير حول المكان", "Dévier la circulation autour", "Divert traffic around the place", "patrol"),
      step("ابحث عمن يتكلم باسم المتجمعين", "Chercher un interlocuteur", "Find someone to talk to", "patrol"),
      step("تابع حتى التفرق", "Suivre jusqu’à la dispersion", "Watch until it has dispersed", "operator"),
    ],
  }),
];
