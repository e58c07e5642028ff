import { Button, Field, Select } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { type ReactNode, useState } from "react";
import { chooseDevices, devices, phone, onDevicesChanged, type Devices } from "../../phone/index.ts";
import { useStore } from "../../store/index.ts";
import { useText } from "../text.ts";
import { DeviceTests } from "./device-tests.tsx";
import { MicLevel } from "./mic-level.tsx";
import { useDeviceList, useMicrophone } from "./use-microphone.ts";
import BellOff from "lucide-react/icons/bell-off";

const now = (): NotificationPermission | "none" => ("Notification" in window ? Notification.permission : "none");

/** Says whether the system may show a ringing call while another window is in front. It asks here if the permission is undecided. */
function NoticeLeave(): ReactNode {
  const text = useText();
  const [leave, setLeave] = useState(now);
  if (leave === "granted") return <p className="am-t2 am-small">{text("notice.granted")}</p>;
  return (
    <div className="calls-form__line">
      <span className="am-attention am-row">
        <BellOff size={16} aria-hidden="true" /> {text(leave === "default" ? "notice.not_asked" : "notice.denied")}
      </span>
      {leave === "default" && (
        <Button size="s" onClick={() => void Notification.requestPermission().then(setLeave)}>
          {text("notice.ask")}
        </Button>
      )}
    </div>
  );
}

/** Choice that leaves the device to the system. No device of a browser has this id. */
const SYSTEM = "system";
const PARTS = [
  ["microphone", "audioinput"],
  ["speaker", "audiooutput"],
  ["ring", "audiooutput"],
] as const satisfies readonly (readonly [keyof Devices, MediaDeviceKind])[];

/** Microphone, ear and bell of this workplace: chosen, seen and heard before anybody calls. */
export function DevicesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const chosen = useStore(devices);
  const inCall = useStore(phone).talks.length > 0;
  const microphone = useMicrophone();
  const list = useDeviceList(microphone.kind === "open");
  const choose = (part: keyof Devices, id: string): void => {
    chooseDevices({ [part]: id === SYSTEM ? null : id });
    void onDevicesChanged().catch(() => undefined);
  };
  return (
    <Dialog open onClose={onClose} title={text("devices.title")}>
      <div className="calls-form">
        <p className="am-t2 am-small">{text("devices.text")}</p>
        {PARTS.map(([part, kind]) => (
          <Field key={part} label={text(`devices.${part}`)}>
            <Select
              options={[
                { value: SYSTEM, label: text("devices.system") },
                ...list
                  .filter((one) => one.kind === kind && one.deviceId !== "" && one.deviceId !== "default")
                  .map((one) => ({ value: one.deviceId, label: one.label === "" ? text("devices.unnamed") : one.label })),
              ]}
              value={list.some(({ deviceId }) => deviceId === chosen[part]) ? chosen[part] : SYSTEM}
              onChange={(id) => choose(part, id)}
            />
          </Field>
        ))}
        {microphone.kind === "open" && <MicLevel stream={microphone.stream} />}
        {microphone.kind === "none" && (
          <p className="calls-warning" role="alert">
            <TriangleAlert size={16} aria-hidden="true" /> {text(`phone.no_microphone.${microphone.why}`)}
          </p>
        )}
        <NoticeLeave />
        <DeviceTests stream={microphone.kind === "open" ? microphone.stream : null} inCall={inCall} />
        <div className="calls-form__foot">
          <Button variant="quiet" shortcut="Escape" onClick={onClose}>
            {ui("back")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
