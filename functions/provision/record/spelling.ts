import type { Person } from "../../../core/vm/names";
import { RefusedError } from "../errors";

/**
 * Names that differ only in case or punctuation share one home, which is never given to another developer. The config
 * has each client once: another spelling of it is the same client.
 * @throws RefusedError when the home belongs to a developer with another spelling
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
 * The tags of a role decide what a live VM may do: they are never changed to another spelling.
 * @throws RefusedError when they spell the client or the developer differently
 */
export function checkTagSpelling(tagged: Person, person: Person): void {
  checkSpelling(tagged, person);
  if (tagged.client === person.client) return;
  throw new RefusedError([
    {
      what: "Client",
      found: `the role of ${person.developer} for "${person.client}" belongs to the client "${tagged.client}"`,
      expected: `the spelling "${tagged.client}" in the config file, or a new role: ask the platform team`,
    },
  ]);
}
