import type { Text3 } from "../kernel/index.ts";

/** Causes of a gap in the recording. A closed list; `unknown` is shown, never hidden. */
export const GAP_CAUSES = [
  "connection_lost",
  "camera_unreachable",
  "wrong_credentials",
  "no_such_stream",
  "no_h264_video",
  "camera_timed_out",
  "no_key_frame",
  "packets_lost",
  "disk_full",
  "disk_slow",
  "disk_failed",
  "camera_malformed",
  "camera_stalled",
  "clock_changed",
  "starting",
  "reconfigured",
  "room_stopped",
  "room_crashed",
  "worker_crashed",
  "not_recording",
  "retention_expired",
  "unknown",
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

export const GAP_CAUSE_LABELS: Readonly<Record<GapCause, Text3>> = {
  connection_lost: { ar: "انقطع الاتصال بالكاميرا", fr: "Liaison avec la caméra coupée", en: "Connection to the camera lost" },
  camera_unreachable: { ar: "الكاميرا لا تجيب", fr: "Caméra injoignable", en: "Camera unreachable" },
  wrong_credentials: { ar: "رفضت الكاميرا كلمة السر", fr: "Mot de passe refusé par la caméra", en: "Password refused by the camera" },
  no_such_stream: { ar: "لا وجود للبث المطلوب في الكاميرا", fr: "Flux absent de la caméra", en: "No such stream in the camera" },
  no_h264_video: { ar: "لا تبث الكاميرا صورة H.264", fr: "Pas d’image H.264", en: "No H.264 picture" },
  camera_timed_out: { ar: "تأخرت الكاميرا في الجواب", fr: "Caméra trop lente à répondre", en: "Camera too slow to answer" },
  no_key_frame: { ar: "في انتظار صورة كاملة", fr: "Attente d’une image clé", en: "Waiting for a key frame" },
  packets_lost: { ar: "ضياع حزم في الشبكة", fr: "Paquets perdus sur le réseau", en: "Packets lost on the network" },
  disk_full: { ar: "القرص ممتلئ", fr: "Disque plein", en: "Disk full" },
  disk_slow: { ar: "القرص بطيء", fr: "Disque trop lent", en: "Disk too slow" },
  disk_failed: { ar: "عطل في القرص", fr: "Panne de disque", en: "Disk failed" },
  camera_malformed: { ar: "بث الكاميرا غير مفهوم", fr: "Flux de la caméra incompréhensible", en: "Camera stream makes no sense" },
  camera_stalled: { ar: "توقفت الكاميرا عن الإرسال", fr: "La caméra n’envoie plus d’image", en: "Camera stopped sending" },
  clock_changed: { ar: "تغيرت ساعة القاعة", fr: "Horloge de la salle modifiée", en: "The room's clock was changed" },
  starting: { ar: "بدء التسجيل", fr: "Démarrage de l’enregistrement", en: "Recording starting" },
  reconfigured: { ar: "تغيير إعدادات الكاميرا", fr: "Réglages de la caméra modifiés", en: "Camera settings changed" },
  room_stopped: { ar: "أُوقف النظام", fr: "Système arrêté", en: "System stopped" },
  room_crashed: { ar: "توقف النظام فجأة", fr: "Arrêt brutal du système", en: "System crashed" },
  worker_crashed: { ar: "تعطل جزء من النظام وأعيد تشغيله", fr: "Une partie du système a redémarré", en: "A part of the system restarted" },
  not_recording: { ar: "لم يكن التسجيل مطلوبا", fr: "Enregistrement non demandé", en: "Recording not asked for" },
  retention_expired: { ar: "انتهت مدة الحفظ", fr: "Durée de conservation échue", en: "Retention expired" },
  unknown: { ar: "؟ سبب مجهول", fr: "? cause inconnue", en: "? unknown cause" },
};

/** True if the text names a cause. */
export const isGapCause = (text: string): text is GapCause => GAP_CAUSES.some((cause) => cause === text);
