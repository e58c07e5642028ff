export { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";
export { PasswordDialog } from "./password-dialog.tsx";
export { PasswordRules } from "./password-rules.tsx";
export { choosePurpose, useInheritedReason, useViewReason, type ViewReason } from "./purpose.ts";
export { PurposeChip, PurposeList } from "./purpose-chip.tsx";
export { Refusal } from "./refusal.tsx";
export { useDraftName, useMay, useSession, useSignOut } from "./session-context.ts";
export { SessionGate } from "./session-gate.tsx";
export { SessionsDialog } from "./sessions-dialog.tsx";
