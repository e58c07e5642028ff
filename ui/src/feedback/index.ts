export { AlarmBar, type AlarmBarProps } from "./alarm-bar.tsx";
export { Banner, type BannerProps } from "./banner.tsx";
export { ErrorPanel, type ErrorPanelProps } from "./error-panel.tsx";
export { Progress, type ProgressProps } from "./progress.tsx";
export { Skeleton } from "./skeleton.tsx";
export {
  EmptyState,
  LoadingState,
  LostState,
  NoPermissionState,
  State,
  type LostStateProps,
  type NoPermissionStateProps,
  type StateProps,
} from "./state-panel.tsx";
export { dismissToast, dismissToasts, showToast, ToastRegion } from "./toast.tsx";
export type { Toast, ToastRequest } from "./toast-store.ts";
