export { chooseDevices, devices, openMicrophone, sendTo, type Devices } from "./devices.ts";
export { closePhone, hand, openPhone, onDevicesChanged } from "./open-phone.ts";
export { phone, type Phone, type PhoneLink, type Quality, type Ringing, type Talk } from "./phone-state.ts";
export { gradeOf } from "./quality.ts";
export { ringAloud, silenced } from "./ring-tone.ts";
