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
