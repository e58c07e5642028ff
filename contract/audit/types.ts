import type { Text3 } from "@amaliyat/domain/kernel";
import type { LogGroup } from "./groups.ts";

const of = <const T extends string>(type: T, group: LogGroup, ar: string, fr: string, en: string) => ({
  type,
  group,
  label: { ar, fr, en },
});

/**
 * Everything that the log can say. Types are permanent: one that is no longer written keeps its label, because old
 * entries keep their type for ever.
 */
export const LOG_TYPES = [
  of("session.opened", "session", "فتح جلسة", "Session ouverte", "Session opened"),
  of("session.refused", "session", "رفض فتح جلسة", "Ouverture de session refusée", "Sign-in refused"),
  of("session.locked", "session", "قفل جلسة", "Session verrouillée", "Session locked"),
  of("session.unlocked", "session", "فتح قفل جلسة", "Session déverrouillée", "Session unlocked"),
  of("session.closed", "session", "إغلاق جلسة", "Session fermée", "Session closed"),
  of("session.revoked", "session", "إلغاء جلسة", "Session révoquée", "Session revoked"),
  of("access.refused", "session", "رفض الدخول إلى مورد", "Accès refusé", "Access refused"),

  of("account.locked", "account", "قفل حساب", "Compte bloqué", "Account locked"),
  of("user.created", "account", "تعيين مستعمل", "Utilisateur désigné", "User designated"),
  of("user.changed", "account", "تعديل مستعمل", "Utilisateur modifié", "User changed"),
  of("user.password_changed", "account", "تغيير كلمة سر", "Mot de passe changé", "Password changed"),
  of("user.ended", "account", "إنهاء تعيين مستعمل", "Désignation terminée", "Designation ended"),
  of("sector.changed", "account", "تعديل قطاع اختصاص", "Secteur de compétence modifié", "Sector changed"),

  of("camera.created", "camera", "إضافة كاميرا", "Caméra ajoutée", "Camera added"),
  of("camera.changed", "camera", "تعديل كاميرا", "Caméra modifiée", "Camera changed"),
  of("camera.credentials_changed", "camera", "تغيير بيانات دخول كاميرا", "Identifiants de caméra changés", "Camera credentials changed"),
  of("camera.state_changed", "camera", "تغيير حالة كاميرا", "État de caméra changé", "Camera state changed"),
  of("camera.tested", "camera", "اختبار كاميرا", "Caméra testée", "Camera tested"),
  of("site.created", "camera", "إضافة موقع", "Site ajouté", "Site added"),
  of("site.changed", "camera", "تعديل موقع", "Site modifié", "Site changed"),
  of("phase.created", "camera", "إضافة شطر", "Tranche ajoutée", "Phase added"),
  of("phase.changed", "camera", "تعديل شطر", "Tranche modifiée", "Phase changed"),

  of("live.viewed", "viewing", "مشاهدة مباشرة", "Direct consulté", "Live picture viewed"),
  of("live.ended", "viewing", "انتهاء المشاهدة المباشرة", "Fin de consultation du direct", "Live view ended"),
  of("recording.replayed", "viewing", "إعادة عرض تسجيل", "Enregistrement relu", "Recording replayed"),
  of("recording.seeked", "viewing", "الانتقال داخل تسجيل", "Déplacement dans un enregistrement", "Recording seeked"),
  of(
    "recording.expired",
    "viewing",
    "حذف تسجيل بانتهاء مدة حفظه",
    "Enregistrement effacé à échéance",
    "Recording deleted at end of retention",
  ),
  of(
    "retention.stopped",
    "viewing",
    "توقف حذف التسجيلات للشك في الساعة",
    "Effacement suspendu : horloge douteuse",
    "Deletion stopped: clock in doubt",
  ),
  of("retention.resumed", "viewing", "استئناف حذف التسجيلات", "Effacement des enregistrements repris", "Deletion of recordings resumed"),
  of("clip.attached", "viewing", "إرفاق مقطع بتدخل", "Extrait joint à une intervention", "Clip attached"),

  of("intervention.opened", "intervention", "فتح تدخل", "Intervention ouverte", "Intervention opened"),
  of("intervention.classified", "intervention", "تصنيف تدخل", "Intervention qualifiée", "Intervention classified"),
  of("intervention.changed", "intervention", "تعديل تدخل", "Intervention modifiée", "Intervention changed"),
  of("intervention.noted", "intervention", "إضافة ملاحظة إلى تدخل", "Note ajoutée à une intervention", "Intervention noted"),
  of(
    "intervention.assigned",
    "intervention",
    "إسناد تدخل إلى دورية",
    "Intervention confiée à une patrouille",
    "Intervention assigned to a unit",
  ),
  of("intervention.closed", "intervention", "غلق تدخل", "Intervention close", "Intervention closed"),
  of("intervention.reopened", "intervention", "إعادة فتح تدخل", "Intervention rouverte", "Intervention reopened"),
  of("intervention.cancelled", "intervention", "إلغاء تدخل", "Intervention annulée", "Intervention cancelled"),
  of("intervention.merged", "intervention", "ضم تدخل مكرر", "Interventions fusionnées", "Interventions merged"),
  of("intervention.split", "intervention", "فصل تدخل مضموم", "Fusion défaite", "Merge undone"),

  of(
    "intervention.marked",
    "intervention",
    "تحديد سمات تدخل",
    "Attributs d'une intervention changés",
    "Attributes of an intervention changed",
  ),
  of("intervention.related", "intervention", "ربط تدخل بآخر", "Lien entre interventions établi", "Relation between interventions made"),
  of(
    "intervention.unrelated",
    "intervention",
    "فك ربط تدخل بآخر",
    "Lien entre interventions défait",
    "Relation between interventions undone",
  ),
  of(
    "intervention.person_noted",
    "intervention",
    "تدوين شخص معني بتدخل",
    "Personne notée sur une intervention",
    "Person noted on an intervention",
  ),
  of("intervention.person_withdrawn", "intervention", "سحب تدوين شخص معني", "Mention d'une personne retirée", "Note of a person withdrawn"),

  of(
    "intervention.photo_attached",
    "intervention",
    "إرفاق صورة بتدخل",
    "Photo jointe à une intervention",
    "Picture attached to an intervention",
  ),
  of(
    "intervention.photo_viewed",
    "intervention",
    "الاطلاع على صورة تدخل",
    "Photo d'une intervention consultée",
    "Picture of an intervention viewed",
  ),

  of("assignment.stamped", "assignment", "تغيّر حالة التكليف", "Affectation horodatée", "Assignment stamped"),
  of("assignment.refused", "assignment", "رفض الدورية للتكليف", "Affectation refusée par la patrouille", "Assignment refused by the unit"),
  of("assignment.withdrawn", "assignment", "سحب التكليف", "Affectation retirée", "Assignment withdrawn"),

  of("unit.reserved", "unit", "حجز دورية", "Patrouille réservée", "Unit reserved"),
  of("unit.heard", "unit", "خبر من دورية", "Nouvelles d'une patrouille", "Word of a unit"),
  of("unit.distress_called", "unit", "استغاثة دورية", "Appel de détresse d'une patrouille", "Unit called for help"),
  of("unit.distress_taken_up", "unit", "التكفل باستغاثة", "Appel de détresse pris en charge", "Call for help taken up"),
  of("unit.distress_ended", "unit", "إنهاء استغاثة", "Appel de détresse levé", "Call for help ended"),
  of("unit.changed", "unit", "تعديل دورية", "Patrouille modifiée", "Unit changed"),
  of("unit.position_reported", "unit", "إبلاغ موقع دورية", "Position de patrouille transmise", "Unit position reported"),

  of("partner.changed", "partner", "تعديل هيئة شريكة", "Partenaire modifié", "Partner changed"),
  of("partner.secret_changed", "partner", "تغيير سر هيئة شريكة", "Secret de partenaire changé", "Partner secret changed"),
  of("partner.token_issued", "partner", "إصدار رمز لهيئة شريكة", "Jeton de partenaire délivré", "Partner token issued"),
  of("partner.token_revoked", "partner", "إلغاء رمز هيئة شريكة", "Jeton de partenaire révoqué", "Partner token revoked"),
  of("partner.signed_in", "partner", "دخول مكتب هيئة شريكة", "Poste d'un partenaire connecté", "Partner desk signed in"),
  of("intervention.forwarded", "partner", "إحالة تدخل على هيئة شريكة", "Intervention transmise à un partenaire", "Intervention forwarded"),
  of("forward.changed", "partner", "تعديل إحالة", "Transmission modifiée", "Forward changed"),
  of("forward.sent", "partner", "إرسال إحالة", "Transmission envoyée", "Forward sent"),
  of("forward.failed", "partner", "تعذر إرسال إحالة", "Échec d'une transmission", "Forward failed"),
  of("forward.reported", "partner", "خبر من هيئة شريكة", "Nouvelle d'un partenaire", "Partner's report"),
  of("partner_request.received", "partner", "طلب من هيئة شريكة", "Demande d'un partenaire reçue", "Partner's request received"),
  of("partner_request.taken", "partner", "التكفل بطلب هيئة شريكة", "Demande d'un partenaire prise en charge", "Partner's request taken"),
  of("partner_request.declined", "partner", "رد طلب هيئة شريكة", "Demande d'un partenaire déclinée", "Partner's request declined"),

  of("line.changed", "call", "تعديل خط هاتفي", "Ligne modifiée", "Line changed"),
  of(
    "line.shipped",
    "call",
    "إدراج خطوط القاعة وأسئلتها الأولى",
    "Premières lignes et questions inscrites",
    "First lines and questions written",
  ),
  of("tree.changed", "call", "تعديل أسئلة المكالمات", "Questions d'appel modifiées", "Questions changed"),
  of(
    "taker.changed",
    "call",
    "تعديل لغات متلقي المكالمات وخطوطه",
    "Langues et lignes d'un opérateur modifiées",
    "Languages and lines of a call-taker changed",
  ),
  of("phone.opened", "call", "فتح هاتف في القاعة", "Téléphone de la salle ouvert", "Telephone opened"),
  of("taker.ready", "call", "جاهز لتلقي المكالمات", "Prêt à répondre", "Ready for calls"),
  of("taker.paused", "call", "توقف عن تلقي المكالمات", "Pause d'un opérateur", "Paused"),
  of("taker.left", "call", "مغادرة طابور المكالمات", "Départ de la file", "Left the queue"),
  of("call.arrived", "call", "وصول مكالمة", "Appel arrivé", "Call arrived"),
  of("call.answered", "call", "الرد على مكالمة", "Appel pris", "Call answered"),
  of("call.ended", "call", "انتهاء مكالمة", "Appel terminé", "Call ended"),
  of("call.hung_up", "call", "إنهاء مكالمة من القاعة", "Appel raccroché par la salle", "Call hung up"),
  of("call.held", "call", "وضع متصل في الانتظار", "Appelant mis en attente", "Caller put on hold"),
  of("call.transferred", "call", "تحويل مكالمة", "Appel transféré", "Call handed on"),
  of("call.transfer_cancelled", "call", "إلغاء تحويل مكالمة", "Transfert annulé", "Transfer cancelled"),
  of("call.called_out", "call", "اتصال من القاعة", "Appel sortant", "Call out"),
  of("call.taken_over", "call", "تولي مشرف مكالمة", "Appel repris par un superviseur", "Call taken over by a supervisor"),
  of("call.listened", "call", "استماع مشرف إلى مكالمة", "Appel écouté par un superviseur", "Supervisor joined a call"),
  of("call.listening_ended", "call", "انتهاء استماع مشرف", "Fin d'écoute par un superviseur", "Supervisor left a call"),
  of(
    "call.earlier_read",
    "call",
    "الاطلاع على مكالمات سابقة لرقم",
    "Appels antérieurs d'un numéro consultés",
    "Earlier calls of a number read",
  ),
  of("call.classified", "call", "تحديد موضوع مكالمة", "Appel qualifié", "Call classified"),
  of("call.language_set", "call", "تحديد لغة المتصل", "Langue de l'appelant indiquée", "Caller's language set"),
  of("call.placed", "call", "تحديد مكان المتصل", "Lieu de l'appelant noté", "Caller's place noted"),
  of("call.question_answered", "call", "جواب عن سؤال في مكالمة", "Réponse à une question d'appel", "Question of a call answered"),
  of("call.joined", "call", "ربط مكالمة بتدخل", "Appel joint à une intervention", "Call joined to an intervention"),
  of("call.place_asked", "call", "إرسال رابط لمعرفة مكان المتصل", "Lien de localisation envoyé", "Link asking for the place sent"),
  of("call.figures_read", "call", "الاطلاع على أرقام المكالمات", "Chiffres des appels consultés", "Figures of calls read"),
  of("call.recordings_searched", "call", "البحث عن مكالمات مسجلة", "Appels enregistrés recherchés", "Recorded calls searched"),
  of("call.recording_opened", "call", "الاستماع إلى مكالمة مسجلة", "Appel enregistré écouté", "Recorded call opened"),
  of("call.recording_held", "call", "حفظ مكالمة مسجلة", "Conservation d'un appel enregistré", "Recorded call held"),
  of(
    "call.recording_expired",
    "call",
    "حذف مكالمات مسجلة بانتهاء مدتها",
    "Appels enregistrés effacés à échéance",
    "Recorded calls deleted",
  ),

  of("bolo.written", "bolo", "تحرير بلاغ بحث", "Avis de recherche rédigé", "BOLO written"),
  of("bolo.changed", "bolo", "تعديل مسودة بلاغ بحث", "Brouillon d'avis de recherche modifié", "Draft of a BOLO changed"),
  of("bolo.published", "bolo", "نشر بلاغ بحث", "Avis de recherche publié", "BOLO published"),
  of("bolo.renewed", "bolo", "تمديد بلاغ بحث", "Avis de recherche prolongé", "BOLO renewed"),
  of("bolo.cancelled", "bolo", "إلغاء بلاغ بحث", "Avis de recherche annulé", "BOLO cancelled"),
  of("bolo.picture_attached", "bolo", "إرفاق صورة ببلاغ بحث", "Photo jointe à un avis de recherche", "Picture attached to a BOLO"),
  of("bolo.thumbnail_kept", "bolo", "حفظ مصغرة لصورة بلاغ بحث", "Vignette d'un avis de recherche gardée", "Thumbnail of a BOLO kept"),
  of("bolo.picture_viewed", "bolo", "الاطلاع على صورة بلاغ بحث", "Photo d'un avis de recherche consultée", "Picture of a BOLO viewed"),
  of("bolo.acknowledged", "bolo", "الإقرار بالاطلاع على بلاغ بحث", "Avis de recherche lu et acquitté", "BOLO acknowledged"),
  of("bolo.sighted", "bolo", "مشاهدة موضوع بلاغ بحث", "Objet d'un avis de recherche aperçu", "Sighting noted on a BOLO"),
  of("bolo.sighting_linked", "bolo", "ربط مشاهدة بتدخل", "Observation liée à une intervention", "Sighting linked to an intervention"),
  of("bolo.body_told", "bolo", "تبليغ هيئة ببلاغ بحث", "Organisme informé d'un avis de recherche", "Body told of a BOLO"),
  of(
    "bolo.told_by_radio",
    "bolo",
    "تبليغ دورية ببلاغ بحث عبر الراديو",
    "Unité informée d'un avis par radio",
    "Unit told of a BOLO by radio",
  ),
  of("alert.proposed", "bolo", "اقتراح إنذار باختفاء طفل", "Alerte disparition d'enfant proposée", "Child alert proposed"),
  of("alert.checked", "bolo", "مراجعة إنذار باختفاء طفل", "Alerte disparition d'enfant vérifiée", "Child alert checked"),
  of("alert.decided", "bolo", "تسجيل قرار وكيل الجمهورية", "Décision du procureur enregistrée", "Prosecutor's decision recorded"),
  of("alert.withdrawn", "bolo", "سحب إنذار باختفاء طفل", "Alerte disparition d'enfant retirée", "Child alert withdrawn"),
  of("alert.text_taken", "bolo", "أخذ نص إنذار مأذون به", "Texte d'alerte autorisé obtenu", "Authorised text of an alert taken"),
  of("alert.handed_over", "bolo", "تسليم نص إنذار إلى جهة", "Texte d'alerte remis à un organisme", "Text of an alert handed over"),

  of("intervention.reviewed", "intervention", "تأكيد تصنيف تدخل", "Qualification d'une intervention confirmée", "Classification confirmed"),

  of("shift.planned", "shift", "برمجة نوبة", "Vacation prévue", "Shift planned"),
  of("shift.changed", "shift", "تعديل نوبة", "Vacation modifiée", "Shift changed"),
  of("shift.cancelled", "shift", "إلغاء نوبة", "Vacation annulée", "Shift cancelled"),
  of("shift.started", "shift", "بدء نوبة", "Vacation commencée", "Shift started"),
  of("shift.signed_out", "shift", "توقيع الرئيس المنصرف", "Signature du chef sortant", "Outgoing chief signed"),
  of("shift.taken_back", "shift", "سحب توقيع التسليم", "Signature retirée", "Signature taken back"),
  of("shift.handed_over", "shift", "تسليم نوبة واستلامها", "Vacation passée", "Shift handed over"),
  of("shift.noted", "shift", "ملاحظة في سجل التسليم", "Note à la main courante", "Note in the hand-over log"),
  of("shift.matter_changed", "shift", "تعديل أمر معلق", "Point à suivre modifié", "Matter to hand over changed"),
  of("roster.changed", "shift", "تعديل جدول المناوبة", "Tableau de service modifié", "Roster changed"),
  of("roster.copied", "shift", "نسخ جدول المناوبة", "Tableau de service recopié", "Roster copied"),
  of("limits.changed", "shift", "تعديل حدود الانتظار", "Seuils modifiés", "Limits changed"),
  of("intervals.exported", "figures", "استخراج مدد التدخل", "Délais extraits", "Intervals exported"),

  of("plan.shipped", "plan", "إدراج خطط القاعة الأولى", "Premiers plans de la salle inscrits", "First plans of the room written"),
  of("plan.changed", "plan", "تعديل خطة استجابة", "Plan de réponse modifié", "Response plan changed"),
  of("plan.retired", "plan", "إيقاف خطة استجابة", "Plan de réponse retiré", "Response plan retired"),
  of(
    "intervention.plan_taken",
    "intervention",
    "اعتماد خطة أحدث لتدخل",
    "Plan plus récent retenu pour une intervention",
    "Newer plan taken",
  ),
  of("intervention.step_marked", "intervention", "خطوة من خطة تدخل", "Étape du plan d'une intervention", "Step of a plan marked"),

  of("landmarks.loaded", "place", "تحميل معالم الخريطة", "Repères de la carte chargés", "Landmarks of the map loaded"),
  of("landmarks.refused", "place", "رفض ملف معالم الخريطة", "Fichier de repères refusé", "File of landmarks refused"),
  of("place.changed", "place", "تعديل مكان", "Lieu modifié", "Place changed"),
  of("place.closed", "place", "إغلاق مكان", "Lieu fermé", "Place closed"),
  of("place.history_read", "place", "الاطلاع على سوابق مكان", "Historique d'un lieu consulté", "History of a place read"),
  of("hazard.listed", "place", "الاطلاع على قائمة الأخطار", "Liste des dangers consultée", "List of hazards read"),
  of("hazard.changed", "place", "تدوين خطر", "Danger noté", "Hazard written"),
  of("hazard.judged", "place", "البت في خطر", "Danger jugé", "Hazard judged"),
  of("hazard.renewed", "place", "تجديد خطر", "Danger renouvelé", "Hazard renewed"),
  of("hazard.ended", "place", "إنهاء خطر", "Danger levé", "Hazard ended"),
  of("hazard.shown", "place", "عرض خطر", "Danger montré", "Hazard shown"),

  of("import.started", "figures", "بدء استيراد", "Import commencé", "Import started"),
  of("import.ended", "figures", "انتهاء استيراد", "Import terminé", "Import ended"),
  of("import.cancelled", "figures", "إلغاء استيراد", "Import annulé", "Import cancelled"),
  of(
    "import.errors_read",
    "figures",
    "الاطلاع على أسطر مرفوضة من استيراد",
    "Lignes refusées d'un import consultées",
    "Refused rows of an import read",
  ),
  of("bulletin.viewed", "figures", "الاطلاع على حصيلة", "Bilan consulté", "Bulletin viewed"),
  of("bulletin.exported", "figures", "استخراج حصيلة", "Bilan extrait", "Bulletin exported"),

  of("log.viewed", "log", "الاطلاع على السجل", "Journal consulté", "Log viewed"),
  of("log.exported", "log", "استخراج السجل", "Journal extrait", "Log exported"),
  of("log.verified", "log", "التحقق من السجل", "Journal vérifié", "Log verified"),
  of("log.erased", "log", "محو تفاصيل انتهت مدتها من السجل", "Détails échus effacés du journal", "Expired details erased from the log"),

  of("room.started", "room", "تشغيل القاعة", "Salle démarrée", "Room started"),
  of("room.stopped", "room", "إيقاف القاعة", "Salle arrêtée", "Room stopped"),
  of("config.changed", "room", "تغيير الإعدادات", "Configuration modifiée", "Configuration changed"),
] as const;

export type LogType = (typeof LOG_TYPES)[number]["type"];

type Described = { readonly group: LogGroup; readonly label: Text3 };
const byType: ReadonlyMap<string, Described> = new Map(LOG_TYPES.map(({ type, group, label }) => [type, { group, label }]));

/** Group and label of a type. */
export function describeLogType(type: LogType): Described {
  const found = byType.get(type);
  if (!found) throw new Error(`no such log type: ${type}`);
  return found;
}

export const isLogType = (text: string): text is LogType => byType.has(text);

/** The types of a group, in the order of the list. */
export const logTypesOf = (group: LogGroup): LogType[] => LOG_TYPES.filter((each) => each.group === group).map(({ type }) => type);
