import { lazy } from "react";

export const PasswordDialog = lazy(async () => ({ default: (await import("./password-dialog.tsx")).PasswordDialog }));

export const MySignInDialog = lazy(async () => ({ default: (await import("./my-sign-in.tsx")).MySignInDialog }));
