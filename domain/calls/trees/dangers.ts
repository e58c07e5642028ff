import type { QuestionTree } from "../triage.ts";
import { ask, no, say, stillThere, unknown, yes } from "./make.ts";

const ACCIDENT: QuestionTree = {
  nature: "ACC",
  questions: [
    ask(
      "injured",
      "هل هناك جرحى أو قتلى؟",
      "Y a-t-il des blessés ou des morts ?",
      "Is anybody hurt or dead?",
      say("dead", 12, "نعم، وفاة", "Oui, un décès", "Yes, a death", { sub: "ACC.FAT", next: "trapped" }),
      say("hurt", 10, "نعم، جرحى", "Oui, des blessés", "Yes, injured", { sub: "ACC.INJ", next: "trapped" }),
      no(2, { sub: "ACC.MAT", next: "fled" }),
      unknown(6, { sub: "ACC.INJ", next: "trapped" }),
    ),
    ask(
      "trapped",
      "هل هناك شخص محصور أو حريق؟",
      "Quelqu’un est-il coincé, ou un feu ?",
      "Is anybody trapped, or is there fire?",
      yes(4, { next: "fled" }),
      no(0, { next: "fled" }),
    ),
    ask(
      "fled",
      "هل فر سائق؟",
      "Un conducteur a-t-il pris la fuite ?",
      "Has a driver fled?",
      yes(4, { sub: "ACC.HIT" }),
      no(0, { next: "road" }),
    ),
    ask("road", "هل الطريق مقطوع؟", "La route est-elle coupée ?", "Is the road blocked?", yes(2), no(0)),
  ],
};

const FIRE: QuestionTree = {
  nature: "FIR",
  questions: [
    ask(
      "what",
      "ما الذي يحترق؟",
      "Qu’est-ce qui brûle ?",
      "What is burning?",
      say("building", 8, "بناية", "Un bâtiment", "A building", { sub: "OTH.FIR", next: "inside" }),
      say("vehicle", 6, "مركبة", "Un véhicule", "A vehicle", { sub: "OTH.FIR", next: "inside" }),
      say("field", 4, "نخيل أو أعشاب", "Palmeraie, végétation", "Palms or grass", { sub: "OTH.FIR", next: "near" }),
      say("rubbish", 2, "نفايات", "Des ordures", "Rubbish", { sub: "OTH.FIR", next: "near" }),
    ),
    ask("inside", "هل يوجد أشخاص في الداخل؟", "Y a-t-il des personnes à l’intérieur ?", "Is anybody inside?", yes(6), no(0), unknown(3)),
    ask("near", "هل تقترب النار من مساكن؟", "Le feu approche-t-il d’habitations ?", "Is the fire near homes?", yes(6), no(0)),
  ],
};

const DANGER: QuestionTree = {
  nature: "DGR",
  questions: [
    ask(
      "kind",
      "ما الخطر؟",
      "Quel danger ?",
      "What danger?",
      say("violence", 8, "عنف في البيت", "Violences au domicile", "Violence at home", { sub: "OTH.DOM", next: "now" }),
      say("suicide", 10, "شخص يهدد بالانتحار", "Menace de suicide", "Threat of suicide", { sub: "OTH.SUI", next: "alone" }),
      say("threat", 5, "تهديد أو تحرش", "Menaces, harcèlement", "Threat or harassment", { sub: "OTH.HAR", next: "now" }),
      say("other", 6, "خطر آخر", "Autre danger", "Another danger", { sub: "OTH.DGR", next: "now" }),
    ),
    ask("now", "هل يحدث ذلك الآن؟", "Cela se passe-t-il maintenant ?", "Is it happening now?", yes(4, { next: "weapon" }), no(0)),
    ask("weapon", "هل هناك سلاح؟", "Y a-t-il une arme ?", "Is there a weapon?", yes(4), no(0), unknown(1)),
    ask("alone", "هل معه أحد؟", "Quelqu’un est-il avec la personne ?", "Is anybody with the person?", yes(0), no(2), unknown(2)),
  ],
};

const HELP: QuestionTree = {
  nature: "HLP",
  questions: [
    ask(
      "kind",
      "من يحتاج المساعدة؟",
      "Qui a besoin d’aide ?",
      "Who needs help?",
      say("ill", 9, "مريض أو جريح", "Un malade ou un blessé", "Someone ill or hurt", { sub: "OTH.MED", next: "awake" }),
      say("child", 6, "طفل أو شخص مسن وحده", "Un enfant ou une personne âgée, seuls", "A child or old person alone", {
        sub: "OTH.AST",
        next: "safe",
      }),
      say("stuck", 3, "عالق أو معطل في الطريق", "Bloqué, en panne", "Stuck or broken down", { sub: "TRF.BRK", next: "safe" }),
      say("other", 2, "مساعدة أخرى", "Autre aide", "Other help", { sub: "OTH.AST", next: "safe" }),
    ),
    ask("awake", "هل هو واع ويتنفس؟", "Est-il conscient, respire-t-il ?", "Awake and breathing?", yes(1), no(6), unknown(4)),
    ask("safe", "هل المكان آمن؟", "L’endroit est-il sûr ?", "Is the place safe?", yes(0), no(4)),
  ],
};

const MISSING: QuestionTree = {
  nature: "MIS",
  questions: [
    ask(
      "who",
      "من المفقود؟",
      "Qui a disparu ?",
      "Who is missing?",
      say("child", 8, "طفل", "Un enfant", "A child", { sub: "OTH.MIS", next: "taken" }),
      say("frail", 7, "مسن أو مريض", "Une personne âgée ou malade", "An old or ill person", { sub: "OTH.MIS", next: "long" }),
      say("adult", 3, "راشد", "Un adulte", "An adult", { sub: "OTH.MIS", next: "taken" }),
    ),
    ask(
      "taken",
      "هل رآه أحد يُؤخذ؟",
      "A-t-on vu quelqu’un l’emmener ?",
      "Was the person seen being taken?",
      yes(10, { sub: "OTH.ABD" }),
      no(0, { next: "long" }),
      unknown(1, { next: "long" }),
    ),
    ask(
      "long",
      "منذ متى؟",
      "Depuis quand ?",
      "Since when?",
      say("hour", 1, "أقل من ساعة", "Moins d’une heure", "Less than an hour"),
      say("day", 3, "منذ ساعات", "Quelques heures", "Some hours"),
      say("longer", 2, "أكثر من يوم", "Plus d’un jour", "More than a day"),
    ),
  ],
};

/** Trees of natures in which somebody may be in danger. */
export const DANGER_TREES = [ACCIDENT, FIRE, DANGER, HELP, MISSING];

const REQUEST: QuestionTree = {
  nature: "INT",
  questions: [
    ask(
      "kind",
      "لأي سبب؟",
      "Pour quel motif ?",
      "What for?",
      say("fight", 7, "شجار", "Une rixe", "A fight", { sub: "OTH.ASL", next: "weapon" }),
      say("person", 3, "شخص مشبوه", "Une personne suspecte", "A suspicious person", { sub: "SUS.PER", next: "there" }),
      say("noise", 0, "إزعاج السكينة (ضجيج)", "Du tapage", "Noise", { sub: "OTH.NOI", next: "there" }),
      say("traffic", 2, "عرقلة المرور", "Circulation gênée", "Blocked traffic", { sub: "TRF.CNG" }),
      say("other", 2, "سبب آخر", "Autre motif", "Something else", { sub: "OTH.UNK", next: "weapon" }),
    ),
    ask("weapon", "هل هناك سلاح؟", "Y a-t-il une arme ?", "Is there a weapon?", yes(6), no(0), unknown(1)),
    stillThere("there"),
  ],
};

/** The tree of a call that asks for a patrol. */
export const REQUEST_TREES = [REQUEST];
