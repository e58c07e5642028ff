export { startLocationServer, writeMsd, type VehicleSays } from "@amaliyat/simulator";
