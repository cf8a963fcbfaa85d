import type { Person } from "../../../core/vm/names";
import { RefusedError } from "../errors";

/**
 * Names that differ in case or punctuation alone lead to one home, which is never handed to another developer. The
 * client is the config's, which has it once: under a new spelling it is the same.
 * @throws RefusedError when the home is the one of a developer spelled otherwise
 */
export function checkSpelling(owner: Person, { client, developer }: Person): void {
  if (owner.developer === developer) return;
  throw new RefusedError([
    {
      what: "Developer",
      found: `"${developer}" and "${owner.developer}" share one home for ${client}, which belongs to "${owner.developer}"`,
      expected: `the spelling "${owner.developer}" if that is the same person, or a name that differs in more`,
    },
  ]);
}

/**
 * The tags of a role go on ruling what a live VM may do: they are never moved to another spelling.
 * @throws RefusedError when they name the client or the developer otherwise
 */
export function checkTagSpelling(tagged: Person, person: Person): void {
  checkSpelling(tagged, person);
  if (tagged.client === person.client) return;
  throw new RefusedError([
    {
      what: "Client",
      found: `the role of ${person.developer} for "${person.client}" belongs to the client "${tagged.client}"`,
      expected: `the spelling "${tagged.client}" in the config file, or a role made anew: ask the platform team`,
    },
  ]);
}
