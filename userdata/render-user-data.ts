import { readFileSync } from "node:fs";
import { join } from "node:path";

/** EC2: 16,384 bytes before base64. The stub stays well below, so that a longer launcher is noticed early. */
const SIZE_LIMIT = 14_000;
/** S3: lowercase letters, digits, hyphens; no dots, which break TLS for the bucket's own host name. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const HEREDOC_END = /^END_OF_FILE$/m;

export interface UserDataInput {
  /** Name of the bucket that holds `boot/current.json` and the bundle. */
  readonly bucket: string;
}

/**
 * User data of a VM, as plain text (launch templates expect base64). It holds no identity and no secret, and
 * is the same for every VM and operating system of a deployment.
 *
 * @throws Error if the bucket's name is not valid, or the result is too large for EC2.
 */
export function renderUserData({ bucket }: UserDataInput): string {
  if (!BUCKET_NAME.test(bucket)) throw new Error(`"${bucket}" is not a bucket name without dots`);
  const parts: Record<string, string> = {
    AWS: read("boot", "devvm_aws.py"),
    LAUNCH: read("launch.py"),
    BUCKET: bucket,
  };
  const text = read("stub.sh").replace(/@@([A-Z]+)@@/g, (_match, name: string) => part(parts, name));
  const size = Buffer.byteLength(text);
  if (size > SIZE_LIMIT) throw new Error(`User data is ${size} bytes, more than ${SIZE_LIMIT}`);
  return `${text}\n`;
}

function part(parts: Readonly<Record<string, string>>, name: string): string {
  const text = parts[name];
  if (text === undefined) throw new Error(`The stub has an unknown placeholder "${name}"`);
  if (HEREDOC_END.test(text)) throw new Error(`"${name}" has the line that ends a file in the stub`);
  return text;
}

/** A file in this folder, without its last newline. */
function read(...path: string[]): string {
  return readFileSync(join(__dirname, ...path), "utf8").trimEnd();
}
