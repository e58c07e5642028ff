import { of } from "./type-of.ts";

/** Log types of sessions and accounts. */
export const ACCOUNT_LOG_TYPES = [
  of("session.opened", "session", "فتح جلسة", "Session ouverte", "Session opened"),
  of("session.refused", "session", "رفض فتح جلسة", "Ouverture de session refusée", "Sign-in refused"),
  of("session.locked", "session", "قفل جلسة", "Session verrouillée", "Session locked"),
  of("session.unlocked", "session", "فتح قفل جلسة", "Session déverrouillée", "Session unlocked"),
  of("session.proven", "session", "إثبات عامل ثان في جلسة", "Second facteur prouvé en session", "Second factor shown in a session"),
  of("session.closed", "session", "إغلاق جلسة", "Session fermée", "Session closed"),
  of("session.revoked", "session", "إلغاء جلسة", "Session révoquée", "Session revoked"),
  of("access.refused", "session", "رفض الوصول", "Accès refusé", "Access refused"),

  of("account.locked", "account", "قفل حساب", "Compte bloqué", "Account locked"),
  of(
    "account.guessed",
    "account",
    "تخمين متكرر لكلمة سر حساب",
    "Mot de passe d’un compte deviné à répétition",
    "Password of an account guessed at",
  ),
  of("user.factor_added", "account", "إضافة عامل ثان للدخول", "Second facteur ajouté", "Second factor added"),
  of("user.factor_removed", "account", "حذف عامل ثان للدخول", "Second facteur supprimé", "Second factor removed"),
  of("user.device_forgotten", "account", "نسيان جهاز معروف", "Appareil connu oublié", "Known device forgotten"),
  of("user.created", "account", "تعيين مستعمل", "Utilisateur désigné", "User designated"),
  of("user.changed", "account", "تعديل مستعمل", "Utilisateur modifié", "User changed"),
  of("user.password_changed", "account", "تغيير كلمة سر", "Mot de passe changé", "Password changed"),
  of("user.ended", "account", "إنهاء تعيين مستعمل", "Désignation terminée", "Designation ended"),
  of("user.code_issued", "account", "إصدار رمز دخول", "Code de connexion délivré", "Sign-in code issued"),
  of("user.recovered", "account", "إصدار رمز دخول من الجهاز", "Accès rétabli depuis la machine", "Access recovered at the machine"),
  of("user.notice_seen", "account", "الاطلاع على إصدار رمز دخول", "Avis de code de connexion lu", "Notice of a sign-in code read"),
  of("sector.changed", "account", "تعديل قطاع اختصاص", "Secteur de compétence modifié", "Sector changed"),
] as const;
