import type { QuestionTree } from "../triage.ts";
import { ask, no, say, stillThere, unknown, yes } from "./make.ts";

const THEFT: QuestionTree = {
  nature: "THF",
  questions: [
    ask(
      "what",
      "ماذا سُرق؟",
      "Qu’a-t-on volé ?",
      "What was stolen?",
      say("person", 4, "من شخص", "Sur une personne", "From a person", { sub: "THF.PER", next: "force" }),
      say("phone", 4, "هاتف", "Un téléphone", "A telephone", { sub: "THF.PHN", next: "force" }),
      say("car", 4, "سيارة", "Une voiture", "A car", { sub: "VTH.CAR", next: "there" }),
      say("motorcycle", 4, "دراجة نارية", "Une moto", "A motorcycle", { sub: "VTH.MOT", next: "there" }),
      say("home", 4, "من مسكن", "Dans un logement", "From a home", { sub: "THF.HOM", next: "there" }),
      say("shop", 4, "من محل", "Dans un commerce", "From a shop", { sub: "THF.SHP", next: "there" }),
    ),
    ask(
      "force",
      "هل استُعمل العنف أو سلاح؟",
      "Avec violence ou une arme ?",
      "With force or a weapon?",
      yes(6, { sub: "THF.ROB", next: "there" }),
      no(0, { next: "there" }),
    ),
    stillThere("there"),
  ],
};

const OFFENCE: QuestionTree = {
  nature: "CRM",
  questions: [
    ask(
      "kind",
      "ما الجريمة؟",
      "Quelle infraction ?",
      "What offence?",
      say("assault", 7, "اعتداء", "Agression", "Assault", { sub: "OTH.ASL", next: "weapon" }),
      say("drugs", 3, "مخدرات", "Stupéfiants", "Drugs", { sub: "DRG.DEA", next: "there" }),
      say("damage", 2, "تخريب", "Dégradation", "Damage", { sub: "OTH.DAM", next: "there" }),
      say("carpark", 1, "حظيرة غير مرخصة", "Parking sauvage", "Unlicensed car park", { sub: "PRK.PUB", next: "there" }),
      say("other", 3, "أخرى", "Autre", "Another", { sub: "OTH.UNK", next: "weapon" }),
    ),
    ask(
      "weapon",
      "هل هناك سلاح أو جريح؟",
      "Une arme ou un blessé ?",
      "A weapon, or anybody hurt?",
      yes(6, { next: "there" }),
      no(0, { next: "there" }),
      unknown(1, { next: "there" }),
    ),
    stillThere("there"),
  ],
};

const ENQUIRY: QuestionTree = {
  nature: "ENQ",
  questions: [
    ask(
      "urgent",
      "هل يوجد أحد في خطر الآن؟",
      "Quelqu’un est-il en danger maintenant ?",
      "Is anybody in danger now?",
      yes(10, { sub: "OTH.DGR" }),
      no(0, { next: "about" }),
    ),
    ask(
      "about",
      "عمّ يستعلم؟",
      "Sur quoi porte la demande ?",
      "About what?",
      say("papers", 0, "وثائق وإجراءات", "Papiers, démarches", "Papers and procedures"),
      say("case", 0, "قضية جارية", "Une affaire en cours", "A case under way"),
      say("other", 0, "أمر آخر", "Autre", "Something else"),
    ),
  ],
};

const GUIDANCE: QuestionTree = {
  nature: "GUI",
  questions: [
    ask(
      "urgent",
      "هل يوجد أحد في خطر الآن؟",
      "Quelqu’un est-il en danger maintenant ?",
      "Is anybody in danger now?",
      yes(10, { sub: "OTH.DGR" }),
      no(0, { next: "whom" }),
    ),
    ask(
      "whom",
      "إلى من يوجَّه؟",
      "Vers qui l’orienter ?",
      "To whom?",
      say("police", 0, "مصلحة شرطة", "Un service de police", "A police service"),
      say("civil", 1, "الحماية المدنية", "La Protection civile", "Civil Protection", { sub: "OTH.AGY" }),
      say("other", 0, "هيئة أخرى", "Un autre service", "Another body", { sub: "OTH.AGY" }),
    ),
  ],
};

const OTHER: QuestionTree = {
  nature: "OTH",
  questions: [
    ask(
      "urgent",
      "هل يوجد أحد في خطر الآن؟",
      "Quelqu’un est-il en danger maintenant ?",
      "Is anybody in danger now?",
      yes(10, { sub: "OTH.DGR" }),
      no(0, { next: "come" }),
      unknown(4, { next: "come" }),
    ),
    ask("come", "هل يجب أن تأتي دورية؟", "Faut-il qu’une patrouille vienne ?", "Must a patrol come?", yes(3, { sub: "OTH.UNK" }), no(0)),
  ],
};

/** Trees of offences, and of calls from which often nothing follows. */
export const OFFENCE_TREES = [THEFT, OFFENCE, ENQUIRY, GUIDANCE, OTHER];
