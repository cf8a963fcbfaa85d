import { bigFleet } from "../../bench/synthesis/big-fleet";
import { parseConfig } from "../../core/config/parse";

test("the config of a big fleet is valid and has that many VMs", () => {
  const { config } = parseConfig(bigFleet(1000), "devvms.yaml", { now: new Date("2026-06-01T00:00:00Z") });
  expect(config.clients.flatMap(({ developers }) => developers)).toHaveLength(1000);
});
