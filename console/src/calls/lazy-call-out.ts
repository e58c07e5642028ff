import { lazy } from "react";

/** The dialog that calls a number, loaded when it is asked for. */
export const LazyCallOutDialog = lazy(async () => ({ default: (await import("./call-out-dialog.tsx")).CallOutDialog }));
