import { numberedScreens, type Bounds } from "@amaliyat/domain/workstations";

/** Screens by the Window Management API, which TypeScript does not know yet; the space that the desktop leaves to windows. */
type ManagedScreen = { readonly availLeft: number; readonly availTop: number; readonly availWidth: number; readonly availHeight: number };
type ScreenDetails = { readonly screens: readonly ManagedScreen[]; readonly currentScreen: ManagedScreen };
type Managed = { readonly getScreenDetails?: () => Promise<ScreenDetails> };

const boundsOf = ({ availLeft, availTop, availWidth, availHeight }: ManagedScreen): Bounds => ({
  left: availLeft,
  top: availTop,
  width: availWidth,
  height: availHeight,
});

/**
 * The screens of this workstation, that of the work first. The browser asks its person once whether the room may know them. Null if it may
 * not, or cannot.
 */
export async function screensNow(): Promise<readonly Bounds[] | null> {
  const { getScreenDetails } = window as Managed;
  if (getScreenDetails === undefined) return null;
  try {
    const { screens, currentScreen } = await getScreenDetails.call(window);
    const all = screens.map(boundsOf);
    return numberedScreens(all, all[screens.indexOf(currentScreen)] ?? null);
  } catch {
    return null;
  }
}

/** True if the browser has been allowed to tell the screens, so that asking them disturbs nobody. */
export async function mayKnowScreens(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: "window-management" as PermissionName });
    return state === "granted";
  } catch {
    return false;
  }
}

/** Place of this window on the desktop, whole px. */
export const boundsOfWindow = (): Bounds => ({
  left: Math.round(window.screenX),
  top: Math.round(window.screenY),
  width: Math.max(1, Math.round(window.outerWidth)),
  height: Math.max(1, Math.round(window.outerHeight)),
});
