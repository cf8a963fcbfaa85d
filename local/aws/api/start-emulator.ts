import { findPython } from "../../tools/python";
import { type EmulatorClient, emulatorClient } from "./client";
import { launchEmulator } from "./process";

export type * from "./client";

export interface EmulatorOptions {
  /** @default a free one */
  readonly port?: number;
  /** Where the emulator's own output goes. @default nowhere; its end is quoted in errors */
  readonly logFile?: string;
  /** @default us-east-1 */
  readonly region?: string;
}

export interface Emulator extends EmulatorClient {
  readonly url: string;
  readonly port: number;
  /** What points Terraform, the SDKs and the AWS CLI at this emulator. */
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts the AWS emulator on a loopback port; it ends with `stop()`, or with this process, however that ends.
 *
 * @throws Error when Python or moto is missing, or the emulator does not come up; with its last output.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { url, stop } = await launchEmulator(await findPython(), options);
  const region = options.region ?? "us-east-1";
  return {
    url,
    port: Number(new URL(url).port),
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
    },
    stop,
    ...emulatorClient(url),
  };
}
