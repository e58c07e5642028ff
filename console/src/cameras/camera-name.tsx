import type { Camera } from "@amaliyat/contract/cameras";
import { codeIn } from "@amaliyat/domain/cameras";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";

/** Code, name and site of a camera, as a cell of a list shows them. */
export function CameraName({ camera }: { readonly camera: Camera }): ReactNode {
  const { language } = useLanguage();
  return (
    <>
      <span className="am-strong">
        <Bdi>{codeIn(camera.code, language)}</Bdi>
      </span>{" "}
      <Bdi>{camera.names[language]}</Bdi>
      <div className="am-t3 am-small">
        <Bdi>{camera.siteNames[language]}</Bdi>
      </div>
    </>
  );
}

/** Words by which a camera is searched in a list, in all languages. */
export const cameraWords = ({ code, names, siteNames }: Camera): string =>
  [code, ...Object.values(names), ...Object.values(siteNames)].join(" ");
