import type { Camera } from "@amaliyat/contract/cameras";
import { CONNECTION_LABELS } from "@amaliyat/domain/cameras";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { pictureState } from "./picture-state.ts";
import "./wall.css";

export type CameraPictureProps = {
  readonly camera: Camera;
  /** The open intervention from which the view inherits its purpose. */
  readonly interventionId?: string;
};

/** The picture of one camera outside of the wall, 16:9: its state as long as no picture is shown. */
export function CameraPicture({ camera }: CameraPictureProps): ReactNode {
  const { language } = useLanguage();
  return (
    <div className="wall-picture" data-camera={camera.code}>
      {CONNECTION_LABELS[pictureState(camera)][language]}
    </div>
  );
}
