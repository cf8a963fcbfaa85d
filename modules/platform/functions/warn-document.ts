import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { warnDocumentName } from "../../../core/aws/agreed-names";

export interface WarnDocumentProps {
  readonly project: string;
}

const SCRIPT = join(__dirname, "..", "..", "..", "userdata", "warn.sh");
/** Timeout of writing to the terminals, in seconds. */
const TIMEOUT_SECONDS = "30";

/** The command that warns users who are logged in on a VM that it will be stopped. It can do nothing else. */
export class WarnDocument extends Construct {
  constructor(scope: Construct, id: string, { project }: WarnDocumentProps) {
    super(scope, id);
    new SsmDocument(this, "document", {
      name: warnDocumentName(project),
      documentType: "Command",
      documentFormat: "JSON",
      targetType: "/AWS::EC2::Instance",
      content: JSON.stringify({
        schemaVersion: "2.2",
        description: "Warns users who are logged in on a development VM that it will be stopped",
        parameters: {
          StopsAt: {
            type: "String",
            description: "Wall-clock time with its zone, such as 18:00 Europe/Berlin",
            // The value becomes part of a script: it must not contain characters that are special in a shell.
            allowedPattern: "^[0-2][0-9]:[0-5][0-9] [A-Za-z0-9_+/-]{1,64}$",
          },
        },
        mainSteps: [
          {
            action: "aws:runShellScript",
            name: "warn",
            inputs: {
              timeoutSeconds: TIMEOUT_SECONDS,
              runCommand: readFileSync(SCRIPT, "utf8")
                .trimEnd()
                .split("\n")
                .filter((line) => !/^\s*#/.test(line)),
            },
          },
        ],
      }),
    });
  }
}
